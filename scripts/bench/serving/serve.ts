import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../base/failure.ts";
import { blogIn } from "./blog.ts";
import { type Row, rounded } from "../table.ts";
import { runWorkerd, type Worker } from "./workerd.ts";

/** Requests a second, and the time within which 99 of 100 were answered, in milliseconds. */
interface Load {
  readonly rate: number;
  readonly p99: number;
}

type Fields = Readonly<Record<string, string>>;

const rounds = 4;

/** Measures the worker against workers in the same workerd that return the same bytes, in turn. `folder` gets what they run. */
export async function measureServing(content: string, folder: string, seconds: number): Promise<Row[]> {
  mkdirSync(join(folder, "pages"), { recursive: true });
  const { worker: ours, posts } = await blogIn(content, folder);
  const workerOf = (name: string, script: string, rest: Partial<Worker> = {}): Worker => {
    writeFileSync(join(folder, `${name}.js`), script);
    return { name, ...rest, modules: [{ name: `${name}.js`, type: "esModule" }, ...(rest.modules ?? [])] };
  };

  const first = await runWorkerd(folder, [ours]);
  const answer = (path: string, headers: Fields = {}) => answerOf(first.originOf("ours") + path, headers);
  const [post = "/"] = posts.slice(posts.length >> 1);
  const page = await answer(post);
  const etag = { "if-none-match": page.headers["etag"] ?? "" };
  // More pages than are kept in memory, each asked for in turn, so that none is in memory when its turn comes.
  const cold = posts.slice(0, 3000);
  for (const path of cold) writeFileSync(join(folder, "pages", path.split("/")[2] ?? ""), (await answer(path)).body);
  const kinds: readonly (readonly [kind: string, limit: Worker, paths: readonly string[], headers?: Fields])[] = [
    ["warm page", workerOf("warm", constantWorker(page)), [post]],
    ["304", workerOf("unchanged", constantWorker(await answer(post, etag))), [post], etag],
    ["404", workerOf("missing", constantWorker(await answer("/none/"))), ["/none/"]],
    ["feed", workerOf("feed", constantWorker(await answer("/rss.xml"))), ["/rss.xml"]],
    ["cold page", workerOf("stream", streamingWorker(page.headers), { blobs: join(folder, "pages") }), cold],
  ];
  await first.stop();

  const loads = kinds.map(() => ({ ours: [] as Load[], limit: [] as Load[] }));
  // In a process of its own each, since one may be a fifth slower than the next, whatever it runs.
  for (let round = 0; round < rounds; round++) {
    const { originOf, stop } = await runWorkerd(folder, [ours, ...kinds.map(([, limit]) => limit)]);
    try {
      for (const [index, [, limit, paths, headers = {}]] of kinds.entries()) {
        const script = join(folder, "requests.lua");
        writeFileSync(script, requestsOf(paths, headers));
        loads[index]?.ours.push(load(originOf("ours"), script, seconds));
        loads[index]?.limit.push(load(originOf(limit.name), script, seconds));
      }
    } finally {
      await stop();
    }
  }
  return kinds.map(([kind], index) => {
    const [us, limit] = [best(loads[index]?.ours ?? []), best(loads[index]?.limit ?? [])];
    const ratio = rounded(us.rate / limit.rate);
    return { kind, "requests/s": us.rate, "p99 ms": us.p99, "limit/s": limit.rate, "limit p99": limit.p99, ratio };
  });
}

/** The best of several rounds: what disturbs a round makes it slower, never faster. */
const best = (loads: readonly Load[]): Load => loads.toSorted((a, b) => b.rate - a.rate)[0] ?? { rate: 0, p99: 0 };

/** What wrk asks for (https://github.com/wg/wrk/blob/master/SCRIPTING): one path after the other. */
const requestsOf = (paths: readonly string[], headers: Fields): string => `
local paths = {${paths.map((path) => JSON.stringify(path)).join(", ")}}
local asked = 0
${Object.entries(headers)
  .map(([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}`)
  .join("\n")}
request = function()
  asked = asked + 1
  return wrk.format("GET", paths[asked % #paths + 1])
end
done = function(summary, latency)
  io.write("\\n", summary.requests / summary.duration * 1e6, " ", latency:percentile(99) / 1e3, " ", summary.errors.status)
end
`;

function load(origin: string, script: string, seconds: number): Load {
  const args = ["--threads", "1", "--connections", "32", "--duration", `${seconds}s`, "--script", script, origin];
  const { status, stdout, stderr, error } = spawnSync("wrk", args, { encoding: "utf8" });
  if (status !== 0) throw new Failure(`serving is measured with wrk (Debian: wrk): ${error?.message ?? stderr}`);
  const [rate = 0, p99 = 0] = (stdout.split("\n").at(-1) ?? "").split(" ").map(Number);
  return { rate: Math.round(rate), p99: rounded(p99) };
}

interface Answer {
  readonly status: number;
  readonly headers: Fields;
  readonly body: string;
}

async function answerOf(url: string, headers: Fields): Promise<Answer> {
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

const streamingWorker = (headers: Fields): string => `
const headers = ${JSON.stringify(headers)};
export default {
  async fetch(request, env) {
    const [, , slug] = new URL(request.url).pathname.split("/");
    const body = await env.BLOBS.get(slug, { type: "stream", cacheTtl: 86400 });
    return body === null ? new Response(null, { status: 404 }) : new Response(body, { headers });
  },
};
`;
