import { setTimeout as wait } from "node:timers/promises";
import type { Blobs } from "./api/namespace-values.ts";
import { settling } from "./api/retry.ts";
import { serverTime } from "./api/server-time.ts";
import { listUndisturbed } from "./lock.ts";

/** Keys whose writes KV acknowledged, with the key of the release that they were written for, which went first. */
export interface Acknowledged {
  readonly release: string;
  readonly keys: Iterable<string>;
  /** When the last of them was, in milliseconds of Cloudflare's clock. */
  readonly time: number;
}

const pause = 5_000;
const mostRead = 4;

/**
 * The keys that KV has: those that it lists, and those that are wanted and were written so recently that listings need not
 * show them yet. Only then a few of the missing ones are read, and if reads lag too, listings get the minute that they may take.
 */
export async function storedKeys(
  blobs: Pick<Blobs, "list" | "get">,
  wanted: ReadonlySet<string>,
  recent: readonly Acknowledged[],
  note: (text: string) => void,
): Promise<ReadonlyMap<string, unknown>> {
  for (let noted = false; ; noted = true) {
    const { keys: listed } = await listUndisturbed(blobs, note);
    const young = recent
      .filter(({ time }) => serverTime() - time < settling)
      .map((each) => ({
        ...each,
        unlisted: [each.release, ...each.keys].filter((key) => wanted.has(key) && !listed.has(key)),
      }))
      .filter(({ unlisted }) => unlisted.length > 0);
    const stored = new Map(listed);
    let isUnknown = false;
    for (const { release, unlisted, time } of young) {
      if (await areThere(blobs, unlisted.slice(0, mostRead))) {
        const metadata = { time: new Date(time).toISOString() };
        for (const key of unlisted) stored.set(key, key === release ? metadata : undefined);
      } else isUnknown = true; // lost, or not shown yet, although what was written a minute before them may be
    }
    if (!isUnknown) return stored;
    if (!noted) note("KV does not show yet what was stored a moment ago; waiting up to a minute");
    await wait(pause);
  }
}

/** Whether keys that were written can be read. Keys that never were must not be asked for: KV remembers for a minute that they are missing. */
async function areThere(blobs: Pick<Blobs, "get">, keys: readonly string[]): Promise<boolean> {
  const values = await Promise.all(keys.map((key) => blobs.get(key)));
  return values.every((value) => value !== undefined);
}
