import { randomUUID } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { digestOf } from "../base/digest.ts";
import type { Blobs } from "./blobs.ts";
import type { Cache } from "./cache.ts";

// One bulk write of Workers KV takes 10,000 pairs and 100 MB; some room is left for what JSON adds to the values.
const bulk = { pairs: 10_000, bytes: 80_000_000 };

// Digits of the key that parts are cut by: so many that an edit of a few blobs writes little of the rest again.
const prefixLength = 2;

/**
 * Writes what `wrangler kv bulk put` takes: one file if that is one bulk write, else one for all keys that begin alike.
 * The files are kept under digests of their keys, so that later builds write only those that are new. Gives their names.
 */
export function writeManifest(blobs: Blobs, cache: Cache, folder: string): string[] {
  const kept = join(cache.folder, "build/manifest");
  mkdirSync(kept, { recursive: true });
  const isOne = blobs.sizes.size <= bulk.pairs && blobs.bytes <= bulk.bytes;
  const parts = Map.groupBy(blobs.sizes.keys(), (key) => (isOne ? "" : key.slice(0, prefixLength)));
  if (parts.size === 0) parts.set("", []);
  const used = new Set<string>();
  const names: string[] = [];
  for (const [prefix, keys] of parts) {
    const digest = digestOf(keys.join(" "));
    const path = join(kept, digest);
    const name = prefix === "" ? "manifest.json" : `manifest-${prefix}.json`;
    if (cache.note(`manifest ${digest}`) !== stampOf(path)) {
      writePart(keys, blobs, path);
      cache.addNote(`manifest ${digest}`, stampOf(path));
    }
    lend(path, join(folder, name));
    used.add(digest);
    names.push(name);
  }
  for (const file of readdirSync(kept)) if (!used.has(file)) rmSync(join(kept, file), { force: true });
  return names.sort();
}

/** By which a file is known again that nobody has written to since: the output folder has it too, under its own name. */
function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.size} ${stats.mtimeMs}` : "";
}

/** An array of pairs, one a line. */
function writePart(keys: readonly string[], blobs: Blobs, path: string): void {
  const draft = `${path}.${randomUUID()}`;
  const file = openSync(draft, "wx");
  for (const [index, key] of keys.entries()) {
    writeFileSync(file, `${index === 0 ? "[" : "},"}\n{"key":"${key}","value":`);
    writeFileSync(file, blobs.json(key));
  }
  writeFileSync(file, keys.length === 0 ? "[\n]\n" : "}\n]\n");
  closeSync(file);
  renameSync(draft, path);
}

/** Puts a file at another path too: as another name of it, or as a copy where the system has none. */
function lend(path: string, to: string): void {
  try {
    linkSync(path, to);
  } catch {
    copyFileSync(path, to);
  }
}
