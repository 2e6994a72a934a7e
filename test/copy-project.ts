import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { project, sampleBlog } from "./project-folder.ts";

const parts = [
  "bin",
  "create",
  "docs",
  "scripts",
  "src",
  "CHANGELOG.md",
  "LICENSE",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.lib.json",
  "wrangler.toml",
  "README.md",
];

/** Copies the project to where it can be changed, with the packages that are installed here. Gives the folder back. */
export function copyProject(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const part of parts) cpSync(join(project, part), join(folder, part), { recursive: true });
  cpSync(sampleBlog, join(folder, "content"), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  return folder;
}
