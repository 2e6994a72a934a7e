import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "../base/failure.ts";
import type { Blog } from "./connect.ts";
import type { Blobs } from "./api/namespace-values.ts";
import { keysOf } from "./release-changes.ts";
import { lockKey, lockLife } from "./lock.ts";
import { isUnnamed, parseTag, type Recalled, recall, releasePrefix, storedAt } from "./stored-release.ts";
import { serverTime } from "./api/server-time.ts";
import { listOf } from "./namespace.ts";
import { binding } from "./wrangler/wrangler-toml.ts";
import { Release } from "../../src/content/release.ts";
import type { Published, Version } from "./api/worker-versions.ts";

// No upload takes longer.
const grace = 24 * 60 * 60 * 1_000;

/**
 * Finds the blobs that neither the last `keep` releases nor the live one nor a recent one needs, and tells which versions
 * that keeps. Deletes nothing.
 */
export async function findGarbage({ worker, blobs }: Blog, keep: number, now: Date) {
  // Keys are listed before versions: what goes live in between was stored before, and what was stored after is not listed.
  const listed = await blobs.list();
  const [published, others] = await Promise.all([worker.published(), worker.othersOn(blobs.id)]);
  const { live, versions } = published;
  if (others.length > 0) throw new Failure(shared(blobs.id, worker.name, listOf(others)));
  if (live.length === 0)
    throw new Failure('Nothing is published, so there is nothing to clean up; run "npm run deploy" first');
  const unknown = live.find((id) => !versions.some((version) => version.id === id));
  if (unknown !== undefined)
    throw new Failure(
      `Version ${unknown} is live, but Cloudflare does not show it, so what it needs is unknown and nothing was deleted. ` +
        `Run the command again later`,
    );
  for (const id of live) {
    const bound = await worker.namespaceOf(binding, id);
    if (bound !== blobs.id) throw new Failure(notLive(blobs.id, id, bound));
  }
  const kept = await lastOf({ worker, blobs }, published, keep);
  const needed = new Set([
    ...kept.values().flatMap(({ release, key }) => [key, ...keysOf(release)]),
    ...(await keysUnderWay(blobs, listed, versions, now)),
  ]);
  return {
    kept: [...kept.keys()],
    garbage: [...listed.keys()].filter((key) => isOurs(key) && !needed.has(key)),
    total: listed.size,
  };
}

/** Whether a key is that of a blob or of a release. What else somebody keeps in the namespace is not ours to delete. */
const isOurs = (key: string): boolean => /^[0-9a-f]{32}$/.test(key) || key.startsWith(releasePrefix);

const notLive = (id: string, version: string, bound: string | undefined): string =>
  `The KV namespace "${id}" of wrangler.toml is not the one that the live version ${version} reads` +
  `${bound === undefined ? "" : `, "${bound}"`}, so nothing was deleted. Publish first, or write the right id into wrangler.toml`;

const shared = (id: string, name: string, others: string): string =>
  `The KV namespace "${id}" belongs to "${name}" and to ${others}, whose pages this clean-up would delete, so nothing was ` +
  `deleted. If a blog's folder was copied, delete the id line from the copy's wrangler.toml and run "npm run deploy" ` +
  `there, which creates a namespace of its own; or delete the worker that you no longer want`;

/** The versions of the last `keep` different releases, including previews and repeated uploads, and the live ones. */
async function lastOf({ worker, blobs }: Blog, { live, versions }: Published, keep: number) {
  const kept = new Map<Version, Recalled>();
  const seen = new Set<string>();
  for (const version of versions) {
    if (seen.size >= keep && !live.includes(version.id) && !seen.has(parseTag(version.tag)?.key ?? "")) continue;
    const recalled = await recall(version, blobs, worker);
    if (recalled === undefined)
      throw new Failure(
        `The release of version ${version.number} (${version.id}) can't be read, so nothing was deleted`,
      );
    kept.set(version, recalled);
    seen.add(recalled.key);
  }
  return kept;
}

/**
 * What publications in progress need: releases stored in the last day that no version has named since, with all their
 * blobs.
 */
async function keysUnderWay(
  blobs: Blobs,
  listed: ReadonlyMap<string, unknown>,
  versions: readonly Version[],
  now: Date,
): Promise<string[]> {
  const keys: string[] = [];
  for (const [key, metadata] of listed) {
    const stored = storedAt(metadata);
    if (!key.startsWith(releasePrefix) || now.getTime() - stored.getTime() > grace) continue;
    if (!isUnnamed(key, stored, versions)) continue;
    const bytes = await blobs.get(key);
    // Reads may lag behind listings, and what the release names must not be taken for garbage meanwhile.
    if (bytes === undefined)
      throw new Failure(
        `The stored release "${key}" can't be read yet, so nothing was deleted. Run the command again later`,
      );
    keys.push(key, ...keysOf(new Release(bytes.buffer)));
  }
  return keys;
}

/**
 * Deletes garbage, and nothing that a simultaneous publication needs. Listings lag behind writes by up to `lag` seconds, so
 * the clean-up announces itself and waits: a publication that misses the announcement has stored its release before the
 * garbage is listed, and one that sees it waits. Returns the number of deleted keys.
 */
export async function collect(blog: Blog, keep: number, lag: number, note: (text: string) => void): Promise<number> {
  const { blobs } = blog;
  const deadline = performance.now() + (lockLife - 2 * lag) * 1_000;
  await blobs.put([{ key: lockKey, value: new Date(serverTime()).toISOString(), expiration_ttl: lockLife }]);
  try {
    note(`waiting ${2 * lag} s, so that any publication in progress notices`);
    await wait(2 * lag * 1_000);
    const { garbage } = await findGarbage(blog, keep, new Date(serverTime()));
    if (performance.now() > deadline)
      throw new Failure("Finding the garbage took too long to delete it safely; run the command again");
    await blobs.delete(garbage);
    note(`waiting ${lag} s, so that listings catch up`);
    await wait(lag * 1_000);
    return garbage.length;
  } finally {
    await blobs.delete([lockKey]);
  }
}
