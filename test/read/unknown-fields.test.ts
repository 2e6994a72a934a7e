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

const problemsOf = (field: string, taxonomies: ArticleSettings["taxonomies"] = []): string[] =>
  articleReader({ ...settings, taxonomies })(
    "posts/a.md",
    `---\ntitle: A\ndate: 2024-01-01\n${field}\n---\nA.\n`,
  ).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe("a field that is not known here", () => {
  it.each([
    ["titel", "title"],
    ["catgories", "tags"],
    ["keyword", "tags"],
    ["lastMod", "updated"],
    ["redirect_form", "aliases"],
  ])("may be a misspelt one of ours or of another system: %s", (field, meant) => {
    expect(problemsOf(`${field}: b`)).toEqual([
      `4:1 ${field} is not a field that is known here, did you mean ${meant}?`,
    ]);
  });

  it("may be one of a taxonomy of the site's own", () => {
    const categories = { name: "categories", title: "Categories", field: "categories", feeds: true, index: true };
    expect(problemsOf("catgories: b", [categories])).toEqual([
      "4:1 catgories is not a field that is known here, did you mean categories?",
    ]);
  });

  it("has no suggestion where none is near", () => {
    expect(problemsOf("weather: b")).toEqual(["4:1 weather is not a field that is known here"]);
  });

  it.each([
    ["published: false", "published is false"],
    ["publish: no", 'publish is "no"'],
    ["private: true", "private is true"],
    ["hidden: yes", 'hidden is "yes"'],
    ["status: Draft", 'status is "Draft"'],
    ["visibility: private", 'visibility is "private"'],
  ])("is an error where it keeps a text from readers elsewhere: %s", (field, found) => {
    const column = field.indexOf(":") + 3;
    expect(problemsOf(field)).toEqual([
      `4:${column} ${found}, expected draft: true in its place, since nothing else keeps a text from readers here`,
    ]);
    expect(problemsOf(`${field}\ndraft: true`)).toEqual([expect.stringContaining("not a field that is known here")]);
  });

  it.each(["published: true", "published: 2024-01-01", "status: publish", "hidden: false"])(
    "is a warning where it does not: %s",
    (field) => {
      expect(problemsOf(field)).toEqual([expect.stringContaining("not a field that is known here")]);
    },
  );

  it("may be the site's own, whatever it says elsewhere", () => {
    const own = { name: "status", title: "Status", field: "status", feeds: true, index: true };
    expect(problemsOf("status: draft", [own])).toEqual([]);
  });
});
