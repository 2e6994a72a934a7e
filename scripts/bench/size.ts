import { once } from "node:events";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { WebSocket } from "ws";
import { currentMoment } from "../base/command.ts";
import { prebuild } from "../build/prebuild.ts";
import { readManifest } from "../publish/read-manifest.ts";
import { wrangler } from "../publish/wrangler/wrangler.ts";
import { bundleWorker } from "./bundle-worker.ts";
import { corpusOf } from "./corpus.ts";
import { nameOf } from "./posts.ts";
import { megabytes, type Row, rounded } from "./table.ts";
import { runWorkerd, type Worker } from "./serving/workerd.ts";

/** How many pages the worker renders before its memory is looked at for the second time. */
const pagesRendered = 2000;
const starts = 20;

/** What the worker weighs, what it takes to start it, and what its isolate takes after its start and after many pages. */
export async function measureWeight(posts: number, work: string): Promise<Row> {
  const folder = join(work, "weight");
  const blobs = join(folder, "blobs");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(blobs, { recursive: true });
  const places = { out: join(folder, "dist"), cache: join(folder, "cache") };
  const site = await prebuild({ root: corpusOf(posts, work), ...places, now: currentMoment() });
  const keys = new Set(site.blobs.sizes.keys());
  for (const { key, value } of readManifest(places.out, keys)) writeFileSync(join(blobs, key), value);
  const script = await bundleWorker();
  writeFileSync(join(folder, "worker.js"), script);
  writeFileSync(join(folder, "release.bin"), site.release);
  copyFileSync(join(places.out, "stemmers.mjs"), join(folder, "stemmers.mjs"));
  const modules = [
    { name: "worker.js", type: "esModule" },
    { name: "release.bin", type: "data" },
    { name: "stemmers.mjs", type: "esModule" },
  ] as const;
  const newest = Array.from({ length: Math.min(posts, pagesRendered) }, (_, index) => nameOf(posts - 1 - index));
  const { started, busy } = await memoryOf(folder, { name: "worker", modules, blobs }, newest);
  const gzipped = gzipSync(script).byteLength + gzipSync(site.release).byteLength;
  const row = {
    "script kB": rounded(Buffer.byteLength(script) / 1e3),
    "release kB": rounded(site.release.byteLength / 1e3),
    "gzipped kB": rounded(gzipped / 1e3),
    "start-up ms": rounded(await startOf(folder)),
    "memory MB": megabytes(started),
    "busy MB": megabytes(busy),
  };
  rmSync(folder, { recursive: true, force: true });
  return row;
}

/** Milliseconds of CPU. The profiler looks only every 9 ms, so that one start tells nothing, and the mean of many does. */
async function startOf(folder: string): Promise<number> {
  const rules = [
    { type: "ESModule", globs: ["worker.js", "stemmers.mjs"] },
    { type: "Data", globs: ["release.bin"] },
  ];
  const worker = { name: "worker", main: "worker.js", no_bundle: true, compatibility_date: "2026-11-17", rules };
  writeFileSync(join(folder, "wrangler.json"), JSON.stringify(worker));
  let sum = 0;
  for (let start = 0; start < starts; start++) {
    const profile = join(folder, "startup.cpuprofile");
    const { output } = await wrangler(["check", "startup", "--cwd", folder, "--outfile", profile]);
    const [, active] = /Active: ([\d.]+) ms/.exec(output) ?? [];
    if (active === undefined) throw new Error(`wrangler check startup tells no time: ${output}`);
    sum += Number(active);
  }
  return sum / starts;
}

/** Bytes that a worker's isolate takes: its heap, and its buffers, one of which is the release. */
async function memoryOf(folder: string, worker: Worker, posts: readonly string[]) {
  const { originOf, inspector, stop } = await runWorkerd(folder, [worker]);
  try {
    const [isolate] = (await (await fetch(`${inspector}/json/list`)).json()) as { webSocketDebuggerUrl: string }[];
    const socket = new WebSocket(isolate?.webSocketDebuggerUrl ?? inspector);
    await once(socket, "open");
    // An isolate answers while it is asked for something.
    const ask = async (method: string): Promise<Usage> => {
      socket.send(JSON.stringify({ id: 1, method }));
      const answers = once(socket, "message") as Promise<[Buffer]>;
      await (await fetch(`${originOf(worker.name)}/none/`)).arrayBuffer();
      const [answer] = await answers;
      return (JSON.parse(answer.toString()) as { readonly result: Usage }).result;
    };
    const held = async (): Promise<number> => {
      await ask("HeapProfiler.collectGarbage");
      const { usedSize, embedderHeapUsedSize, backingStorageSize } = await ask("Runtime.getHeapUsage");
      return usedSize + embedderHeapUsedSize + backingStorageSize;
    };
    const started = await held();
    for (const name of posts) {
      const response = await fetch(`${originOf(worker.name)}/posts/${name.slice(0, -3)}/`);
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${response.url} answers ${response.status}`);
    }
    const busy = await held();
    socket.close();
    return { started, busy };
  } finally {
    await stop();
  }
}

/** https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#method-getHeapUsage */
interface Usage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize: number;
  readonly backingStorageSize: number;
}
