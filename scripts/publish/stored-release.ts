import { type Header, Release } from "../../src/content/release.ts";
import { encodeRelease } from "../timeline/encode-release.ts";
import type { Blobs, Pair } from "./api/namespace-values.ts";
import { digestOf } from "../base/digest.ts";
import { isRecord } from "../base/record.ts";
import type { Version, Worker } from "./api/worker-versions.ts";

/** The prefix of a release's key. */
export const releasePrefix = "release-";

type Look = Pick<Header, "style" | "look" | "lookModified">;

/**
 * A release as KV keeps it for later publications: without its look, so a changed view writes nothing. What they need to
 * know about the look is in the version's tag.
 */
export interface Kept {
  readonly key: string;
  readonly bytes: Uint8Array;
  /** `release-KEY LOOK MODIFIED`; Cloudflare takes up to 100 bytes. */
  readonly tag: string;
}

const noStyle = { text: "", digest: "" };

export function keep(bytes: ArrayBuffer): Kept {
  const { look, lookModified } = new Release(bytes).header;
  const bare = new Uint8Array(withLook(bytes, { style: noStyle, look: "", lookModified: 0 }));
  const key = releasePrefix + digestOf(bare);
  return { key, bytes: bare, tag: `${key} ${look} ${lookModified}` };
}

/** The pair that stores a release. Its time protects what the release needs from a simultaneous clean-up. */
export const pairOf = ({ key, bytes }: Kept, now: Date): Pair => ({
  key,
  value: Buffer.from(bytes).toString("base64"),
  base64: true,
  metadata: { time: now.toISOString() },
});

/** When a release was last stored, from its key's metadata; 1970 if that says nothing. */
export function storedAt(metadata: unknown): Date {
  const time = isRecord(metadata) ? Date.parse(String(metadata["time"])) : Number.NaN;
  return new Date(Number.isNaN(time) ? 0 : time);
}

/** Whether the publication of a release stored under `key` may be in progress: no version has named it since. */
export const isUnnamed = (key: string, stored: Date, versions: readonly Version[]): boolean =>
  !versions.some(({ tag, created }) => parseTag(tag)?.key === key && created >= stored);

/** What a version's tag says about its release; undefined for a version uploaded without one. */
export function parseTag(tag: string | undefined): { key: string; look: string; lookModified: number } | undefined {
  const [, key, look, lookModified] = /^(release-[0-9a-f]{32}) (\S*) (\d+)$/.exec(tag ?? "") ?? [];
  return key === undefined || look === undefined ? undefined : { key, look, lookModified: Number(lookModified) };
}

/** A release that was published, and its key in KV. */
export interface Recalled {
  readonly release: Release;
  readonly key: string;
}

/**
 * A version's release: from KV by the version's tag, otherwise from the upload itself, as after a bare `wrangler deploy`,
 * which sets no tag. Undefined if neither has one that this code can read.
 */
export async function recall(
  version: Version,
  blobs: Pick<Blobs, "get"> | undefined,
  worker: Pick<Worker, "modules">,
): Promise<Recalled | undefined> {
  const tag = parseTag(version.tag);
  const bytes = tag && (await blobs?.get(tag.key));
  if (tag && bytes) {
    const release = open(withLook(bytes.buffer, { style: noStyle, look: tag.look, lookModified: tag.lookModified }));
    return release && { release, key: tag.key };
  }
  for (const content of await worker.modules(version.id)) {
    const release = open(content);
    if (release !== undefined) return { release, key: keep(content).key };
  }
  return undefined;
}

function open(bytes: ArrayBuffer): Release | undefined {
  try {
    return new Release(bytes);
  } catch {
    return undefined; // not a release, or one in an older or newer format
  }
}

/** The same release with another look in its header. */
function withLook(bytes: ArrayBuffer, look: Look): ArrayBuffer {
  const release = new Release(bytes);
  return encodeRelease({ ...release.header, ...look }, new Map(release.routes())).buffer;
}
