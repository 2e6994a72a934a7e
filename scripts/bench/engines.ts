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

/** One of our commands, run in a blog's folder: what it remembers and writes stays in there. */
export const programOf = ({ folder }: Engine, blog: string, name: string, ...args: readonly string[]): Program => ({
  command: process.execPath,
  args: [join(folder, "scripts", `${name}.ts`), ...args],
  cwd: blog,
});

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
