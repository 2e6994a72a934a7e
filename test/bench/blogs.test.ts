import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readBlogs, writeBlog } from "../../scripts/bench/blogs.ts";
import { nameOf, postOf } from "../../scripts/bench/posts.ts";
import { checkContent } from "../../scripts/check/check.ts";
import { temporaryFolder } from "../folder.ts";

const work = temporaryFolder();

describe("a blog that is measured", () => {
  it("is written as a number of posts and what they have besides", () => {
    const [plain, pictured] = readBlogs("100,300+cards+pictures");
    expect(plain).toEqual({ name: "100", posts: 100, extras: new Set() });
    expect(pictured).toEqual({ name: "300+cards+pictures", posts: 300, extras: new Set(["cards", "pictures"]) });
  });

  it.each(["0", "many", "100,"])("is refused where it is written %j, without a number of posts", (text) => {
    expect(() => readBlogs(text)).toThrow("Expected a whole number from 1.");
  });

  it("is refused where it has something unknown", () => {
    expect(() => readBlogs("100+photos")).toThrow('"photos" in "100+photos" is not one of cards, pictures, scheduled.');
  });

  it("has no mistakes, and all of its pictures in its posts", async () => {
    const [blog] = readBlogs("2+pictures");
    if (blog === undefined) throw new Error("no blog was read");
    const root = await writeBlog(blog, join(work, "blog"), work);
    const { site, found } = await checkContent(root, Date.UTC(2026, 0, 1) / 1000);
    expect(found).toEqual([]);
    const pictures = site.articles.flatMap(({ slots }) => slots.filter(({ kind }) => kind === "picture"));
    expect(pictures).toHaveLength(2);
    // The corpus is there for others.
    expect(readFileSync(join(work, "own-2/posts", nameOf(0)), "utf8")).toBe(postOf(0));
  });

  it.each([
    ["1", false],
    ["1+cards", true],
    ["1+pictures", true],
  ])("knows its address, and so has cards, only where it says so: %s", async (name, hasAddress) => {
    const [blog] = readBlogs(name);
    if (blog === undefined) throw new Error("no blog was read");
    const root = await writeBlog(blog, join(work, name), work);
    expect(existsSync(join(root, "site.yaml"))).toBe(hasAddress);
  });

  it("has photographs and screenshots as large as those of cameras and screens", async () => {
    const [photograph, screenshot] = ["photograph-0.jpg", "screenshot-1.png"].map((name) =>
      readFileSync(join(work, "pictures", name)),
    );
    const { width, height } = await sharp(photograph).metadata();
    expect(width * height).toBeGreaterThan(12e6);
    expect(photograph?.byteLength).toBeGreaterThan(2.5e6);
    expect(photograph?.byteLength).toBeLessThan(5e6);
    expect(screenshot?.byteLength).toBeGreaterThan(1e5);
  });

  it("has posts to come where it says so", async () => {
    const [blog] = readBlogs("3+scheduled");
    if (blog === undefined) throw new Error("no blog was read");
    const names = readdirSync(join(await writeBlog(blog, join(work, "coming"), work), "posts"));
    expect(names).toHaveLength(303);
    expect(readFileSync(join(work, "coming/posts", names.at(-1) ?? ""), "utf8")).toMatch(/^date: 2090-10-27$/m);
  });
});
