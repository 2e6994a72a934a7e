import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prebuild, type PrebuildOptions } from "../../scripts/build/prebuild.ts";
import { Release } from "../../src/content/release.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();
const now = Date.UTC(2026, 0, 1) / 1000;
let builds = 0;

const build = (root: string, options: Partial<PrebuildOptions> = {}) =>
  prebuild({ root, out: join(folder, `out-${++builds}`), cache: join(folder, "cache"), now, ...options });

const content = (name: string, files: Readonly<Record<string, string>>): string => write(join(folder, name), files);

const posts = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `posts/post-${index}.md`,
      post(`Post ${index}`, `2024-01-${String(index + 1).padStart(2, "0")}`),
    ]),
  );

describe("a build", () => {
  it("is byte for byte the same in another place", async () => {
    const files = { ...posts(15), "site.yaml": "url: https://blog.example\n" };
    await build(content("here", files), { out: join(folder, "first") });
    await build(content("far/away/there", files), { out: join(folder, "second") });
    for (const name of ["manifest.json", "release.bin"])
      expect(readFileSync(join(folder, "first", name)).equals(readFileSync(join(folder, "second", name)))).toBe(true);
  });

  it("takes a folder with only posts/ in it, even an empty one", async () => {
    const { timeline } = await build(content("empty", { "posts/.keep": "" }));
    expect([...timeline.paths.keys()]).toContain("/");
  });

  it("writes a manifest of keys that are digests of their values", async () => {
    const { manifests, blobs } = await build(content("manifest", posts(3)), { out: join(folder, "manifest-out") });
    const pairs = JSON.parse(readFileSync(join(folder, "manifest-out", manifests[0] ?? ""), "utf8")) as {
      key: string;
      value: string;
    }[];
    expect(new Set(pairs.map(({ key }) => key))).toEqual(new Set(blobs.sizes.keys()));
    expect(pairs.length).toBeGreaterThan(10);
    for (const { key, value } of pairs) expect(key).toBe(createHash("sha256").update(value).digest("hex").slice(0, 32));
  });

  it("reports doubts about the stylesheet beside errors in the content", async () => {
    const files = { "posts/a.md": post("A", "yesterday"), "style.css": "p { colr: red }\n" };
    const found = build(content("doubtful", files));
    await expect(found).rejects.toMatchObject({
      problems: [{ severity: "error" }, { severity: "warning", message: expect.stringContaining("colr") }],
    });
  });

  it("never replaces a folder that it did not write", async () => {
    const precious = write(join(folder, "precious"), { "thesis.txt": "years of work" });
    await expect(build(content("small", posts(1)), { out: precious })).rejects.toThrow(
      "contains files that this command did not write",
    );
    expect(readdirSync(precious)).toEqual(["thesis.txt"]);
  });

  it("takes away what a killed build left behind, and nothing of one that runs", async () => {
    const [dead, alive, own] = [
      join(folder, ".swept.fore-edge-new-999999999"),
      join(folder, `.swept.fore-edge-new-${process.ppid}`),
      join(folder, "swept.old-2024"),
    ];
    for (const left of [dead, alive, own]) write(left, { "manifest.json": "[" });
    await build(content("sweep", posts(1)), { out: join(folder, "swept") });
    expect([dead, alive, own].map((left) => existsSync(left))).toEqual([false, true, true]);
  });

  it("writes few blobs for a new post, whatever the number of posts", async () => {
    const before = await build(content("grow", posts(28)));
    const after = await build(
      content("grow", { "posts/new.md": post("New", "2025-01-01", { tags: "[a, b, c]", author: "Nils" }) }),
    );
    const written = [...after.blobs.sizes.keys()].filter((key) => !before.blobs.sizes.has(key));
    expect(written.length).toBeLessThanOrEqual(47);
  });

  it("writes two blobs for an edit of an older post's text", async () => {
    const before = await build(
      content("edit", { ...posts(28), "site.yaml": "feedItems: 5\ncards: false\nurl: https://blog.example\n" }),
    );
    const after = await build(
      content("edit", { "posts/post-3.md": post("Post 3", "2024-01-04", { description: "Old" }, "Other words.") }),
    );
    content("edit", { "posts/post-3.md": post("Post 3", "2024-01-04", { description: "Old" }, "Yet other words.") });
    const again = await build(join(folder, "edit"));
    const written = [...again.blobs.sizes.keys()].filter(
      (key) => !after.blobs.sizes.has(key) && !before.blobs.sizes.has(key),
    );
    expect(written).toHaveLength(2);
  });
});

describe("what is carried over from the previous release", () => {
  const replacedAt = now + 1000;
  const previousOf = async (root: string) => ({ release: new Release((await build(root)).release.buffer), replacedAt });
  const routeOf = async (root: string, path: string, previous: Awaited<ReturnType<typeof previousOf>>) => {
    const { release } = await build(root, { previous, now: replacedAt });
    return new Release(release.buffer).route(path, replacedAt).target;
  };

  it("keeps the Last-Modified of what has not changed, and dates an edit by its publication", async () => {
    const root = content("memory", { ...posts(3), "pages/about.md": "---\ntitle: About\n---\nMe\n" });
    const previous = await previousOf(root);
    content("memory", { "posts/post-0.md": post("Post 0", "2024-01-01", {}, "Edited.") });
    const [kept, edited] = [
      await routeOf(root, "/posts/post-1/", previous),
      await routeOf(root, "/posts/post-0/", previous),
    ];
    expect(kept).toEqual(previous.release.route("/posts/post-1/", replacedAt).target);
    expect(edited).toMatchObject({ modified: replacedAt });
  });

  it("answers 410 for a path that was live and has no successor", async () => {
    const previous = await previousOf(content("removed", posts(3)));
    const root = content("kept", posts(2));
    expect(await routeOf(root, "/posts/post-2/", previous)).toEqual({ kind: "gone" });
    expect(await routeOf(root, "/posts/never/", previous)).toBeUndefined();
  });

  it("answers 410 for a post that was live and is postponed", async () => {
    const previous = await previousOf(content("before", posts(3)));
    const root = content("put-off", { ...posts(2), "posts/post-2.md": post("Post 2", "2099-01-01") });
    for (const path of ["/posts/post-2/", "/posts/post-2.md"])
      expect(await routeOf(root, path, previous)).toEqual({ kind: "gone" });
    const { release } = await build(root, { previous, now: replacedAt });
    const then = Date.UTC(2099, 0, 1) / 1000;
    expect(new Release(release.buffer).route("/posts/post-2/", then).target).toMatchObject({ kind: "post" });
  });

  it("keeps the feed id of a post that moved", async () => {
    const before = await build(content("moving", { "posts/old-name.md": post("Moved", "2024-01-01") }), {
      out: join(folder, "moving-out"),
    });
    const previous = { release: new Release(before.release.buffer), replacedAt };
    const moved = content("moved", {
      "posts/new-name.md": post("Moved", "2024-01-01", { aliases: "[/posts/older/, /posts/old-name/]" }),
    });
    await build(moved, { previous, now: replacedAt, out: join(folder, "moved-out") });
    expect(feedIds("moved-out")).toEqual(feedIds("moving-out"));
  });

  const feedIds = (out: string): string[] => {
    const pairs = JSON.parse(readFileSync(join(folder, out, "manifest.json"), "utf8")) as { value: string }[];
    return [...new Set(pairs.flatMap(({ value }) => value.match(/urn:uuid:[0-9a-f-]+/g) ?? []))];
  };
});
