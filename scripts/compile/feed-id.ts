import { createHash } from "node:crypto";
import { type Moment, toIso } from "../../src/content/date.ts";
import { canonicalPath } from "../../src/content/slug.ts";

/** The namespace of all ids of posts. It must never change: readers would see every post as new. */
const namespace = "2eb850a3-f0d2-43c2-b0d4-6af2e186ebce";

/** What a post's id is made of. */
export interface Identity {
  /** Canonical path of the post: `/posts/hello/`. */
  readonly path: string;
  /** Old paths of the post, the oldest first. */
  readonly aliases: readonly string[];
  readonly date: Moment;
}

/**
 * A post's id in feeds, `urn:uuid:…`, from its first path under `/posts/` and its date. It knows neither title nor domain, and a post
 * that moved keeps it as long as `aliases` names where it was first.
 */
export function feedId({ path, aliases, date }: Identity): string {
  const first = aliases.map((alias) => canonicalPath(alias) ?? alias).find((alias) => alias.startsWith("/posts/"));
  return `urn:uuid:${uuid5(namespace, `${first ?? path}\n${toIso(date)}`)}`;
}

/** A UUID of version 5, by name (RFC 9562 §5.5). */
function uuid5(space: string, name: string): string {
  const bytes = createHash("sha1")
    .update(Buffer.from(space.replaceAll("-", ""), "hex"))
    .update(name, "utf8")
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
