import { Release } from "../../src/content/release.ts";
import { encodeRelease } from "../timeline/encode-release.ts";
import type { Blobs, Pair } from "./api/namespace-values.ts";
import { digestOf } from "../base/digest.ts";
import { isRecord } from "../base/record.ts";
import type { Version, Worker } from "./api/worker-versions.ts";

/** The prefix of a release's key. */
export const releasePrefix = "release-";

/**
 * A release as KV keeps it for later publications: without its look, so a changed view writes nothing. What they need to
 * know about the look is in the version's tag.
 */
export interface Kept {
  readonly key: string;
  readonly bytes: Uint8Array;
  /** `release-KEY LOOK MODIFIED`; Cloudflare takes up to 100 bytes, and {@link Uploading} adds to them. */
  readonly tag: string;
}

export function keep(buffer: ArrayBuffer): Kept {
  const release = new Release(buffer);
  const { look, lookModified } = release.header;
  const header = { ...release.header, style: { text: "", digest: "" }, look: "", lookModified: 0 };
  const bytes = encodeRelease(header, new Map(release.routes()));
  const key = releasePrefix + digestOf(bytes);
  return { key, bytes, tag: `${key} ${look} ${lookModified}` };
}

/** What is stored beside a release: when, and what that cost. */
interface Metadata {
  /** 1970 if nothing says when. */
  readonly time: Date;
  /** KV writes for all that was missing, including the release. */
  readonly writes?: number;
  /** Bytes of all its blobs, those that were there already too. */
  readonly bytes?: number;
}

/** The pair that stores a release. Its time protects what the release needs from a simultaneous clean-up. */
export const pairOf = ({ key, bytes }: Kept, metadata: Metadata): Pair => ({
  key,
  value: Buffer.from(bytes).toString("base64"),
  base64: true,
  metadata: { ...metadata, time: metadata.time.toISOString() },
});

/** What a release's key says about how it was last stored. */
export function storedAs(metadata: unknown): Metadata {
  if (!isRecord(metadata)) return { time: new Date(0) };
  const time = Date.parse(String(metadata["time"]));
  const { writes, bytes } = metadata;
  return {
    time: new Date(Number.isNaN(time) ? 0 : time),
    ...(typeof writes === "number" && { writes }),
    ...(typeof bytes === "number" && { bytes }),
  };
}

/** When a release was last stored, from its key's metadata; 1970 if that says nothing. */
export const storedAt = (metadata: unknown): Date => storedAs(metadata).time;

/** Whether the publication of a release stored under `key` may be in progress: no version has named it since. */
export const isUnnamed = (key: string, stored: Date, versions: readonly Version[]): boolean =>
  !versions.some(({ tag, created }) => parseTag(tag)?.key === key && created >= stored);

/** What a version's tag says beside its release: the digest of all that was uploaded, and how many static files it has. */
export interface Uploading {
  readonly digest: string;
  readonly files: number;
}

export const tagOf = ({ tag }: Kept, { digest, files }: Uploading): string => `${tag} ${digest} ${files}`;

/** What a version's tag says about its release; undefined for a version uploaded without one. */
export function parseTag(tag: string | undefined) {
  const parts = /^(release-[0-9a-f]{32}) (\S*) (\d+)(?: ([0-9a-f]{16}) (\d+))?$/.exec(tag ?? "") ?? [];
  const [, key, look, lookModified, digest, files] = parts;
  if (key === undefined || look === undefined) return undefined;
  const uploading: Uploading | undefined = digest === undefined ? undefined : { digest, files: Number(files) };
  return { key, look, lookModified: Number(lookModified), uploading };
}

/** A release that was published, and its key in KV. */
export interface Recalled {
  readonly release: Release;
  readonly key: string;
  /** Whether KV has it, as far as anybody looked: what has no tag is read from the upload. */
  readonly isStored: boolean;
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
    const { key, look, lookModified } = tag;
    const release = open(bytes.buffer);
    if (release === undefined) return undefined;
    const header = { ...release.header, look, lookModified };
    return { release: Object.assign(release, { header }), key, isStored: true };
  }
  for (const content of await worker.modules(version.id)) {
    const release = open(content);
    if (release !== undefined) return { release, key: keep(content).key, isStored: tag === undefined };
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
