import type { Moment } from "../../src/content/date.ts";
import { Release } from "../../src/content/release.ts";
import { prebuild, type Prebuilt } from "../compile/prebuild.ts";
import { type Connection, findBlobs, type Live, liveOf, openBlobs } from "./connect.ts";
import type { Blobs } from "./blobs.ts";
import { type Changes, changesBetween, keysOf } from "./changes.ts";
import { keep, type Kept } from "./memory.ts";
import { Progress } from "./progress.ts";
import { carryOut, costOf, plan, type Plan } from "./store-release.ts";

/** What a publication is made from. */
export interface Sources {
  readonly content: string;
  readonly out: string;
  readonly now: Moment;
}

/** A release that is built and compared with what is live and what is stored. Nothing is written yet. */
export interface Publication {
  readonly built: Prebuilt;
  readonly release: Release;
  readonly kept: Kept;
  readonly live: Live | undefined;
  readonly changes: Changes;
  readonly plan: Plan;
  readonly blobs: Blobs | undefined;
}

/**
 * Builds the release that follows the live one and finds out what KV lacks of it.
 *
 * @param writes whether a namespace may be created and named in wrangler.toml
 */
export async function prepare(connection: Connection, sources: Sources, writes: boolean, note: (text: string) => void): Promise<Publication> {
  const blobs = writes ? await created(connection, note) : await findBlobs(connection);
  const live = await liveOf(connection.worker, blobs);
  if (live !== undefined && live.release === undefined)
    note(`what version ${live.version.id} publishes cannot be read: what it had and this has not answers 404 instead of 410`);
  const { content, out, now } = sources;
  const previous = live?.release && { release: live.release, replacedAt: now };
  const built = await prebuild({ root: content, out, now, ...(previous && { previous }) });
  const release = new Release(built.release.buffer);
  const kept = keep(built.release.buffer);
  const listed = { list: async () => (await blobs?.list()) ?? new Map<string, unknown>() };
  return {
    built,
    release,
    kept,
    live,
    changes: changesBetween(live?.release, release),
    plan: await plan(listed, built.blobs.sizes, kept, live?.key, note),
    blobs,
  };
}

async function created(connection: Connection, note: (text: string) => void): Promise<Blobs> {
  const { blobs, found } = await openBlobs(connection);
  if (found.from === "created") note(`created the KV namespace ${found.id} and wrote it into wrangler.toml`);
  else if (found.from !== "wrangler.toml") note(`wrote the KV namespace ${found.id} into wrangler.toml`);
  return blobs;
}

/** Writes what KV lacks and makes sure that it is all there. Returns the number of KV writes. */
export async function store({ plan, blobs, release }: Publication, folder: string, note: (text: string) => void): Promise<number> {
  if (blobs === undefined || costOf(plan) === 0) return 0;
  const progress = new Progress(process.stderr, plan.missing.size, plan.bytes);
  try {
    return await carryOut(plan, { blobs, folder, keys: keysOf(release), advance: progress.advance, note });
  } finally {
    progress.end();
  }
}
