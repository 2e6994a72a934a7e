import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Planned } from "./plan.ts";

export interface Outcome {
  readonly written: readonly string[];
  /** There already, with the same content. */
  readonly same: readonly string[];
  /** There already, with another content: left as they are. */
  readonly different: readonly string[];
}

/** Writes what is not there yet, and nothing over anything. With `dryRun` it only looks. */
export function writeFiles(files: readonly Planned[], out: string, dryRun: boolean): Outcome {
  const outcome = { written: new Array<string>(), same: new Array<string>(), different: new Array<string>() };
  for (const file of files) {
    const to = join(out, file.path);
    if (existsSync(to)) {
      outcome[holds(to, file) ? "same" : "different"].push(file.path);
      continue;
    }
    outcome.written.push(file.path);
    if (dryRun) continue;
    mkdirSync(dirname(to), { recursive: true });
    if ("text" in file) writeFileSync(to, file.text, { flag: "wx" });
    else copyFileSync(file.from, to);
  }
  return outcome;
}

function holds(path: string, file: Planned): boolean {
  if ("text" in file) return readFileSync(path, "utf8") === file.text;
  return statSync(path).size === statSync(file.from).size && readFileSync(path).equals(readFileSync(file.from));
}
