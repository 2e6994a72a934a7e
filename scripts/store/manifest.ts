import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
    const write = (pathOf: (name: string) => string): string => {
      writePart(keys, blobs, pathOf("json"), isOne ? lastOf(kept, folder) : new Uint8Array());
      return code;
    };
    await kept.put(digestOf(`${code} ${keys.join(" ")}`), write, () => join(folder, name));
    return name;
  });
  kept.drop();
  return names.sort();
}

/** The manifest of the last build, from which an edit takes almost all of the next: to copy that is four times as fast as to write it. */
function lastOf(kept: KeptFiles, folder: string): Uint8Array {
  const place = join(folder, "last.json");
  const writer = kept.lendLatest(() => place);
  const last = writer === code ? readFileSync(place) : new Uint8Array();
  rmSync(place, { force: true });
  return last;
}

/** An array of pairs, one a line. Those that the last manifest has are copied from it, as many at once as follow each other there. */
function writePart(keys: readonly string[], blobs: Blobs, path: string, last: Uint8Array): void {
  const places = pairsIn(last);
  const file = openSync(path, "wx");
  let run: { readonly start: number; end: number } | undefined;
  const copyRun = (): void => {
    if (run) writeFileSync(file, last.subarray(run.start, run.end));
    run = undefined;
  };
  for (const [index, key] of keys.entries()) {
    const place = places.get(key);
    if (run && place && place.start === run.end + between.length) {
      run.end = place.end;
      continue;
    }
    copyRun();
    writeFileSync(file, index === 0 ? "[\n" : between);
    if (place) run = { ...place };
    else {
      writeFileSync(file, `{"key":"${key}","value":`);
      writeFileSync(file, blobs.json(key));
      writeFileSync(file, "}");
    }
  }
  copyRun();
  writeFileSync(file, "\n]\n");
  closeSync(file);
}

const between = ",\n";

/** Where each pair begins and ends, by its key. */
function pairsIn(manifest: Uint8Array): ReadonlyMap<string, { readonly start: number; readonly end: number }> {
  const bytes = Buffer.from(manifest.buffer, manifest.byteOffset, manifest.byteLength);
  const places = new Map<string, { readonly start: number; readonly end: number }>();
  const head = '{"key":"';
  for (let start = bytes.indexOf(head); start !== -1;) {
    const end = bytes.indexOf("\n", start);
    const key = bytes.toString("latin1", start + head.length, bytes.indexOf('"', start + head.length));
    places.set(key, { start, end: bytes[end - 1] === ",".charCodeAt(0) ? end - 1 : end });
    start = bytes.indexOf(head, end);
  }
  return places;
}
