import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Release } from "../../src/content/release.ts";
import { prebuild } from "../build/prebuild.ts";
import { Manifest } from "../publish/read-manifest.ts";
import { bundleWorker } from "./bundle.ts";
import { corpusOf, vantage } from "./corpus.ts";
import { nameOf } from "./posts.ts";
import { otherPaths, readsOf } from "./reads.ts";
import { type Isolate, measureIsolate, measureStart, type Start } from "./startup.ts";
import type { Worker } from "./workerd.ts";

/** What the worker weighs, in bytes, and what it asks of KV. */
export interface Weight {
  readonly script: Size;
  readonly release: Size;
  readonly start: Start;
  readonly isolate: Isolate;
  readonly reads: Readonly<Record<string, number>>;
}

interface Size {
  readonly raw: number;
  readonly gzip: number;
}

/** How many pages the worker renders before its memory is looked at for the second time. */
export const pagesRendered = 2000;

export async function measureWeight(posts: number, work: string): Promise<Weight> {
  const root = corpusOf(posts, work);
  const folder = join(work, "weight");
  const [out, blobs] = [join(folder, "dist"), join(folder, "blobs")];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(blobs, { recursive: true });
  const now = vantage;
  const { release } = await prebuild({ root, out, cache: join(work, `cache-${posts}`), now, until: now });
  const script = await bundleWorker();
  writeFileSync(join(folder, "worker.js"), script);
  writeFileSync(join(folder, "release.bin"), release);

  const newest = Array.from({ length: Math.min(posts, pagesRendered) }, (_, index) => pathOfPost(posts - 1 - index));
  const kept = new Release(release.buffer);
  const wanted = new Set([...newest, ...Object.values(otherPaths)].flatMap((path) => keyOf(kept, path)));
  for (const { key, value } of new Manifest(out).pairs(wanted)) writeFileSync(join(blobs, key), value);

  const modules = [
    { file: "worker.js", type: "esModule" },
    { file: "release.bin", type: "data" },
  ] as const;
  const worker: Worker = { name: "worker", modules, blobs };
  const weight = {
    script: sizeOf(Buffer.from(script)),
    release: sizeOf(release),
    start: await measureStart(folder, worker),
    isolate: await measureIsolate(folder, worker, newest),
    reads: await readsOf(kept, (key) => readFileSync(join(blobs, key), "utf8"), newest[0] ?? "/", vantage),
  };
  rmSync(folder, { recursive: true, force: true });
  return weight;
}

const pathOfPost = (number: number): string => `/posts/${nameOf(number).slice(0, -3)}/`;

function keyOf(release: Release, path: string): string[] {
  const { target } = release.route(path, vantage);
  return target && "key" in target ? [target.key] : [];
}

const sizeOf = (bytes: Uint8Array): Size => ({ raw: bytes.byteLength, gzip: gzipSync(bytes).byteLength });
