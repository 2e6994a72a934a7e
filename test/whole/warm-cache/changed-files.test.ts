import { describe, expect, it, vi } from "vitest";
import type { ArticleSettings } from "../../../scripts/read/article-settings.ts";
import { post, temporaryFolder } from "../../folder.ts";
import { type Built, files, siteWith, WarmBuilds } from "./warm-builds.ts";

// A field that has a row and nothing else, like any that is yet to come.
vi.mock("../../../scripts/read/article-fields.ts", async (original) => {
  const fields = await original<typeof import("../../../scripts/read/article-fields.ts")>();
  const { text } = await import("../../../scripts/read/fields.ts");
  const weather = { read: () => text, posts: true, shown: true } as const;
  return { ...fields, fieldRows: [...fields.fieldRows, ["weather", weather]] };
});
const { fieldRows } = await import("../../../scripts/read/article-fields.ts");

type Files = Readonly<Record<string, string>>;

/** Values of the fields that take none such as "Something". */
const valuesOfFields: Files = {
  date: "2024-03-02",
  updated: "2024-04-01",
  expires: "2026-04-01",
  draft: "true",
  slug: "something",
  image: "https://example.org/e.png",
  canonical: "https://example.org/d/",
  lang: "de",
};

/** Of `policy` come warnings alone. */
const settings: { readonly [Name in Exclude<keyof ArticleSettings, "policy">]-?: string } = {
  author: "Eve",
  language: "de",
  smartQuotes: "true",
  taxonomies: "{ seasons: { title: Seasons } }",
  timezone: "Asia/Tokyo",
  url: "https://elsewhere.example",
  words: "{ sectionLink: Link hierher }",
};

const builds = new WarmBuilds(temporaryFolder());

/** What a build makes of files on a cache that knows them as they were before, and again once it knows them. */
async function changed(before: Files, after: Files): Promise<Readonly<Record<"before" | "warm" | "again", Built>>> {
  return {
    before: await builds.warm(before),
    warm: await builds.warm({ ...before, ...after }),
    again: await builds.warm({ ...before, ...after }),
  };
}

const postWith = ({ title = "D", date = "2024-03-01", ...more }: Files): Files => ({
  "posts/d.md": post(title, date, more, "See [C](c.md)."),
});

describe("a build on a warm cache", () => {
  it.each(fieldRows.map(([name]) => name))("sees that a post has got another %s, and nothing else", async (name) => {
    const others = name === "imageAlt" ? { image: "https://example.org/d.png" } : {};
    const after = postWith({ ...others, [name]: valuesOfFields[name] ?? "Something" });
    const { before, warm, again } = await changed({ ...files, ...postWith(others) }, after);
    const cold = await builds.cold(after);
    expect(warm.release).not.toEqual(before.release);
    expect(warm).toEqual({ ...cold, made: warm.made });
    expect(again).toEqual({ ...cold, made: new Set() });
  });

  it("has a field of its row alone in the model, in the Markdown and in every feed of a post, and in no other page", async () => {
    const tagged = { tags: "ink" };
    const after = postWith({ ...tagged, weather: "a gentle rain" });
    const { before, warm } = await changed({ ...files, ...postWith(tagged) }, after);
    const paths = [...warm.keys].flatMap(([path, key]) => (before.keys.get(path) === key ? [] : [path]));
    const feeds = ["", "/tags/ink"].flatMap((list) => [`${list}/rss.xml`, `${list}/atom.xml`, `${list}/feed.json`]);
    expect(paths.sort()).toEqual(["/posts/d/", "/posts/d.md", ...feeds].sort());
    for (const path of paths) expect(warm.values.get(warm.keys.get(path) ?? "")).toContain("a gentle rain");
  });

  it.each(Object.entries(settings))("sees that articles are compiled with another %s", async (name, value) => {
    const after = { "site.yaml": siteWith({ [name]: value }) };
    const { before, warm, again } = await changed(files, after);
    const cold = await builds.cold(after);
    expect(warm.values).not.toEqual(before.values);
    expect(warm).toEqual({ ...cold, made: warm.made });
    expect(again).toEqual({ ...cold, made: new Set() });
  });
});
