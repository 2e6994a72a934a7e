import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, run } from "./base/command.ts";
import { Failure } from "./base/failure.ts";
import { filesBelow } from "./base/files-below.ts";
import { say } from "./base/terminal.ts";
import { schemas } from "./read/schemas.ts";

// What code reads beside modules.
const data = ["package.json", "src/views/style", "src/views/fonts", "scripts/images/icon.svg", "src/release.d.ts"];

command(
  "prepack",
  "Compiles the sources into lib/, as the package contains them: Node strips no types below node_modules.",
  ["run prepack"],
).parse();

void run(async () => {
  rmSync("lib", { recursive: true, force: true });
  compile("scripts/tsconfig.lib.json");
  compile("tsconfig.lib.json");
  const modules = filesBelow("lib").filter((name) => name.endsWith(".js"));
  for (const name of modules) rewrite(join("lib", name), /(new URL\("\.[^"]*)\.ts(", import\.meta\.url\))/g);
  // Types name modules as their sources do.
  for (const name of filesBelow("lib").filter((each) => each.endsWith(".d.ts")))
    rewrite(join("lib", name), /(\bfrom "\.[^"]*)\.ts(")/g);
  for (const name of data) {
    cpSync(name, join("lib", name), { recursive: true });
  }
  mkdirSync("lib/schemas");
  const text = (file: string): string => readFileSync(file, "utf8");
  const all = schemas({ settings: text("docs/settings.md"), writing: text("docs/writing.md") });
  for (const [name, schema] of Object.entries(all)) writeFileSync(join("lib/schemas", name), JSON.stringify(schema));
  say(`compiled ${modules.length} modules into lib/`);
});

function compile(config: string): void {
  const { status, stdout } = spawnSync("tsc", ["-p", config], {
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Failure(`tsc -p ${config} ended with ${status}:\n${stdout}`);
}

/** The compiler renames modules where they are imported, but not where threads, digests and types name them. */
function rewrite(file: string, named: RegExp): void {
  writeFileSync(file, readFileSync(file, "utf8").replace(named, "$1.js$2"));
}
