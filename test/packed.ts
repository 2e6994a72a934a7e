import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { delimiter, join } from "node:path";
import { copyProject } from "./copy-project.ts";
import { project } from "./project-folder.ts";

const environment = {
  ...process.env,
  PATH: `${join(project, "node_modules/.bin")}${delimiter}${process.env["PATH"]}`,
};

/** A copy of the project, compiled as for a package. */
export function compiledProject(folder: string): string {
  copyProject(folder);
  // Something from an earlier time, which has to go.
  cpSync(join(project, "LICENSE"), join(folder, "lib/scripts/older.js"));
  output(folder, process.execPath, "scripts/prepack.ts");
  return folder;
}

/** Runs `npm pack` in a folder that is ready for it, without the network. Gives the names of the files that it packs. */
export function pack(folder: string, ...args: readonly string[]): string[] {
  const json = output(folder, "npm", "pack", "--json", "--ignore-scripts", "--offline", ...args);
  const [found] = JSON.parse(json) as readonly { readonly files: readonly { readonly path: string }[] }[];
  return (found?.files ?? []).map(({ path }) => path).sort();
}

function output(cwd: string, program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env: environment, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
