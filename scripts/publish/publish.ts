import type { Moment } from "../../src/content/date.ts";
import { Release } from "../../src/content/release.ts";
import { prebuild, type Prebuilt } from "../build/prebuild.ts";
import { type Connection, findBlobs, openBlobs, publishedBy } from "./connect.ts";
import type { Blobs } from "./api/namespace-values.ts";
import { type Changes, changesBetween, keysOf, type Seen } from "./release-changes.ts";
import type { Found } from "./namespace.ts";
import { keep, type Kept } from "./stored-release.ts";
import { showUpload } from "./upload-progress.ts";
import { carryOut, costOf, plan, type Plan } from "./store-release.ts";

/** What a publication is made from. */
export interface Sources {
  readonly content: string;
  readonly out: string;
  readonly now: Moment;
}

/** A release, built and compared with what is live and what is stored. Nothing is written yet. */
export interface Publication {
  readonly built: Prebuilt;
  readonly release: Release;
  readonly kept: Kept;
  /** The live release, if it can be read, and when it was published. */
  readonly before: Seen | undefined;
  readonly changes: Changes;
  readonly plan: Plan;
  readonly blobs: Blobs | undefined;
  /** How the namespace was found; undefined when none was to be created. */
  readonly from: Found["from"] | undefined;
}

/**
 * Builds the release that follows the live one and finds out what KV lacks of it.
 *
 * @param writes whether a namespace may be created and named in wrangler.toml
 */
export async function prepare(
  connection: Connection,
  sources: Sources,
  writes: boolean,
  note: (text: string) => void,
): Promise<Publication> {
  const { blobs, from } = writes
    ? await opened(connection, note)
    : { blobs: await findBlobs(connection), from: undefined };
  const { versions, live, recalled: before } = await publishedBy(connection.worker, blobs);
  if (live !== undefined && before === undefined)
    note(`the release of version ${live} can't be read, so what it had and this one lacks answers 404 instead of 410`);
  const { content, out, now } = sources;
  const previous = before && { release: before.release, replacedAt: now };
  const built = await prebuild({ root: content, out, now, ...(previous && { previous }) });
  const release = new Release(built.release.buffer);
  const kept = keep(built.release.buffer);
  const listed = { list: async () => (await blobs?.list()) ?? new Map<string, unknown>() };
  return {
    built,
    release,
    kept,
    before,
    changes: changesBetween(before?.release, release),
    plan: await plan(listed, built.blobs.sizes, kept, { live: before?.key, versions }, note),
    blobs,
    from,
  };
}

async function opened(
  connection: Connection,
  note: (text: string) => void,
): Promise<{ blobs: Blobs; from: Found["from"] }> {
  const { blobs, found } = await openBlobs(connection);
  if (found.from === "created") note(`created the KV namespace ${found.id} and wrote it into wrangler.toml`);
  else if (found.from !== "wrangler.toml") note(`wrote the KV namespace ${found.id} into wrangler.toml`);
  return { blobs, from: found.from };
}

/** Writes what KV lacks and verifies that everything is there. Returns the number of KV writes. */
export async function store(
  { plan, blobs, release }: Publication,
  folder: string,
  note: (text: string) => void,
): Promise<number> {
  if (blobs === undefined || costOf(plan) === 0) return 0;
  const { advance, end } = showUpload(plan.missing.size, plan.bytes);
  try {
    return await carryOut(plan, { blobs, folder, keys: keysOf(release), advance, note });
  } finally {
    end();
  }
}
