import { closeSync, openSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { inThreads } from "../base/threads.ts";
import type { Blobs } from "./blobs.ts";
import type { Cache } from "./cache.ts";
import { KeptFiles } from "./kept-files.ts";
import { type Place, writePart, type Written } from "./manifest-part.ts";

// One bulk write of Workers KV takes 10,000 pairs and 100 MB; some room is left for what JSON adds to the values.
const bulk = { pairs: 10_000, bytes: 80_000_000 };

// Digits of the key that parts are cut by: so many that an edit of a few blobs writes little of the rest again.
const prefixLength = 2;

// Of all 256: those that an edit makes anew are written sooner than threads start.
const fewParts = 64;

const code = codeDigest(new URL(import.meta.url));

/** What threads are told. */
export interface PartSettings {
  readonly cache: string;
  /** Of the cache, which has the values. */
  readonly database: string;
  readonly folder: string;
  readonly code: string;
}

/** A file of a manifest, with the key under which it is kept and those of its pairs. */
export interface Part {
  readonly key: string;
  readonly name: string;
  readonly keys: readonly string[];
}

/** What is said of a file of a manifest: which code wrote it, and where its pairs are if it is all there is. */
export interface AboutPart {
  readonly code: string;
  readonly places?: readonly Place[];
}

/**
 * Writes what `wrangler kv bulk put` takes: one file if that is one bulk write, else one for all keys that begin alike.
 * The files are kept under digests of their keys, so that later builds write only those that are new. Gives their names.
 */
export async function writeManifest(blobs: Blobs, cache: Cache, folder: string): Promise<string[]> {
  const kept = new KeptFiles(cache.folder, "manifest");
  const isOne = blobs.sizes.size <= bulk.pairs && blobs.bytes <= bulk.bytes;
  const parts = Map.groupBy(blobs.sizes.keys(), (key) => (isOne ? "" : `-${key.slice(0, prefixLength)}`));
  const all = Array.from(parts, ([prefix, keys]): Part => {
    return { key: digestOf(`${code} ${keys.join(" ")}`), name: `manifest${prefix}.json`, keys };
  });
  const lend = ({ key, name }: Part): boolean => kept.lend(key, () => join(folder, name)) !== undefined;
  const missing = all.filter((part) => !lend(part));
  if (missing.length > fewParts && cache.isShared) {
    cache.flush(); // so that the threads find all values
    const script = new URL("./manifest-thread.ts", import.meta.url);
    const settings: PartSettings = { cache: cache.folder, database: cache.file, folder, code };
    await inThreads(
      { script, settings, width: availableParallelism(), batch: 8 },
      missing,
      (part) => part,
      (part) => void lend(part), // tells that it is of use
    );
  } else
    for (const { key, name, keys } of missing) {
      const jsonOf = (key: string): Uint8Array => cache.json(key);
      const write = (pathOf: (name: string) => string): AboutPart => {
        if (isOne)
          return { code, places: withLast(kept, folder, (last) => writePart(keys, jsonOf, pathOf("json"), last)) };
        writePart(keys, jsonOf, pathOf("json"));
        return { code };
      };
      await kept.put(key, write, () => join(folder, name));
    }
  kept.drop();
  return all.map(({ name }) => name).sort();
}

/** Opens the manifest of the last build, from which an edit takes almost all of the next: to copy that is much faster than to write it. */
function withLast<T>(kept: KeptFiles, folder: string, make: (last: Written | undefined) => T): T {
  const path = join(folder, "last.json");
  const about = kept.lendLatest(() => path) as AboutPart | undefined;
  const last = about?.code === code && about.places ? { file: openSync(path, "r"), places: about.places } : undefined;
  try {
    return make(last);
  } finally {
    if (last) closeSync(last.file);
    rmSync(path, { force: true });
  }
}
