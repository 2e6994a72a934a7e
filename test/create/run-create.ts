import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../folder.ts";
import type { Ran } from "../import/run.ts";
import { project } from "../project-folder.ts";

/** Of the test file that imports it: where its blogs are made. */
export const folder = temporaryFolder();
export const cli = join(project, "create/cli.js");
export const plain = { PATH: process.env["PATH"], HOME: process.env["HOME"], TZ: "UTC" };

/** Runs `npm create fore-edge` in the folder, where nobody can be asked. */
export function create(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...plain, ...environment },
  });
  return { status, stdout, stderr };
}

export const read = (blog: string, file: string): string => readFileSync(join(folder, blog, file), "utf8");
