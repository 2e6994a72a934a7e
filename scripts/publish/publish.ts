import { Release } from "../../src/content/release.ts";
import { defaultCache, prebuild, type PrebuildOptions } from "../build/prebuild.ts";
import { join } from "node:path";
import type { Blobs } from "./api/namespace-values.ts";
import { settling } from "./api/retry.ts";
import { serverTime } from "./api/server-time.ts";
import type { Worker } from "./api/worker-versions.ts";
import { type Connection, openBlobs } from "./connect.ts";
import { openJournal } from "./journal.ts";
import { changesBetween, keysOf } from "./release-changes.ts";
import { carryOut, costOf, plan } from "./store-release.ts";
import type { Acknowledged } from "./stored-keys.ts";
import { keep, recall, tagOf } from "./stored-release.ts";
import { binding } from "./wrangler/wrangler-toml.ts";
import { uploadDigest } from "./upload-digest.ts";
import { showUpload } from "./upload.ts";

/** A release, built and compared with what is live and what is stored. Nothing is written yet. */
export type Publication = Awaited<ReturnType<typeof prepare>>;

/**
 * Builds the release that follows the live one and finds out what KV lacks of it.
 *
 * @param how.writes whether a namespace may be created and named in wrangler.toml
 * @param how.follows ids of the versions that it follows, if those are not the live ones
 */
export async function prepare(
  connection: Pick<Connection, "config" | "worker" | "blobs" | "from">,
  sources: PrebuildOptions,
  how: {
    readonly writes: boolean;
    readonly follows?: readonly string[] | undefined;
    readonly digest?: (assets: string) => Promise<string | undefined>;
  },
  note: (text: string) => void,
) {
  const { writes, follows, digest: digestOf = uploadDigest } = how;
  const { worker } = connection;
  const blobs = writes ? await openBlobs(connection, note) : connection.blobs;
  const { versions, live, before } = await publishedBy(worker, blobs, follows);
  const [followed] = follows ?? live;
  if (followed !== undefined && before === undefined)
    note(
      `the release of version ${followed} can't be read, so what it had and this one lacks answers 404 instead of 410`,
    );
  const previous = before && { release: before.release, replacedAt: sources.now };
  const built = await prebuild({ ...sources, ...(previous && { previous }) });
  const release = new Release(built.release.buffer);
  const kept = keep(built.release.buffer);
  const digest = await digestOf(join(sources.out, "assets"));
  const tag = digest === undefined ? kept.tag : tagOf(kept, { digest, files: built.assets });
  const tagOfLive = versions.find(({ id }) => id === live[0])?.tag;
  const journal = blobs && openJournal(sources.cache ?? defaultCache, blobs.id);
  const recent = [...(journal?.recent ?? []), ...(await recentOf(versions, blobs, worker))];
  const planned = await plan(blobs, built.blobs.sizes, kept, { live: before?.key, versions, recent }, note);
  return {
    root: sources.root,
    folder: sources.out,
    built,
    release,
    kept,
    /** Of the version that is uploaded. */
    tag,
    /** Whether the live version has all of this already. */
    isLive: digest !== undefined && live.length === 1 && tagOfLive === tag,
    /** Ids of the live versions. */
    live,
    /** The release that this one follows, if it can be read, and when it was published. */
    before,
    /** Whether there is one to follow that can't be read. */
    isBlind: followed !== undefined && before === undefined,
    changes: changesBetween(before?.release, release),
    plan: planned,
    recent,
    journal,
    blobs,
  };
}

/**
 * What is published: all versions, the ids of the live ones, and the release of the first of these, or of others, if this code
 * can read it.
 */
export async function publishedBy(worker: Worker, blobs: Blobs | undefined, follows?: readonly string[]) {
  const { live, versions } = await worker.published();
  const [id] = follows ?? live;
  const version = versions.find((each) => each.id === id);
  const recalled = version && (await recall(version, blobs, worker));
  const before = recalled && { ...recalled, at: Math.floor(version.created.getTime() / 1000) };
  return { versions, live, before };
}

/** What versions that were uploaded within the last minute need: this namespace acknowledged all of it, and may not list it yet. */
export async function recentOf(
  versions: Awaited<ReturnType<typeof publishedBy>>["versions"],
  blobs: Blobs | undefined,
  worker: Worker,
): Promise<Acknowledged[]> {
  const young = versions.filter(({ created }) => serverTime() - created.getTime() < settling);
  const recalled = await Promise.all(
    young.map(async (version) => {
      const bound = await worker.namespaceOf(binding, version.id);
      const isHere = bound === undefined || bound === blobs?.id;
      return { time: version.created.getTime(), found: isHere ? await recall(version, blobs, worker) : undefined };
    }),
  );
  return recalled.flatMap(({ time, found }) =>
    found === undefined ? [] : [{ release: found.key, keys: keysOf(found.release), time }],
  );
}

/** Writes what KV lacks and verifies that everything is there. Returns the number of KV writes. */
export async function store(publication: Publication, note: (text: string) => void): Promise<number> {
  const { plan, blobs, release, folder, kept, journal, recent } = publication;
  if (blobs === undefined || costOf(plan) === 0) return 0;
  using progress = showUpload(plan.missing.size, plan.bytes);
  const { advance } = progress;
  const others = journal === undefined ? { recent } : { recent, journal };
  return await carryOut(plan, { blobs, folder, key: kept.key, keys: keysOf(release), advance, note, ...others });
}
