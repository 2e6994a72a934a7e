import type { Pair } from "./namespace-values.ts";

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
