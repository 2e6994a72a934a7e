import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { write } from "../folder.ts";
import { project } from "../project-folder.ts";

const template = (file: string): string => readFileSync(join(project, "create/template", file), "utf8");

/** A blog of somebody else's, as a new one is written, that has these sources for its package. Gives the folder back. */
export function blogFolder(folder: string, files: Readonly<Record<string, string>> = {}): string {
  const engine = join(folder, "node_modules/fore-edge");
  const exports = {
    ".": "./src/index.ts",
    "./theme": "./src/views/default-theme.ts",
    "./release": "./src/release.d.ts",
    "./tsconfig.json": "./tsconfig.json",
  };
  write(folder, {
    "wrangler.toml": template("wrangler.toml").replace("{{name}}", "blog"),
    "tsconfig.json": template("tsconfig.json"),
    "src/worker.ts": template("src/worker.ts"),
    "src/theme.ts": template("src/theme.ts"),
    "package.json": JSON.stringify({ type: "module", scripts: { build: `node ${join(project, "scripts/build.ts")}` } }),
    "content/site.yaml": "title: Marginalia\nurl: https://blog.example\ncards: false\n",
    "node_modules/fore-edge/package.json": JSON.stringify({ name: "fore-edge", type: "module", exports }),
    ...files,
  });
  symlinkSync(join(project, "src"), join(engine, "src"));
  symlinkSync(join(project, "create/tsconfig.base.json"), join(engine, "tsconfig.json"));
  symlinkSync(join(project, "node_modules/hono"), join(folder, "node_modules/hono"));
  mkdirSync(join(folder, "content/posts"), { recursive: true });
  return folder;
}
