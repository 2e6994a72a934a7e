import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const environment = (): NodeJS.ProcessEnv => ({ ...process.env, NO_COLOR: "1", GITHUB_ACTIONS: "" });

/** Runs a command of this project as npm would. */
export function runScript(name: string, ...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${name}.ts`, ...args], {
    encoding: "utf8",
    env: environment(),
  });
  return { status, stdout, stderr };
}

/** The same while this process goes on, so that it can answer the command. */
export async function runBeside(name: string, ...args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [`scripts/${name}.ts`, ...args], { env: environment() });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { status: child.exitCode, stdout, stderr };
}

/** All files below a folder, as sorted paths relative to it. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(folder, file)).isFile())
    .sort();

export const textsIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    filesIn(folder)
      .filter((file) => /\.(md|yaml)$/.test(file))
      .map((file) => [file, readFileSync(join(folder, file), "utf8")]),
  );
