import { Release } from "../../src/content/release.ts";
import { prebuild, type PrebuildOptions } from "../build/prebuild.ts";
import type { Blobs } from "./api/namespace-values.ts";
import type { Worker } from "./api/worker-versions.ts";
import { type Connection, openBlobs } from "./connect.ts";
import { changesBetween, keysOf } from "./release-changes.ts";
import { carryOut, costOf, plan } from "./store-release.ts";
import { keep, recall } from "./stored-release.ts";
import { showUpload } from "./upload.ts";

/** A release, built and compared with what is live and what is stored. Nothing is written yet. */
export type Publication = Awaited<ReturnType<typeof prepare>>;

/**
 * Builds the release that follows the live one and finds out what KV lacks of it.
 *
 * @param writes whether a namespace may be created and named in wrangler.toml
 */
export async function prepare(
  connection: Connection,
  sources: PrebuildOptions,
  writes: boolean,
  note: (text: string) => void,
) {
  const { worker } = connection;
  const blobs = writes ? await openBlobs(connection, note) : connection.blobs;
  const { versions, live, before } = await publishedBy(worker, blobs);
  if (live !== undefined && before === undefined)
    note(`the release of version ${live} can't be read, so what it had and this one lacks answers 404 instead of 410`);
  const previous = before && { release: before.release, replacedAt: sources.now };
  const built = await prebuild({ ...sources, ...(previous && { previous }) });
  const release = new Release(built.release.buffer);
  const kept = keep(built.release.buffer);
  return {
    folder: sources.out,
    built,
    release,
    kept,
    /** The live release, if it can be read, and when it was published. */
    before,
    changes: changesBetween(before?.release, release),
    plan: await plan(blobs, built.blobs.sizes, kept, { live: before?.key, versions }, note),
    blobs,
  };
}

/** What the next publication follows: all versions, the id of the live one, and its release if this code can read it. */
export async function publishedBy(worker: Worker, blobs: Blobs | undefined) {
  const published = await worker.published();
  const [live] = published.live;
  const version = published.versions.find(({ id }) => id === live);
  const recalled = version && (await recall(version, blobs, worker));
  const before = recalled && { ...recalled, at: Math.floor(version.created.getTime() / 1000) };
  return { versions: published.versions, live, before };
}

/** Writes what KV lacks and verifies that everything is there. Returns the number of KV writes. */
export async function store(publication: Publication, note: (text: string) => void): Promise<number> {
  const { plan, blobs, release, folder } = publication;
  if (blobs === undefined || costOf(plan) === 0) return 0;
  using progress = showUpload(plan.missing.size, plan.bytes);
  return await carryOut(plan, { blobs, folder, keys: keysOf(release), advance: progress.advance, note });
}
