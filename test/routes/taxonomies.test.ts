import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { post, temporaryFolder } from "../folder.ts";
import { compile } from "../compiled-site.ts";

const folder = temporaryFolder();
let sites = 0;
const site = (settings: string, files: Readonly<Record<string, string>> = {}, now?: number) =>
  compile(
    join(folder, `site-${++sites}`),
    {
      "site.yaml": `url: https://blog.example\ncards: false\npostsPerPage: 1\n${settings}`,
      "posts/a.md": post("A", "2024-01-01", { categories: "[Food, Far Away]", tags: "x" }),
      "posts/b.md": post("B", "2024-02-01", { categories: "food" }),
      "posts/c.md": post("C", "2024-03-01"),
      ...files,
    },
    now === undefined ? {} : { now },
  );

describe("a taxonomy that site.yaml declares", () => {
  it("has lists with numbered pages, an index and feeds", async () => {
    const { model, text, target } = await site("taxonomies: { categories: { title: Kinds } }");
    expect(model("/categories/food/")).toMatchObject({
      of: "term",
      taxonomy: "categories",
      title: "Food",
      posts: [{ title: "B" }],
      older: "/categories/food/page/1/",
    });
    expect(model("/categories/")).toMatchObject({
      taxonomy: "categories",
      tags: [
        { title: "Far Away", path: "/categories/far-away/", count: 1 },
        { title: "Food", path: "/categories/food/", count: 2 },
      ],
    });
    expect(text("/categories/food/rss.xml")).toContain("<title>Food · A blog at the edge</title>");
    expect(target("/categories/food/feed.json")).toMatchObject({ kind: "jsonfeed" });
    expect(target("/categories/food/atom.xml")).toMatchObject({ kind: "atom" });
  });

  it("is named by posts, their Markdown, feeds, the page about feeds, the sitemap, llms.txt and the navigation", async () => {
    const { model, text, release } = await site("taxonomies: { categories: { title: Kinds } }");
    const food = { title: "Food", path: "/categories/food/" };
    expect(model("/posts/a/")["terms"]).toEqual([
      { taxonomy: "categories", terms: [food, { title: "Far Away", path: "/categories/far-away/" }] },
    ]);
    expect(model("/posts/c/")).not.toHaveProperty("terms");
    expect(text("/posts/a.md")).toContain('tags: ["x"]\ncategories: ["Food", "Far Away"]\n');
    expect(text("/rss.xml")).toContain("<category>x</category>\n<category>Food</category>");
    expect(model("/feeds/")["terms"]).toMatchObject([{ taxonomy: "categories", terms: [{}, food] }]);
    expect(text("/sitemap-pages.xml")).toContain("https://blog.example/categories/<");
    expect(text("/sitemap-lists.xml")).toContain("https://blog.example/categories/far-away/<");
    expect(text("/llms.txt")).toContain("[Kinds](https://blog.example/categories/)");
    expect(release.header.site.nav).toContainEqual({ title: "Kinds", path: "/categories/" });
  });

  it("has neither feeds nor an index when it says so", async () => {
    const { target, model, text } = await site("taxonomies: { categories: { feeds: false, index: false } }");
    expect(model("/categories/food/")).toMatchObject({ title: "Food" });
    expect(["/categories/", "/categories/food/rss.xml"].map((path) => target(path))).toEqual([undefined, undefined]);
    expect(model("/feeds/")).not.toHaveProperty("terms");
    expect(text("/llms.txt")).not.toContain("/categories/");
  });

  it("has a list for as long as a post is in it", async () => {
    const moment = (day: string): number => Date.parse(day) / 1000;
    const late = post("Late", "2026-02-01", { categories: "Late", expires: "2026-03-01" });
    const { target } = await site("taxonomies: { categories: }", { "posts/late.md": late }, moment("2026-01-01"));
    const found = ["2026-01-01", "2026-02-01", "2026-03-01"].map(
      (day) => target("/categories/late/rss.xml", moment(day))?.kind,
    );
    expect(found).toEqual([undefined, "rss", undefined]);
  });
});

describe("a site without taxonomies of its own", () => {
  it("has models without a word of them", async () => {
    const { model } = await site("");
    expect(model("/tags/")).not.toHaveProperty("taxonomy");
    expect(model("/tags/x/")).not.toHaveProperty("taxonomy");
    expect(model("/feeds/")).not.toHaveProperty("terms");
    expect(model("/posts/a/")).not.toHaveProperty("terms");
  });
});
