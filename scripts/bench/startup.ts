import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { WebSocket } from "ws";
import { wrangler } from "../publish/wrangler/wrangler.ts";
import { cpuOf } from "./measure.ts";
import { runWorkerd, type Worker } from "./workerd.ts";

/** What it takes to start a worker: milliseconds of CPU. */
export interface Start {
  /** As `wrangler check startup` samples it. */
  readonly checked: number;
  /** Of a bare workerd from its start to the first answer, above what it takes with a worker that does nothing with its release. */
  readonly own: number;
}

/** Bytes that a worker's isolate holds: its heap, and its buffers, of which the release is one. */
export interface Isolate {
  readonly started: number;
  /** After it has rendered the pages. */
  readonly busy: number;
}

const starts = 20;

const idleWorker = `import release from "release.bin";
export default { fetch: () => new Response(String(release.byteLength)) };
`;

/** Starts a worker, again and again. `folder` holds its modules, the first of them the entry, and the release. */
export async function measureStart(folder: string, worker: Worker): Promise<Start> {
  writeWranglerConfig(folder, worker);
  writeFileSync(join(folder, "idle.js"), idleWorker);
  const idle: Worker = { ...worker, modules: [{ file: "idle.js", type: "esModule" }, ...worker.modules.slice(1)] };
  const [checked, own, least]: [number[], number[], number[]] = [[], [], []];
  for (let start = 0; start < starts; start++) checked.push(await check(folder));
  for (let start = 0; start < 2 * starts; start++) {
    own.push(await cpuOfStart(folder, worker));
    least.push(await cpuOfStart(folder, idle));
  }
  return {
    // The profiler looks only every 9 ms, so that one start tells nothing.
    checked: checked.reduce((sum, time) => sum + time, 0) / starts,
    // What disturbs a start makes it slower, never faster.
    own: Math.min(...own) - Math.min(...least),
  };
}

async function cpuOfStart(folder: string, worker: Worker): Promise<number> {
  const { id, stop } = await runWorkerd(folder, [worker]);
  const cpu = cpuOf(id);
  await stop();
  return cpu * 1000;
}

function writeWranglerConfig(folder: string, { name, modules }: Worker): void {
  const config = {
    name,
    main: modules[0]?.file,
    no_bundle: true,
    compatibility_date: "2026-11-17",
    rules: [
      { type: "ESModule", globs: ["worker.js"] },
      { type: "Data", globs: ["release.bin"] },
    ],
    kv_namespaces: [{ binding: "BLOBS", id: "none" }],
  };
  writeFileSync(join(folder, "wrangler.json"), JSON.stringify(config));
}

async function check(folder: string): Promise<number> {
  const outfile = join(folder, "startup.cpuprofile");
  const { output } = await wrangler(["check", "startup", "--cwd", folder, "--outfile", outfile]);
  const [, active] = /Active: ([\d.]+) ms/.exec(output) ?? [];
  if (active === undefined) throw new Error(`wrangler check startup tells no time: ${output}`);
  return Number(active);
}

/** Runs a worker and asks it for pages. */
export async function measureIsolate(folder: string, worker: Worker, paths: readonly string[]): Promise<Isolate> {
  const { origins, inspector, stop } = await runWorkerd(folder, [worker], { isInspected: true });
  const origin = origins[worker.name] ?? "";
  try {
    const started = await memoryOf(inspector, origin);
    for (const path of paths) {
      const response = await fetch(origin + path);
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${path} answers ${response.status}`);
    }
    return { started, busy: await memoryOf(inspector, origin) };
  } finally {
    await stop();
  }
}

interface HeapUsage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize: number;
  readonly backingStorageSize: number;
}

/** What V8 tells of the only isolate: https://chromedevtools.github.io/devtools-protocol/tot/Runtime/#method-getHeapUsage */
async function memoryOf(inspector: string, origin: string): Promise<number> {
  const [isolate] = (await (await fetch(`${inspector}/json/list`)).json()) as { webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(isolate?.webSocketDebuggerUrl ?? inspector);
  await once(socket, "open");
  const answers = new Map<number | undefined, unknown>();
  socket.on("message", (data: Buffer) => {
    const { id, result } = JSON.parse(data.toString()) as { readonly id?: number; readonly result?: unknown };
    answers.set(id, result);
  });
  const ask = async (id: number, method: string): Promise<unknown> => {
    socket.send(JSON.stringify({ id, method }));
    for (let turn = 0; turn < 200; turn++) {
      if (answers.has(id)) return answers.get(id);
      await setTimeout(20);
      // An isolate at rest does not answer.
      await (await fetch(`${origin}/nothing-is-here/`)).arrayBuffer();
    }
    throw new Error(`the inspector does not answer ${method}`);
  };
  await ask(1, "HeapProfiler.collectGarbage");
  const usage = (await ask(2, "Runtime.getHeapUsage")) as HeapUsage;
  socket.close();
  return usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize;
}
