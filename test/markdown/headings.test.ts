import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../scripts/markdown/markdown.ts";

const read = (body: string) => {
  const { headings, anchors, problems, text } = renderMarkdown(body, { lang: "en", smartQuotes: true });
  const warnings = problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  return { ids: headings.map(({ id }) => id), texts: headings.map((each) => each.text), anchors, warnings, text };
};

describe("the id that an author gives a heading", () => {
  it("is its id and anchor, and stands in no text", () => {
    const { ids, texts, anchors, text, warnings } = read('## "A" *b* {#chosen}\n\nSet {#below}\n---\n');
    expect([ids, anchors]).toEqual([
      ["chosen", "below"],
      ["chosen", "below"],
    ]);
    expect(texts).toEqual(["“A” b", "Set"]);
    expect(text).not.toContain("{");
    expect(warnings).toEqual([]);
  });

  it("is not taken from it by the words of a heading before it", () => {
    expect(read("## First\n\n## Second {#first}\n")).toMatchObject({ ids: ["first-1", "first"], warnings: [] });
  });

  it.each([
    ["## A {#x}\n\n## B {#x}", ["x", "x-1"], "3:1"],
    ['<p id="x"></p>\n\n## A {#x}', ["x-1"], "3:1"],
  ])("is changed where it is taken, with a warning: %j", (body, ids, place) => {
    const { ids: found, warnings } = read(body);
    expect(found).toEqual(ids);
    expect(warnings).toEqual([
      `${place} id "x" is taken in this text, so this heading has "x-1"; give it one of its own`,
    ]);
  });

  it("can have no spaces, so that such text stays, with a warning", () => {
    const { texts, warnings } = read("## A {#my id}");
    expect(texts).toEqual(["A {#my id}"]);
    expect(warnings).toEqual(['1:1 "{#my id}" is shown as text, since no id has spaces; write {#my-id}']);
  });

  it.each(["## A \\{#x}", "## A `{#x}`", "## {#x}", "## The set {x=1}", "## A {x}", "A {#x}"])(
    "is not meant by %j",
    (body) => {
      const { warnings, text } = read(body);
      expect(text).toContain("x");
      expect(text).toContain("{");
      expect(warnings).toEqual([]);
    },
  );
});
