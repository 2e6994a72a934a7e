import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A blog that is served on this machine for as long as a command needs it. */
export interface Blog {
  /** Without a trailing slash. */
  readonly url: string;
  stop(): Promise<void>;
}

const start = fileURLToPath(new URL("../start.ts", import.meta.url));

/** Starts `npm start`'s own script; rejects with what it printed when it ends before it serves. */
export async function serveBlog(options: readonly string[]): Promise<Blog> {
  // A group of its own, so that what the script starts ends with it.
  const child = spawn(process.execPath, [start, ...options], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid);
    await ended;
  };
  const printed: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    const url = /Ready on (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) {
      child.stdout.resume();
      return { url: url.replace(/\/$/, ""), stop };
    }
    printed.push(line);
  }
  throw new Error(`The blog did not start\n${printed.join("\n")}`);
}
