import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Release } from "../../src/content/release.ts";
import { createApp } from "../../src/app.ts";
import { Articles } from "../compile/articles.ts";
import { Blobs } from "../compile/blobs.ts";
import { compileSite } from "../compile/compile-site.ts";
import { bundleWorker } from "./bundle.ts";
import { writeCorpus } from "./corpus.ts";
import { usageOf } from "./measure.ts";
import { runWorkerd } from "./workerd.ts";

/** What the worker weighs. Sizes in bytes, gzipped where Cloudflare counts so; CPU in seconds. */
export interface Weight {
  readonly posts: number;
  readonly script: number;
  readonly release: number;
  readonly releaseGzip: number;
  /** Of a workerd with nothing but the worker, from its start to its first answer. */
  readonly startCpu: number;
  readonly memory: number;
  /** Reads of KV by kind of request. */
  readonly reads: Readonly<Record<string, number>>;
}

export async function measureWeight(posts: number, work: string): Promise<Weight> {
  const root = join(work, `corpus-${posts}`);
  writeCorpus(posts, root);
  const folder = join(work, `weight-${posts}`);
  mkdirSync(join(folder, "blobs"), { recursive: true });
  const places = { assets: join(work, "assets"), cache: join(work, "cache") };
  const now = Math.floor(Date.now() / 1000);
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const blobs = new Blobs((key, value) => {
    if (kept.size < 50_000) kept.set(key, new TextEncoder().encode(value));
  });
  const { release, content } = await compileSite({ root, ...places, now, articles: new Articles() }, blobs);
  const script = await bundleWorker();
  writeFileSync(join(folder, "worker.js"), script);
  writeFileSync(join(folder, "release.bin"), release);
  const modules = [
    { file: "worker.js", type: "esModule" },
    { file: "release.bin", type: "data" },
  ] as const;
  const { id, stop } = await runWorkerd(folder, [{ name: "worker", modules, blobs: join(folder, "blobs") }]);
  const { cpu, memory } = usageOf(id);
  await stop();

  const path = `/posts/${content.posts.at(-1)?.article.slug}/`;
  return {
    posts,
    script: gzipSync(script).byteLength,
    release: release.byteLength,
    releaseGzip: gzipSync(release).byteLength,
    startCpu: cpu,
    memory,
    reads: await readsOf(release.buffer, kept, path, now),
  };
}

async function readsOf(
  release: ArrayBuffer,
  blobs: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  post: string,
  now: number,
) {
  let reads = 0;
  const get = (key: string) => {
    reads += 1;
    return Promise.resolve(blobs.get(key) ?? new TextEncoder().encode("{}\n"));
  };
  const app = createApp(new Release(release), { get }, () => now);
  const ask = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
    const before = reads;
    const response = await app.fetch(new Request(`http://blog.example${path}`, { headers }));
    return { reads: reads - before, etag: response.headers.get("etag") ?? "" };
  };
  const cold = await ask(post);
  return {
    "cold page": cold.reads,
    "warm page": (await ask(post)).reads,
    "a 304": (await ask(post, { "if-none-match": cold.etag })).reads,
    "a 404": (await ask("/nothing-is-here/")).reads,
    feed: (await ask("/rss.xml")).reads,
  };
}
