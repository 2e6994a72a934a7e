import { describe, expect, it } from "vitest";
import { articleReader } from "../../scripts/read/read-article.ts";
import type { ArticleSettings } from "../../scripts/read/article-settings.ts";

const settings: Omit<ArticleSettings, "taxonomies"> = {
  url: "https://blog.example",
  language: "en",
  words: {},
  timezone: "UTC",
  smartQuotes: false,
};

const warningsOf = (field: string, taxonomies: ArticleSettings["taxonomies"] = []): string[] =>
  articleReader({ ...settings, taxonomies })(
    "posts/a.md",
    `---\ntitle: A\ndate: 2024-01-01\n${field}: b\n---\nA.\n`,
  ).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe("a field that is not known here", () => {
  it.each([
    ["titel", "title"],
    ["catgories", "tags"],
    ["keyword", "tags"],
    ["lastMod", "updated"],
    ["redirect_form", "aliases"],
  ])("may be a misspelt one of ours or of another system: %s", (field, meant) => {
    expect(warningsOf(field)).toEqual([`4:1 ${field} is not a field that is known here, did you mean ${meant}?`]);
  });

  it("may be one of a taxonomy of the site's own", () => {
    const categories = { name: "categories", title: "Categories", field: "categories", feeds: true, index: true };
    expect(warningsOf("catgories", [categories])).toEqual([
      "4:1 catgories is not a field that is known here, did you mean categories?",
    ]);
  });

  it("has no suggestion where none is near", () => {
    expect(warningsOf("weather")).toEqual(["4:1 weather is not a field that is known here"]);
  });
});
