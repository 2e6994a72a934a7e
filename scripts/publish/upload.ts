import { setTimeout as wait } from "node:timers/promises";
import { type Batch, batches } from "./api/batches.ts";
import type { Pair } from "./api/namespace-values.ts";
import { problemOf } from "./api/cloudflare.ts";
import { Failure } from "../base/failure.ts";
import { mayBeDone, type Patience, patient, pauseAfter, pauseOf } from "./api/retry.ts";

/** The part of a KV namespace that an upload needs. */
export interface Target {
  list(): Promise<ReadonlyMap<string, unknown>>;
  put(pairs: readonly Pair[]): Promise<ReadonlySet<string>>;
}

/** Called after each batch with the number of keys and bytes it stored. */
export type Advance = (keys: number, bytes: number) => void;

// Cloudflare takes 10,000 pairs and 100 MB in a request, but gateways gave up (524) on such requests
// (https://github.com/cloudflare/workers-sdk/issues/7021); a small batch is also a small loss when it fails.
const mostPairs = 250;
const mostBytes = 5_000_000;
const atOnce = 4;

/** Writes pairs to KV, several batches at once. Returns the number of writes that KV counted; a {@link Failure} if it must stop. */
export async function upload(
  target: Target,
  pairs: Iterable<Pair>,
  advance: Advance,
  patience: Patience = patient,
): Promise<number> {
  const queue = batches(pairs, mostPairs, mostBytes);
  let written = 0;
  // A run that throws leaves its loop and so closes the queue, which ends the other runs after their current batch.
  const run = async (): Promise<void> => {
    for (const batch of queue) {
      // Not "written += await …", which would add to what it was before the pause.
      const writes = await store(target, batch, patience);
      written += writes;
      advance(batch.pairs.length, batch.bytes);
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: atOnce }, run));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw problemOf("writing to KV", outcome.reason);
  return written;
}

/** Writes one batch, with retries. A retry writes only what the failed attempt did not store. */
async function store(target: Target, { pairs }: Batch, patience: Patience): Promise<number> {
  let rest = pairs;
  let written = 0;
  for (let failures = 1; ; failures++) {
    const attempt = await attemptTo(target, rest);
    written += rest.length - attempt.left.length;
    rest = attempt.left;
    if (rest.length === 0) return written;
    const pause = "error" in attempt ? pauseAfter(attempt.error, failures, patience) : pauseOf(failures, patience);
    if (pause === undefined) throw "error" in attempt ? attempt.error : new Failure(refused(rest));
    await wait(pause);
    if ("error" in attempt && mayBeDone(attempt.error)) {
      const stored = await target.list();
      const left = rest.filter(({ key }) => !stored.has(key));
      written += rest.length - left.length;
      rest = left;
      if (rest.length === 0) return written;
    }
  }
}

type Attempt = { readonly left: readonly Pair[]; readonly error?: unknown };

async function attemptTo(target: Target, pairs: readonly Pair[]): Promise<Attempt> {
  try {
    const unsuccessful = await target.put(pairs);
    return { left: pairs.filter(({ key }) => unsuccessful.has(key)) };
  } catch (error) {
    return { left: pairs, error };
  }
}

const refused = (pairs: readonly Pair[]): string =>
  `KV did not store ${pairs.length} keys, such as "${pairs[0]?.key}", even after several attempts. ` +
  `Run the command again; it resumes where it stopped`;
