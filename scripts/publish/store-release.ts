import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "../base/failure.ts";
import { parallel } from "../base/parallel.ts";
import type { Blobs, Pair } from "./api/namespace-values.ts";
import { listUndisturbed } from "./lock.ts";
import { readManifest } from "./read-manifest.ts";
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
 * @param known what is published: the key of the live release, and all versions
 */
export async function plan(
  blobs: Pick<Blobs, "list"> | undefined,
  sizes: ReadonlyMap<string, number>,
  kept: Kept,
  known: { readonly live: string | undefined; readonly versions: readonly Version[] },
  note: (text: string) => void,
): Promise<Plan> {
  const now = new Date();
  const listed = blobs ? await listUndisturbed(blobs, note) : new Map<string, unknown>();
  const missing = new Set(sizes.keys()).difference(listed);
  const bytes = [...missing].reduce((sum, key) => sum + (sizes.get(key) ?? 0), 0);
  const stored = storedAt(listed.get(kept.key));
  const isYoung = now.getTime() - stored.getTime() < fresh && isUnnamed(kept.key, stored, known.versions);
  const isSafe = listed.has(kept.key) && (kept.key === known.live || isYoung);
  return { missing, bytes, release: isSafe ? undefined : pairOf(kept, now) };
}

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
  { blobs, folder, keys, advance, note }: Destination,
): Promise<number> {
  let written = release === undefined ? 0 : await upload(blobs, [release], () => {});
  let wanted = missing;
  for (let round = 1; round <= rounds; round++) {
    written += await upload(blobs, readManifest(folder, wanted), advance);
    wanted = await missingOf(keys, { list: () => listUndisturbed(blobs, note), get: (key) => blobs.get(key) });
    if (wanted.size === 0) return written;
  }
  throw new Failure(
    `KV lacks ${wanted.size} of the release's ${keys.size} blobs although all were written. Nothing went live; run the command again`,
  );
}

/** Where a release is stored, and from what. */
export interface Destination {
  readonly blobs: Blobs;
  readonly folder: string;
  /** Keys of all blobs of the release. */
  readonly keys: ReadonlySet<string>;
  readonly advance: Advance;
  readonly note: (text: string) => void;
}

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
