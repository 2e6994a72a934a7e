import { describe, expect, it } from "vitest";
import { keepLineBreaks } from "../../../scripts/import/dialect/line-breaks.ts";
import { splitMetaLines } from "../../../scripts/import/dialect/meta-lines.ts";
import { scriptConfig } from "../../../scripts/import/dialect/script-config.ts";
import { titleFromText } from "../../../scripts/import/dialect/title-from-text.ts";
import { titleHeading } from "../../../scripts/import/dialect/title-heading.ts";

describe("line breaks that a system shows", () => {
  it("are written out in paragraphs alone", () => {
    const body = "A\nB  \nC\n\n- a\n- b\n\n```\n1\n2\n```\n\n| a |\n| - |\n| b |\n";
    expect(keepLineBreaks(body)).toBe(body.replace("A\nB", "A  \nB"));
  });

  it("don't break a tag of HTML in a paragraph", () => {
    expect(keepLineBreaks('A <img\nsrc="/a.png"> B\n')).toBe('A <img  \nsrc="/a.png"> B\n');
  });
});

describe("lines of metadata", () => {
  it("are names and values as they are, colons and all", () => {
    const { data, body } = splitMetaLines("Title: One: two\nMy-Tags: a, b\nSummary: It is\n    long.\n\nText: none.\n");
    expect(data).toEqual({ title: "One: two", my_tags: "a, b", summary: "It is long." });
    expect(body).toBe("Text: none.\n");
  });

  it("may stand between hyphens", () => {
    const { data, body } = splitMetaLines("---\ntitle: A: b\n---\n\nText\n");
    expect([data, body]).toEqual([{ title: "A: b" }, "\nText\n"]);
  });

  it("are not found in a text that has none", () => {
    expect(splitMetaLines("Just text.\n")).toMatchObject({ data: {}, body: "Just text.\n", found: false });
  });
});

describe("a configuration that is a program", () => {
  const config = scriptConfig(`
    // title: "never"
    export default { "title": 'It\\'s', blog: { path: "news", deep: { x: true } }, locales: ["en", 'fr'],
      skip: production ? ["a/**"] : [], plugins: [["plugin-blog", { path: "team" }]], url: "https://a.example" };`);

  it("gives its literals by their path", () => {
    expect(config.text("title")).toBe("It's");
    expect(config.text("blog", "path")).toBe("news");
    expect(config.word("blog", "deep", "x")).toBe("true");
    expect(config.list("locales")).toEqual(["en", "fr"]);
    expect(config.text("url")).toBe("https://a.example");
  });

  it("gives the first of a choice, and the objects that a name stands for", () => {
    expect(config.list("skip")).toEqual(["a/**"]);
    expect(config.after(/plugin-blog"/g).map((each) => each.text("path"))).toEqual(["team"]);
  });

  it("gives nothing for what is not there", () => {
    expect([config.text("blog", "title"), config.word("none"), config.list("title")]).toEqual([
      undefined,
      undefined,
      [],
    ]);
  });
});

describe("a title", () => {
  it.each([
    ["# The *otter* {#otter}\n\nA", "The otter", "\nA"],
    ["\nThe otter\n===\nA", "The otter", "\nA"],
    ["import A from 'a';\n\n# [The](/x) otter #\nA", "The otter", "import A from 'a';\n\nA"],
  ])("may be the heading that a text begins with: %j", (body, title, rest) => {
    expect(titleHeading(body)).toEqual({ title, rest });
  });

  it("is not a heading after a text, or one of a lower level", () => {
    expect([titleHeading("A\n\n# B"), titleHeading("## A"), titleHeading("#tag")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ["**It** rains, [again](/x).  And again.", "It rains, again."],
    ["word ".repeat(20), `${"word ".repeat(11)}word…`],
    ["![](/a.png)", "Untitled"],
  ])("is made of the first words of %j", (body, title) => {
    expect(titleFromText(body)).toBe(title);
  });
});
