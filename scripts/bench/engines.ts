import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../base/failure.ts";
import type { Program } from "./measure.ts";

/** Code of ours that is measured. */
export interface Engine {
  readonly who: string;
  readonly folder: string;
}

const project = join(import.meta.dirname, "../..");

/** This code, and that of a commit where one is named. */
export function enginesOf(commit: string | undefined) {
  const engines: Engine[] = [{ who: "fore-edge", folder: project }];
  const [before] = commit === undefined ? [] : [checkOut(commit)];
  if (before !== undefined) engines.push({ who: `at ${commit}`, folder: before });
  return {
    engines,
    [Symbol.dispose]: () => before === undefined || run(project, "git", "worktree", "remove", "--force", before),
  };
}

/** One of our commands as npm starts it, run in a blog's folder: what it remembers and writes stays in there. */
export function programOf({ folder }: Engine, blog: string, name: string, ...args: readonly string[]): Program {
  const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const [, file = "", ...given] = scripts[name]?.split(" ") ?? []; // "node bin/fore-edge.js build"
  return { command: process.execPath, args: [join(folder, file), ...given, ...args], cwd: blog };
}

/** A worktree of a commit with the packages that its lockfile names: ours, where they are the same. */
function checkOut(commit: string): string {
  const tree = join(mkdtempSync(join(tmpdir(), "fore-edge-")), "before");
  run(project, "git", "worktree", "add", "--detach", tree, commit);
  const [theirs, ours] = [tree, project].map((folder) => readFileSync(join(folder, "package-lock.json"), "utf8"));
  if (theirs === ours) symlinkSync(join(project, "node_modules"), join(tree, "node_modules"));
  else run(tree, "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
  return tree;
}

function run(cwd: string, command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Failure(`${command} ${args.join(" ")} ended with ${status}: ${stderr}`);
}
