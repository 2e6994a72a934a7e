import { createHash } from "node:crypto";

/** The namespace of all ids of posts. It must never change: readers would see every post as new. */
const namespace = "2eb850a3-f0d2-43c2-b0d4-6af2e186ebce";

/**
 * A post's id in feeds, `urn:uuid:…`, from the canonical path under which it was first published. It knows neither title
 * nor date nor domain, so that a correction of any of them doesn't make the post a new one.
 */
export function feedId(firstPath: string): string {
  // A UUID of version 5, by name (RFC 9562 §5.5).
  const bytes = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(firstPath, "utf8")
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return `urn:uuid:${bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`;
}
