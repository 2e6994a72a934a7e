import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "../base/failure.ts";
import { inside } from "../base/inside.ts";
import { ownFolder } from "../base/own-file.ts";
import type { Planned } from "./plan.ts";

export interface WriteResult {
  readonly written: readonly string[];
  /** Already there, with the same content. */
  readonly same: readonly string[];
  /** Already there with other content, and left unchanged. */
  readonly different: readonly string[];
}

/** Writes what is missing, and overwrites nothing. With `dryRun` it only looks. */
export function writeFiles(files: readonly Planned[], out: string, dryRun: boolean): WriteResult {
  const outcome = { written: new Array<string>(), same: new Array<string>(), different: new Array<string>() };
  for (const { file, to } of files.map((each) => ({ file: each, to: placeFor(out, each.path) }))) {
    if (existsSync(to)) {
      outcome[holds(to, file) ? "same" : "different"].push(file.path);
      continue;
    }
    outcome.written.push(file.path);
    if (dryRun) continue;
    mkdirSync(dirname(to), { recursive: true });
    if ("text" in file) writeFileSync(to, file.text, { flag: "wx" });
    else copyFileSync(file.from, to, constants.COPYFILE_EXCL);
  }
  return outcome;
}

/** Where a file goes below the output folder, which may contain symbolic links that lead out of it. */
function placeFor(out: string, path: string): string {
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder))
    if (ownFolder(out, folder))
      throw new Failure(
        `${folder} in ${out} leads elsewhere, so nothing is written there; replace it with the folder itself`,
      );
  return inside(out, path);
}

function holds(path: string, file: Planned): boolean {
  if ("text" in file) return readFileSync(path, "utf8") === file.text;
  return statSync(path).size === statSync(file.from).size && readFileSync(path).equals(readFileSync(file.from));
}
