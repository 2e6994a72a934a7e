import { closeSync, openSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { Failure } from "../base/failure.ts";
import { inThreads } from "../base/threads.ts";
import type { Blobs } from "./blobs.ts";
import type { Cache } from "./cache.ts";
import { KeptFiles } from "./kept-files.ts";
import { type AboutPart, type Part, type PartSettings, putPart, type Written } from "./manifest-part.ts";

// One bulk write of Workers KV takes 10,000 pairs and 100 MB; some room is left for what JSON adds to the values.
const bulk = { pairs: 10_000, bytes: 80_000_000 };

// Digits of the key that parts are cut by: so many that an edit of a few blobs writes little of the rest again.
const prefixLength = 2;

// Of all 256: those that an edit makes anew are written sooner than threads start.
const fewParts = 64;

const code = codeDigest(new URL(import.meta.url));

/**
 * Writes what `wrangler kv bulk put` takes: one file if that is one bulk write, else one for all keys that begin alike.
 * The files are kept under digests of their keys, so that later builds write only those that are new. Gives their names.
 */
export async function writeManifest(blobs: Blobs, cache: Cache, folder: string): Promise<string[]> {
  const kept = new KeptFiles(cache.folder, "manifest");
  const isWhole = blobs.sizes.size <= bulk.pairs && blobs.bytes <= bulk.bytes;
  const parts = Map.groupBy(blobs.sizes.keys(), (key) => (isWhole ? "" : `-${key.slice(0, prefixLength)}`));
  const all = Array.from(parts, ([prefix, keys]): Part => {
    return { key: digestOf(`${code} ${keys.join(" ")}`), name: `manifest${prefix}.json`, keys };
  });
  const lend = ({ key, name }: Part): boolean => kept.lend(key, () => join(folder, name)) !== undefined;
  const missing = all.filter((part) => !lend(part));
  const settings: PartSettings = { cache: { folder: cache.folder, file: cache.file }, folder, code, isWhole };
  const jsonOf = (key: string): Uint8Array => cache.json(key);
  if (missing.length > fewParts && cache.isShared) {
    cache.flush(); // so that the threads find all values
    const script = new URL("./manifest-thread.ts", import.meta.url);
    const take = (part: Part, refusal: string | undefined): void => {
      if (refusal !== undefined) throw new Failure(refusal);
      lend(part); // marks it as in use
    };
    await inThreads({ script, settings, width: availableParallelism(), batch: 8 }, missing, {
      jobOf: (part) => part,
      take,
    });
  } else if (isWhole) {
    for (const part of missing) await withLast(kept, folder, (last) => putPart(part, kept, jsonOf, settings, last));
  } else for (const part of missing) await putPart(part, kept, jsonOf, settings);
  kept.drop();
  return all.map(({ name }) => name).sort();
}

/** Opens the manifest of the last build, from which an edit takes almost all of the next: to copy that is much faster than to write it. */
async function withLast(kept: KeptFiles, folder: string, make: (last: Written | undefined) => Promise<unknown>) {
  const path = join(folder, "last.json");
  const about = kept.lendLatest(() => path) as AboutPart | undefined;
  const last = about?.code === code && about.places ? { file: openSync(path, "r"), places: about.places } : undefined;
  try {
    await make(last);
  } finally {
    if (last) closeSync(last.file);
    rmSync(path, { force: true });
  }
}
