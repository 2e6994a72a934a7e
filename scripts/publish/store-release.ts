import { Failure } from "../base/failure.ts";
import type { Blobs, Pair } from "./api/namespace-values.ts";
import { serverTime } from "./api/server-time.ts";
import type { Journal } from "./journal.ts";
import { listUndisturbed } from "./lock.ts";
import { readManifest } from "./read-manifest.ts";
import { type Acknowledged, storedKeys } from "./stored-keys.ts";
import { isUnnamed, type Kept, pairOf, storedAt } from "./stored-release.ts";
import { type Advance, upload } from "./upload.ts";
import type { Version } from "./api/worker-versions.ts";

/** What has to be written before a release can go live. */
export interface Plan {
  /** Keys of the blobs that KV lacks, and the size of their values in bytes. */
  readonly missing: ReadonlySet<string>;
  readonly bytes: number;
  /** The release itself, if KV needs it. */
  readonly release: Pair | undefined;
}

/** How many KV writes a plan costs. */
export const costOf = ({ missing, release }: Plan): number => missing.size + (release === undefined ? 0 : 1);

/** How long, in milliseconds, a stored release counts as safe from clean-ups, which spare it for a day. */
const fresh = 60 * 60 * 1_000;

/**
 * Compares a release with what KV lists.
 *
 * @param sizes of the release's blobs in bytes, by key
 * @param known what is published: the key of the live release, all versions, and what was written a moment ago
 */
export async function plan(
  blobs: Pick<Blobs, "list" | "get"> | undefined,
  sizes: ReadonlyMap<string, number>,
  kept: Kept,
  known: {
    readonly live: string | undefined;
    readonly versions: readonly Version[];
    readonly recent?: readonly Acknowledged[];
  },
  note: (text: string) => void,
): Promise<Plan> {
  const listed = blobs
    ? await storedKeys(blobs, new Set([...sizes.keys(), kept.key]), known.recent ?? [], note)
    : new Map<string, unknown>();
  const now = new Date(serverTime());
  const missing = new Set(sizes.keys()).difference(listed);
  const bytes = [...missing].reduce((sum, key) => sum + (sizes.get(key) ?? 0), 0);
  const stored = storedAt(listed.get(kept.key));
  const isYoung = now.getTime() - stored.getTime() < fresh && isUnnamed(kept.key, stored, known.versions);
  const isSafe = listed.has(kept.key) && (kept.key === known.live || isYoung);
  const all = sizes.values().reduce((sum, size) => sum + size, 0);
  const metadata = { time: now, writes: missing.size + 1, bytes: all };
  return { missing, bytes, release: isSafe ? undefined : pairOf(kept, metadata) };
}

/** How long a clean-up stays announced after it deleted, and listings lag at most, in milliseconds. */
const trusted = 60_000;

// The second round is for what a clean-up deleted, or KV lost, during the first.
const rounds = 2;

/**
 * Executes a plan and verifies that the whole release is there. The release goes first, since from then on a clean-up spares
 * what it names. Returns the number of writes.
 *
 * @param folder where the prebuild left the manifest
 */
export async function carryOut(
  { missing, release }: Plan,
  { blobs, folder, key, keys, advance, note, journal, recent = journal?.recent ?? [] }: Destination,
): Promise<number> {
  /** Keys, and when their writes were acknowledged. */
  const acknowledged = new Map<string, number>();
  const store = (pairs: Iterable<Pair>, step: Advance): Promise<number> =>
    upload(blobs, pairs, (stored, bytes) => {
      for (const each of stored) acknowledged.set(each, performance.now());
      journal?.add(key, stored);
      step(stored, bytes);
    });
  let written = release === undefined ? 0 : await store([release], () => {});
  let wanted = missing;
  for (let round = 1; round <= rounds; round++) {
    written += await store(readManifest(folder, wanted), advance);
    const { keys: listed, waited } = await listUndisturbed(blobs, note);
    wanted = keys.difference(listed);
    // Listings lag behind. What a clean-up deleted since then it would still be announcing, and what it deleted before one of
    // which the announcement was seen, it has waited for listings to show.
    const since = performance.now() - trusted;
    if (!waited) wanted = new Set([...wanted].filter((key) => (acknowledged.get(key) ?? -Infinity) < since));
    if (wanted.size > 0) wanted = wanted.difference(await storedKeys(blobs, wanted, waited ? [] : recent, note));
    if (wanted.size === 0) return written;
    acknowledged.clear();
  }
  throw new Failure(
    `KV lacks ${wanted.size} of the release's ${keys.size} blobs although all were written. Nothing went live; run the command again`,
  );
}

/** Where a release is stored, and from what. */
export interface Destination {
  readonly blobs: Blobs;
  readonly folder: string;
  /** Under which the release itself is stored. */
  readonly key: string;
  /** Keys of all blobs of the release. */
  readonly keys: ReadonlySet<string>;
  readonly advance: Advance;
  readonly note: (text: string) => void;
  readonly journal?: Journal;
  /** What was written before this, so recently that listings need not show it. */
  readonly recent?: readonly Acknowledged[];
}
