import { setTimeout as wait } from "node:timers/promises";

/** As much of a KV namespace as looking needs. */
export interface Listing {
  list(): Promise<ReadonlyMap<string, unknown>>;
  get(key: string): Promise<Uint8Array | undefined>;
}

/** Pauses before further listings, in milliseconds. */
const pauses = [500, 1_500, 4_000];
const readsAtOnce = 8;

/**
 * The keys that KV does not hold, of those that it should. Listings may lag behind writes, so what they do not show is
 * listed again and at last read key by key. Only keys whose write was acknowledged may be asked for here: a read that
 * finds nothing is remembered for a minute by the data centre that made it, and its readers would miss the key so long.
 */
export async function missingOf(
  keys: ReadonlySet<string>,
  listing: Listing,
  { list = () => listing.list(), waits = pauses }: { list?: Listing["list"]; waits?: readonly number[] } = {},
): Promise<Set<string>> {
  let missing = without(keys, await list());
  for (const pause of waits) {
    if (missing.size === 0) return missing;
    await wait(pause);
    missing = without(missing, await list());
  }
  const queue = missing.values();
  const absent = new Set<string>();
  const run = async (): Promise<void> => {
    for (const key of queue) if ((await listing.get(key)) === undefined) absent.add(key);
  };
  await Promise.all(Array.from({ length: readsAtOnce }, run));
  return absent;
}

/** The keys that a listing does not show. */
export function without(keys: Iterable<string>, listed: ReadonlyMap<string, unknown>): Set<string> {
  return new Set([...keys].filter((key) => !listed.has(key)));
}
