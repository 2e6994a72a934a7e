import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a program took: seconds on the clock and of all cores together, and bytes of memory at its peak. */
export interface Taken {
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
}

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

// Clock ticks a second; the same on every Linux.
const ticks = 100;

/** Runs a program to its end. Linux alone tells what a process took while it runs, so elsewhere only the clock counts. */
export async function measure({ command, args, cwd }: Program): Promise<Taken> {
  const start = performance.now();
  const child = spawn(command, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  let [cpu, memory] = [0, 0];
  const watching = setInterval(() => {
    const now = usageOf(child.pid ?? 0);
    cpu = Math.max(cpu, now.cpu);
    memory = Math.max(memory, now.memory);
  }, 10);
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearInterval(watching);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}: ${errors.slice(0, 1000)}`);
  return { wall: (performance.now() - start) / 1000, cpu, memory };
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: fields 14 and 15 are the ticks in user and system mode. */
function usageOf(id: number): Omit<Taken, "wall"> {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1];
    return { cpu: (Number(fields[11]) + Number(fields[12])) / ticks, memory: Number(peak ?? 0) * 1024 };
  } catch {
    return { cpu: 0, memory: 0 }; // ended
  }
}

/** Seconds of CPU of a process that still runs, to the nanosecond: the sum over its threads (https://docs.kernel.org/scheduler/sched-stats.html). */
export function cpuOf(id: number): number {
  const tasks = `/proc/${id}/task`;
  const times = readdirSync(tasks).map(
    (thread) => readFileSync(join(tasks, thread, "schedstat"), "utf8").split(" ")[0],
  );
  return times.reduce((sum, time) => sum + Number(time), 0) / 1e9;
}
