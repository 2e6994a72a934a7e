import { spawnSync } from "node:child_process";
import { Failure } from "../base/failure.ts";

/** What a program took: seconds on the clock and of all cores together, bytes of memory at its peak. */
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

/** Runs a program to its end under GNU time, once the disk has what the one before it wrote. */
export function measure({ command, args, cwd }: Program): Taken {
  spawnSync("sync");
  const timed = ["--quiet", "--format", "%U %S %M", command, ...args];
  const start = performance.now();
  const { status, stderr, error } = spawnSync("time", timed, { cwd, encoding: "utf8" });
  const wall = (performance.now() - start) / 1000; // GNU time gives hundredths of a second, too coarse for small commands
  if (error !== undefined) throw new Failure(`programs are measured with GNU time (Debian: time): ${error.message}`);
  if (status !== 0) throw new Failure(`${command} ${args.join(" ")} ended with ${status}: ${stderr.slice(0, 1000)}`);
  const [user = 0, system = 0, kilobytes = 0] = (stderr.trimEnd().split("\n").at(-1) ?? "").split(" ").map(Number);
  return { wall, cpu: user + system, memory: kilobytes * 1024 };
}
