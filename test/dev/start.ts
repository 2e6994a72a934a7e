import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";

export interface Started {
  readonly id: number | undefined;
  readonly url: string;
  /** All that it has said so far. */
  readonly output: () => string;
  /** Resolves once it has said something that matches. */
  readonly said: (pattern: RegExp) => Promise<RegExpMatchArray>;
  /** Sends a signal and resolves with the exit code. */
  readonly end: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/** Runs `npm start` in a copy of the project or in a blog, as npm runs it, on a free port unless `args` say another. */
export async function start(folder: string, ...args: readonly string[]): Promise<Started> {
  const port = args.includes("--port") ? [] : ["--port", "0"];
  const engine = ["node_modules/fore-edge/bin/fore-edge.js", "start"];
  const script = existsSync(join(folder, "scripts")) ? ["scripts/start.ts"] : engine;
  const child = spawn(process.execPath, [...script, ...port, ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      child.emit("said");
    });
  const exit = once(child, "exit");
  const said = async (pattern: RegExp): Promise<RegExpMatchArray> => {
    for (;;) {
      const match = pattern.exec(output);
      if (match) return match;
      if (child.exitCode !== null)
        throw new Error(`it ended with ${child.exitCode} and never said ${pattern}:\n${output}`);
      await Promise.race([once(child, "said"), exit]);
    }
  };
  const end = async (signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> => {
    child.kill(signal);
    await exit;
    return child.exitCode;
  };
  const [, url = ""] = await said(/Ready on (http:\S+)/);
  return { id: child.pid, url, output: () => output, said, end };
}
