import { megabytes } from "../base/order.ts";
import { parallel } from "../base/parallel.ts";
import { showProgress } from "../base/terminal.ts";
import type { Blobs, Pair } from "./api/namespace-values.ts";

/** Called after each batch with the keys that KV stored of it, and their bytes. */
export type Advance = (keys: readonly string[], bytes: number) => void;

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
    advance(
      batch.pairs.map(({ key }) => key),
      batch.bytes,
    );
  });
  return written;
}

/**
 * Cuts pairs into batches within both bounds (pairs, bytes of JSON), unless a single pair exceeds them. Tells how many bytes
 * each has.
 */
export function* batches(
  pairs: Iterable<Pair>,
  mostPairs: number,
  mostBytes: number,
): Generator<{ readonly pairs: readonly Pair[]; readonly bytes: number }> {
  let batch: Pair[] = [];
  let bytes = 0;
  for (const pair of pairs) {
    const size = Buffer.byteLength(JSON.stringify(pair));
    if (batch.length > 0 && (batch.length === mostPairs || bytes + size > mostBytes)) {
      yield { pairs: batch, bytes };
      batch = [];
      bytes = 0;
    }
    batch.push(pair);
    bytes += size;
  }
  if (batch.length > 0) yield { pairs: batch, bytes };
}

/** Shows how an upload of so many keys and bytes goes. */
export function showUpload(keys: number, bytes: number): Disposable & { readonly advance: Advance } {
  let [doneKeys, doneBytes] = [0, 0];
  const end = showProgress((seconds) => {
    const left = Math.ceil((seconds * (keys - doneKeys)) / doneKeys);
    const amount = `${doneKeys} of ${keys} blobs, ${megabytes(doneBytes)} of ${megabytes(bytes)}`;
    return `Uploading: ${amount}${left > 0 && left < Infinity ? `, ${left} s left` : ""}`;
  });
  const advance: Advance = (more, moreBytes) => {
    doneKeys += more.length;
    doneBytes += moreBytes;
  };
  return { advance, [Symbol.dispose]: end };
}
