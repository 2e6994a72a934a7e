import { describe, expect, it } from "vitest";
import { collapsed } from "../../scripts/markdown/plaintext.ts";
import { renderMarkdown } from "../../scripts/markdown/markdown.ts";
import { fill } from "../fill.ts";

const read = (body: string, smartQuotes = false) => renderMarkdown(body, { lang: "en", smartQuotes });
const html = (body: string): string => fill(read(body).pieces).replaceAll("\n", "");

describe("a definition list", () => {
  it.each([
    ["T\n: a", "<dl><dt>T</dt><dd>a</dd></dl>"],
    ["T\n\n: a\n\n: b", "<dl><dt>T</dt><dd><p>a</p></dd><dd><p>b</p></dd></dl>"],
    ["T\n: a\n\nU\n: b\n\nc", "<dl><dt>T</dt><dd>a</dd><dt>U</dt><dd>b</dd></dl><p>c</p>"],
    ["T\nU\n: a", "<dl><dt>T</dt><dt>U</dt><dd>a</dd></dl>"],
    ["T\n:   a\n\n    ![b](c.png)", '<dl><dt>T</dt><dd><p>a</p><p><img src="c.png" alt="b"></p></dd></dl>'],
    ["T\n:\ta\n\n\tb", "<dl><dt>T</dt><dd><p>a</p><p>b</p></dd></dl>"],
    ["T\n : a\n : b", "<dl><dt>T</dt><dd>a</dd><dd>b</dd></dl>"],
    ["T\n: a\nb", "<dl><dt>T</dt><dd>ab</dd></dl>"],
    ["T\n: a\n# U", "<dl><dt>T</dt><dd>a</dd></dl><h1"],
    ["T\n: a\n  - b", "<dl><dt>T</dt><dd>a<ul><li>b</li></ul></dd></dl>"],
    ["<kbd>T</kbd>\n: a", "<dl><dt><kbd>T</kbd></dt><dd>a</dd></dl>"],
    ["T\n: <div>a\n\nb", "<dl><dt>T</dt><dd><div>a</div></dd></dl><p>b</p>"],
  ])("is read from %j", (body, expected) => expect(html(body)).toContain(expected));

  it.each([
    "# T\n: a",
    "- T\n\n: a",
    "> T\n\n: a",
    "    T\n: a",
    "```\nT\n: a\n```",
    "T\n===\n: a",
    "<div>\nT\n: a\n</div>",
    "| T |\n| - |\n: a",
    ": a",
    "T\n:a",
    "T\n::: a",
    "T\n:",
    "[T]: u\n: a",
    "T: a",
  ])("is not read from %j", (body) => expect(html(body)).not.toContain("<dl>"));

  it("is part of the text, of its beginning where there are no paragraphs, and of its quotes", () => {
    const { text, beginning } = read('"T"\n: it\'s a\n\n"U"\n: b\n', true);
    expect(collapsed(text)).toBe("“T” it’s a “U” b");
    expect(collapsed(beginning)).toBe("“T” it’s a “U” b");
    expect(collapsed(read("T\n: a\n\nP.\n").beginning)).toBe("P.");
  });

  it("knows where the links in it stand, and what is wrong in it", () => {
    const { pieces, problems } = read("x\n\n[T](t.md)\n:   a\n\n    b [c](d.md) ![](e.png)\n");
    const slots = pieces.filter((piece) => typeof piece !== "string");
    expect(slots.map(({ line, column, written }) => [line, column, written?.url])).toEqual([
      [3, 1, "t.md"],
      [6, 7, "d.md"],
      [6, 17, "e.png"],
    ]);
    expect(problems.map(({ line, column }) => [line, column])).toEqual([[6, 17]]);
  });

  it("contains headings and footnotes like any block", () => {
    const { headings, anchors, problems } = read("T[^1]\n:   ## H\n\n    a\n\n[^1]: n\n");
    expect(headings.map(({ id }) => id)).toEqual(["h"]);
    expect(anchors).toContain("fnref:1");
    expect(problems).toEqual([]);
  });

  it.each(["T\n: a\n\n", "T\n: a\n: ", "a\n===\n", "[a]: b\n", "<b>\n"])("is quick for many: %j", (text) => {
    const start = process.cpuUsage();
    html(`${text.repeat(10_000)}: x`);
    const { user } = process.cpuUsage(start);
    expect(user).toBeLessThan(8_000_000);
  });
});
