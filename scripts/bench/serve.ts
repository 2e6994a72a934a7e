import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cache } from "../store/cache.ts";
import { compileSite } from "../build/compile-site.ts";
import { bundleWorker } from "./bundle.ts";
import { type Load, load, requestOf } from "./load.ts";
import { runWorkerd, type Worker } from "./workerd.ts";

/** One kind of request, ours against the limit. */
export interface Served {
  readonly kind: string;
  /** What the other worker does. */
  readonly limit: string;
  readonly ours: Load;
  readonly theirs: Load;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const rounds = 4;

/** Measures the worker against workers in the same workerd that return the same bytes, in turn. `folder` gets what they run. */
export async function measureServing(content: string, folder: string, seconds: number): Promise<readonly Served[]> {
  mkdirSync(join(folder, "blobs"), { recursive: true });
  mkdirSync(join(folder, "pages"), { recursive: true });
  const places = { assets: join(folder, "assets"), cache: new Cache(join(folder, "cache")) };
  const site = await compileSite({ root: content, ...places, now: Math.floor(Date.now() / 1000) });
  for (const [key, value] of site.blobs) writeFileSync(join(folder, "blobs", key), value);
  writeFileSync(join(folder, "release.bin"), site.release);
  writeFileSync(join(folder, "ours.js"), await bundleWorker());
  const ours: Worker = {
    name: "ours",
    modules: [
      { file: "ours.js", type: "esModule" },
      { file: "release.bin", type: "data", name: "release.bin" },
    ],
    blobs: join(folder, "blobs"),
  };

  const posts = site.content.posts.map(({ article }) => `/posts/${article.slug}/`);
  const [post = "/"] = posts.slice(posts.length >> 1);
  const first = await runWorkerd(folder, [ours]);
  const page = await answerOf(first.origins["ours"] + post);
  const answers = {
    warm: page,
    unchanged: await answerOf(first.origins["ours"] + post, { "if-none-match": page.headers["etag"] ?? "" }),
    missing: await answerOf(`${first.origins["ours"]}/nothing-is-here/`),
    feed: await answerOf(`${first.origins["ours"]}/rss.xml`),
  };
  // More pages than are kept in memory, each asked for in turn, so that none is in memory when its turn comes.
  const cold = posts.slice(0, 3000);
  const origin = first.origins["ours"] ?? "";
  for (const path of cold) {
    const { body } = await answerOf(origin + path);
    writeFileSync(join(folder, "pages", path.split("/")[2] ?? ""), body);
  }
  await first.stop();

  const constants = Object.entries(answers).map(([name, answer]): Worker => {
    writeFileSync(join(folder, `${name}.js`), constantWorker(answer));
    return { name, modules: [{ file: `${name}.js`, type: "esModule" }] };
  });
  writeFileSync(join(folder, "stream.js"), streamingWorker(page));
  const stream: Worker = {
    name: "stream",
    modules: [{ file: "stream.js", type: "esModule" }],
    blobs: join(folder, "pages"),
  };

  const etag = { "if-none-match": page.headers["etag"] ?? "" };
  const kinds: [string, string, Worker["name"], readonly string[], Readonly<Record<string, string>>][] = [
    ["warm page", "constant", "warm", [post], {}],
    ["304", "constant", "unchanged", [post], etag],
    ["404", "constant", "missing", ["/nothing-is-here/"], {}],
    ["feed", "constant", "feed", ["/rss.xml"], {}],
    ["cold page", "stream of one KV read", "stream", cold, {}],
  ];
  const loads = kinds.map(() => ({ ours: [] as Load[], theirs: [] as Load[] }));
  // In a process of its own each, since one may be a fifth slower than the next, whatever it runs.
  for (let round = 0; round < rounds; round++) {
    const { origins, stop } = await runWorkerd(folder, [ours, ...constants, stream]);
    for (const [index, [, , name, paths, headers]] of kinds.entries()) {
      const requests = paths.map((path) => requestOf(path, headers));
      let asked = 0;
      const next = (): Buffer => requests[asked++ % requests.length] ?? Buffer.of();
      for (const [whose, worker] of [
        ["ours", "ours"],
        ["theirs", name],
      ] as const) {
        const origin = origins[worker] ?? "";
        await load(origin, next, 1);
        loads[index]?.[whose].push(await load(origin, next, seconds));
      }
    }
    await stop();
  }
  return kinds.map(([kind, limit], index) => ({
    kind,
    limit,
    ours: best(loads[index]?.ours ?? []),
    theirs: best(loads[index]?.theirs ?? []),
  }));
}

/** The best of several rounds: what disturbs a round makes it slower, never faster. */
const best = (loads: readonly Load[]): Load => loads.toSorted((a, b) => b.rate - a.rate)[0] ?? { rate: 0, p99: 0 };

async function answerOf(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const response = await fetch(url, { headers });
  const skipped = new Set(["content-length", "date", "connection", "keep-alive", "transfer-encoding"]);
  const kept = [...response.headers].filter(([name]) => !skipped.has(name));
  return { status: response.status, headers: Object.fromEntries(kept), body: await response.text() };
}

const constantWorker = ({ status, headers, body }: Answer): string => `
const headers = ${JSON.stringify(headers)};
const body = ${status === 304 ? "null" : `new TextEncoder().encode(${JSON.stringify(body)})`};
export default { fetch: () => new Response(body, { status: ${status}, headers }) };
`;

const streamingWorker = ({ headers }: Answer): string => `
const headers = ${JSON.stringify(headers)};
export default {
  async fetch(request, env) {
    const [, , slug] = new URL(request.url).pathname.split("/");
    const body = await env.BLOBS.get(slug, { type: "stream", cacheTtl: 86400 });
    return body === null ? new Response(null, { status: 404 }) : new Response(body, { headers });
  },
};
`;
