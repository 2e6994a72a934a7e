import { parallel } from "../base/parallel.ts";
import { batches } from "./api/batches.ts";
import type { Blobs, Pair } from "./api/namespace-values.ts";

/** Called after each batch with the number of keys and bytes it stored. */
export type Advance = (keys: number, bytes: number) => void;

// Cloudflare takes 10,000 pairs and 100 MB in a request, but gateways gave up (524) on such requests
// (https://github.com/cloudflare/workers-sdk/issues/7021); a small batch is also a small loss when it fails.
const mostPairs = 250;
const mostBytes = 5_000_000;
const atOnce = 4;

/** Writes pairs to KV, several batches at once. Returns the number of writes that KV counted. */
export async function upload(blobs: Pick<Blobs, "put">, pairs: Iterable<Pair>, advance: Advance): Promise<number> {
  let written = 0;
  await parallel(batches(pairs, mostPairs, mostBytes), atOnce, async (batch) => {
    await blobs.put(batch.pairs);
    written += batch.pairs.length;
    advance(batch.pairs.length, batch.bytes);
  });
  return written;
}
