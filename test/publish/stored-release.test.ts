import { describe, expect, it } from "vitest";
import { keep, pairOf, parseTag, recall, storedAt, tagOf } from "../../scripts/publish/stored-release.ts";
import { Release } from "../../src/content/release.ts";
import { keyOf, releaseOf } from "./releases.ts";

const posts = { one: 1, two: 2 };
const version = { id: "v", number: 1, created: new Date(0) };
const nobody = { get: async () => undefined };
const noModules = { modules: async () => [] };

describe("what KV keeps of a release", () => {
  it("is the same whatever the look, so a changed view writes nothing", () => {
    const style = { text: "body{color:red}", digest: "other=" };
    const other = keep(releaseOf(posts, { look: "fedcba9876543210", lookModified: 1_800_000_000, style }));
    expect(other.key).toBe(keep(releaseOf(posts)).key);
    expect(other.tag).not.toBe(keep(releaseOf(posts)).tag);
  });

  it("differs when a route or a setting does", () => {
    const keys = [releaseOf(posts), releaseOf({ ...posts, two: 3 }), releaseOf(posts, {}, { title: "Other" })].map(
      (each) => keep(each).key,
    );
    expect(new Set(keys).size).toBe(3);
  });

  it("has a tag of at most 100 bytes, which Cloudflare accepts", () => {
    const tag = tagOf(keep(releaseOf(posts)), { digest: "0123456789abcdef", files: 100_000 });
    expect(Buffer.byteLength(tag)).toBeLessThanOrEqual(100);
    expect(parseTag(tag)).toMatchObject({ uploading: { digest: "0123456789abcdef", files: 100_000 } });
  });

  it("says when it was stored", () => {
    const now = new Date("2026-11-24T10:00:00Z");
    expect(storedAt(pairOf(keep(releaseOf(posts)), { time: now }).metadata)).toEqual(now);
    expect(storedAt(undefined)).toEqual(new Date(0));
    expect(storedAt({ time: "noon" })).toEqual(new Date(0));
  });
});

describe("recalling a version's release", () => {
  it("gives all its routes and its look, from KV and the tag", async () => {
    const kept = keep(releaseOf(posts));
    const stored = { get: async (key: string) => (key === kept.key ? new Uint8Array(kept.bytes) : undefined) };
    const recalled = await recall({ ...version, tag: kept.tag }, stored, noModules);
    const original = new Release(releaseOf(posts));
    expect(recalled?.key).toBe(kept.key);
    expect([...(recalled?.release.routes() ?? [])]).toEqual([...original.routes()]);
    expect(recalled?.release.header).toEqual({ ...original.header, style: { text: "", digest: "" } });
  });

  it("reads the upload where there is no tag or no such blob", async () => {
    const modules = { modules: async () => [new TextEncoder().encode("export default {}").buffer, releaseOf(posts)] };
    for (const tag of [undefined, "mine", keep(releaseOf({})).tag]) {
      const recalled = await recall({ ...version, ...(tag === undefined ? {} : { tag }) }, nobody, modules);
      expect(recalled?.key).toBe(keep(releaseOf(posts)).key);
      expect(recalled?.release.route("/posts/one/", 1_800_000_000).target).toMatchObject({
        kind: "post",
        key: keyOf(2),
      });
    }
  });

  it("gives nothing for a worker that is not ours", async () => {
    expect(await recall(version, nobody, noModules)).toBeUndefined();
  });

  it("gives nothing for a release that was stored in another format", async () => {
    const { key, tag } = keep(releaseOf(posts));
    const stored = { get: async () => new TextEncoder().encode(`foreedge0 as stored under ${key}`) };
    expect(await recall({ ...version, tag }, stored, noModules)).toBeUndefined();
  });

  it("does not mistake a person's tag for ours", () => {
    expect(parseTag("release-1.0")).toBeUndefined();
    expect(parseTag(undefined)).toBeUndefined();
  });
});
