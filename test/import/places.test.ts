import { describe, expect, it } from "vitest";
import { readJekyll } from "../../scripts/import/jekyll/jekyll.ts";
import { move, page } from "./old-site.ts";

describe("texts of one name", () => {
  it("in several languages get the language as ending, but for the main one", () => {
    const { files, notes } = move(readJekyll, {
      "_config.yml": "title: Weir\n",
      ...Object.fromEntries(
        ["bg", "en", "ja"].map((lang) => [`${lang}/news/_posts/2020-01-02-hello.md`, page({ title: "Hello", lang })]),
      ),
      "en/news/_posts/2020-01-03-more.md": page({ title: "More", lang: "en" }),
    });
    expect(files.filter((file) => file.startsWith("posts/"))).toEqual([
      "posts/2020-01-02-hello-bg.md",
      "posts/2020-01-02-hello-ja.md",
      "posts/2020-01-02-hello.md",
      "posts/2020-01-03-more.md",
    ]);
    expect(notes.filter((note) => note.includes("slug"))).toEqual([]);
  });
});
