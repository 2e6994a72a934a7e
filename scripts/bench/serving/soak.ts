import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { type Row, rounded } from "../table.ts";
import { blogIn } from "./blog.ts";
import { runWorkerd } from "./workerd.ts";

// Of ten reads of KV one fails and one takes ten seconds, which is longer than anybody waits.
const faults = `
export default {
  async fetch(request, { DISK }) {
    const chance = Math.random();
    if (chance < 0.1) return new Response("", { status: 500 });
    if (chance < 0.2) await scheduler.wait(10000);
    return DISK.fetch(request);
  },
};
`;

/** What was asked for: how often, how much of it was answered with a failure, and how long each took, in milliseconds. */
interface Asked {
  count: number;
  failed: number;
  readonly times: number[];
}

/** Asks a worker whose KV fails and is slow for pages that it has in memory and for others, for so many seconds. */
export async function measureSoak(content: string, folder: string, seconds: number): Promise<Row[]> {
  const { worker, posts } = await blogIn(content, folder);
  const running = await runWorkerd(folder, [{ ...worker, between: faults }]);
  try {
    const origin = running.originOf(worker.name);
    const [warmed = "/", ...cold] = posts;
    const asked = { "cold page": asking(), "warm page": asking() };
    const ask = async (kind: keyof typeof asked, path: string): Promise<void> => {
      const start = performance.now();
      const response = await fetch(origin + path);
      await response.arrayBuffer();
      const { times } = asked[kind];
      asked[kind].count += 1;
      if (response.status !== 200) asked[kind].failed += 1;
      times.push(performance.now() - start);
    };
    while ((await fetch(origin + warmed)).status !== 200);
    const memory: number[] = [];
    const end = performance.now() + seconds * 1000;
    let next = 0;
    // Each is asked for again once all others were, when it is in memory no more; nobody waits for one that hangs.
    const reader = async (): Promise<void> => {
      while (performance.now() < end) {
        await ask("cold page", cold[next++ % cold.length] ?? "/");
        await ask("warm page", warmed);
      }
    };
    const watcher = async (): Promise<void> => {
      for (; performance.now() < end; await wait(1000)) memory.push(residentOf(running.pid));
    };
    await Promise.all([watcher(), ...Array.from({ length: 32 }, reader)]);
    // Of the second third and of the last one: at first all memory is new.
    const third = Math.floor(memory.length / 3);
    const [middle, last] = [memory.slice(third, 2 * third), memory.slice(2 * third)].map((part) =>
      Math.max(0, ...part),
    );
    return Object.entries(asked).map(([kind, { count, failed, times }]) => ({
      kind,
      requests: count,
      "failed %": rounded((100 * failed) / count),
      "p50 ms": percentile(times, 0.5),
      "p99 ms": percentile(times, 0.99),
      "longest ms": percentile(times, 1),
      "MB, second third": middle ?? 0,
      "MB, last third": last ?? 0,
    }));
  } finally {
    await running.stop();
  }
}

const asking = (): Asked => ({ count: 0, failed: 0, times: [] });

const percentile = (times: readonly number[], part: number): number =>
  rounded(times.toSorted((a, b) => a - b)[Math.ceil(part * times.length) - 1] ?? 0);

/** Memory of a process that is in use, in MB; 0 where the system doesn't tell. */
function residentOf(pid: number): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Math.round(Number(kilobytes ?? 0) / 1000);
  } catch {
    return 0;
  }
}
