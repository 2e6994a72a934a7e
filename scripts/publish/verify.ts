import { setTimeout as wait } from "node:timers/promises";
import { parallel } from "../base/parallel.ts";

/** The part of a KV namespace that verification needs. */
export interface Listing {
  list(): Promise<ReadonlyMap<string, unknown>>;
  get(key: string): Promise<Uint8Array | undefined>;
}

/** Pauses before further listings, in milliseconds. */
const pauses = [500, 1_500, 4_000];
const readsAtOnce = 8;

/**
 * The keys that KV should have and lacks. Listings may lag behind writes, so what they do not show is listed again and
 * finally read key by key. Pass only keys whose write was acknowledged: the data centre that reads a missing key remembers
 * that for a minute, and its readers would miss the key for as long.
 */
export async function missingOf(keys: ReadonlySet<string>, listing: Listing, waits = pauses): Promise<Set<string>> {
  let missing = without(keys, await listing.list());
  for (const pause of waits) {
    if (missing.size === 0) return missing;
    await wait(pause);
    missing = without(missing, await listing.list());
  }
  const absent = new Set<string>();
  await parallel(missing, readsAtOnce, async (key) => {
    if ((await listing.get(key)) === undefined) absent.add(key);
  });
  return absent;
}

/** The keys that a listing does not show. */
export function without(keys: Iterable<string>, listed: { has(key: string): boolean }): Set<string> {
  return new Set([...keys].filter((key) => !listed.has(key)));
}
