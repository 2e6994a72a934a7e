import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import type { Blobs } from "./blobs.ts";
import { KeptFiles } from "./kept-files.ts";

// One bulk write of Workers KV takes 10,000 pairs and 100 MB; some room is left for what JSON adds to the values.
const bulk = { pairs: 10_000, bytes: 80_000_000 };

// Digits of the key that parts are cut by: so many that an edit of a few blobs writes little of the rest again.
const prefixLength = 2;

const code = codeDigest(new URL(import.meta.url));

/**
 * Writes what `wrangler kv bulk put` takes: one file if that is one bulk write, else one for all keys that begin alike.
 * The files are kept under digests of their keys, so that later builds write only those that are new. Gives their names.
 */
export async function writeManifest(blobs: Blobs, cache: string, folder: string): Promise<string[]> {
  const kept = new KeptFiles(cache, "manifest");
  const isOne = blobs.sizes.size <= bulk.pairs && blobs.bytes <= bulk.bytes;
  const parts = Map.groupBy(blobs.sizes.keys(), (key) => (isOne ? "" : key.slice(0, prefixLength)));
  const names = await Array.fromAsync(parts, async ([prefix, keys]) => {
    const name = prefix === "" ? "manifest.json" : `manifest-${prefix}.json`;
    const write = (pathOf: (name: string) => string): void => writePart(keys, blobs, pathOf("json"));
    await kept.put(digestOf(`${code} ${keys.join(" ")}`), write, () => join(folder, name));
    return name;
  });
  kept.drop();
  return names.sort();
}

/** An array of pairs, one a line. */
function writePart(keys: readonly string[], blobs: Blobs, path: string): void {
  const file = openSync(path, "wx");
  for (const [index, key] of keys.entries()) {
    writeFileSync(file, `${index === 0 ? "[" : "},"}\n{"key":"${key}","value":`);
    writeFileSync(file, blobs.json(key));
  }
  writeFileSync(file, "}\n]\n");
  closeSync(file);
}
