import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pair } from "./api/namespace-values.ts";
import { Failure } from "../base/failure.ts";

/** The blobs of a release as the prebuild left them in `dist/`: in `manifest.json`, or in `manifest-00.json` and so on. */
export class Manifest {
  readonly #files: readonly string[];

  constructor(folder: string) {
    this.#files = readdirSync(folder)
      .filter((name) => /^manifest(-[0-9a-f]+)?\.json$/.test(name))
      .map((name) => join(folder, name));
    if (this.#files.length === 0) throw new Failure(`${folder} has no manifest.json; run "npm run build" first`);
  }

  /** The pairs, optionally only those with some keys. Only one file at a time is in memory. */
  *pairs(wanted?: ReadonlySet<string>): Generator<Pair> {
    for (const file of this.#files)
      for (const pair of JSON.parse(readFileSync(file, "utf8")) as Pair[])
        if (wanted === undefined || wanted.has(pair.key)) yield pair;
  }
}
