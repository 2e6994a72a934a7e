import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../scripts/markdown/markdown.ts";
import type { Piece } from "../../scripts/markdown/slots.ts";

const body = readFileSync(new URL("../fixtures/markdown/positions.md", import.meta.url), "utf8");

const url = (piece: Piece): string => (typeof piece === "string" ? "" : piece.kind === "link" ? piece.href : piece.src);

/** Where the last `needle` of the body stands, as `line:column`. */
function placeOf(needle: string): string {
  const at = body.lastIndexOf(needle);
  const before = body.slice(0, at).split("\n");
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

describe("the position of a link or picture", () => {
  const slots = renderMarkdown(body, { lang: "en", smartQuotes: true }).pieces.flatMap((piece) => {
    const number = /^to-(\d+)$/.exec(url(piece))?.[1];
    return typeof piece === "string" || number === undefined ? [] : [{ number, at: `${piece.line}:${piece.column}` }];
  });

  it("is known for each one in the fixture", () => {
    expect(slots.map(({ number }) => Number(number)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 28 }, (_, index) => index + 1),
    );
  });

  it.each(slots.filter(({ number }) => !["2", "7", "25", "26", "27", "28"].includes(number)))(
    "is where its bracket opens: $number",
    ({ number, at }) => {
      expect(at).toBe(placeOf(`[${number}]`));
    },
  );

  it("is where the exclamation mark of a picture stands, also inside of a link", () => {
    expect(slots.find(({ number }) => number === "2")?.at).toBe(placeOf("![2]"));
    expect(slots.find(({ number }) => number === "27")?.at).toBe(placeOf("![27]"));
    expect(slots.find(({ number }) => number === "28")?.at).toBe(placeOf("[![27]"));
  });

  it("is where the value of an attribute stands in raw HTML, and where the tag of an <img> does", () => {
    expect(slots.find(({ number }) => number === "7")?.at).toBe(placeOf('"to-7"'));
    expect(slots.find(({ number }) => number === "25")?.at).toBe(placeOf('"to-25"'));
    expect(slots.find(({ number }) => number === "26")?.at).toBe(placeOf("<img"));
  });

  it("comes with the place of the URL itself where the body has it there", () => {
    const { pieces } = renderMarkdown(body, { lang: "en", smartQuotes: true });
    const slots = pieces.filter((piece) => typeof piece !== "string");
    for (const { written } of slots.filter((slot) => slot.written))
      expect(body.slice(written?.start)).toMatch(new RegExp(`^${written?.url}[")]`));
    expect(slots.filter((slot) => !slot.written).map(url)).toEqual(["to-3"]);
  });

  it("comes with the place of each URL of several in an attribute, however it is spelled", () => {
    const html = '<source srcset="a?b&amp;c 1x, 1x 2x">';
    const { pieces } = renderMarkdown(html, { lang: "en", smartQuotes: true });
    expect(pieces.flatMap((piece) => (typeof piece === "string" ? [] : [piece.written]))).toEqual([
      { url: "a?b&amp;c", start: html.indexOf("a?b") },
      { url: "1x", start: html.indexOf("1x 2x") },
    ]);
  });

  it("is the one after a text of several lines that has the same line", () => {
    const body = "> *a*\n> *b* [x](/1)\n>\n> *b* [x](/2)\n\n- `c`\n  `d`\n  `e` <b>f\n\n  `e` [x](/3)\n";
    const { pieces } = renderMarkdown(body, { lang: "en", smartQuotes: true });
    const places = pieces.flatMap((piece) =>
      typeof piece === "string" ? [] : [[url(piece), piece.line, piece.column]],
    );
    expect(places).toEqual([
      ["/1", 2, 7],
      ["/2", 4, 7],
      ["/3", 10, 7],
    ]);
    const said = renderMarkdown("> *a*\n> *b* ==x==\n>\n> *b* ==x==", { lang: "en", smartQuotes: true }).problems;
    expect(said.map(({ line, column }) => [line, column])).toEqual([
      [2, 7],
      [4, 7],
    ]);
  });

  it("counts lines alike whether they end in LF, CRLF or CR", () => {
    const rendered = ["\n", "\r\n", "\r"].map((end) =>
      JSON.stringify(renderMarkdown(body.replaceAll("\n", end), { lang: "en", smartQuotes: false })),
    );
    expect(new Set(rendered).size).toBe(1);
  });
});
