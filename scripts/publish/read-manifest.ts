import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pair } from "./api/namespace-values.ts";

/** Blobs as the prebuild left them in `dist/`: in `manifest.json`, or in `manifest-00.json` and so on; all, or those that are wanted. */
export function* readManifest(folder: string, wanted?: ReadonlySet<string>): Generator<Pair> {
  const files = readdirSync(folder).filter((name) => /^manifest(-[0-9a-f]+)?\.json$/.test(name));
  for (const file of files) {
    // Only one file at a time is in memory.
    const pairs = JSON.parse(readFileSync(join(folder, file), "utf8")) as Pair[];
    yield* wanted ? pairs.filter(({ key }) => wanted.has(key)) : pairs;
  }
}
