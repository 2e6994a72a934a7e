import { setTimeout as wait } from "node:timers/promises";
import { parallel } from "../base/parallel.ts";
import type { Blobs } from "./api/namespace-values.ts";

/** Pauses before further listings, in milliseconds. */
const pauses = [500, 1_500, 4_000];
const readsAtOnce = 8;

/**
 * The keys that KV should have and lacks. Listings may lag behind writes, so what they do not show is listed again and
 * finally read key by key. Pass only keys whose write was acknowledged: the data centre that reads a missing key remembers
 * that for a minute, and its readers would miss the key for as long.
 */
export async function missingOf(
  keys: ReadonlySet<string>,
  blobs: Pick<Blobs, "list" | "get">,
  waits = pauses,
): Promise<Set<string>> {
  let missing = keys.difference(await blobs.list());
  for (const pause of waits) {
    if (missing.size === 0) return missing;
    await wait(pause);
    missing = missing.difference(await blobs.list());
  }
  const absent = new Set<string>();
  await parallel(missing, readsAtOnce, async (key) => {
    if ((await blobs.get(key)) === undefined) absent.add(key);
  });
  return absent;
}
