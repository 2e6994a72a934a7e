import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../scripts/markdown/markdown.ts";
import { collapsed } from "../../scripts/markdown/plaintext.ts";
import { fill } from "../fill.ts";

const render = (body: string) => renderMarkdown(body, { lang: "en", smartQuotes: true });

// Fragments that meet each other's syntax, between any characters at all.
const fragment = fc.oneof(
  fc.constantFrom(..."\n \t>-*_`~[]()!#|:$\\<&\"'".split("")),
  fc.constantFrom(
    "\n\n",
    "\r\n",
    "```",
    "```ts {1}\n",
    "$$",
    "[^1]",
    "\n[^1]: ",
    "> [!NOTE]\n",
    "- [ ] ",
    "|-|\n",
    "---\n",
  ),
  fc.constantFrom(
    "<a href=x>",
    "<img src=",
    "<picture>",
    "</picture>",
    '<img srcset="a 1x, b',
    "<!--",
    "<pre>",
    "&amp;",
    "https://a.b",
  ),
  fc.constantFrom("[a](b)", "![](c)", '![d](e "f")', "[g]: h\n", "# i\n", "\u0000", "\ud800", "1. ", "    "),
  fc.string({ unit: "binary", maxLength: 5 }),
);
const text = fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join(""));

describe("any text", () => {
  it("renders, the same each time, with slots that survive JSON and stand inside of the body", () => {
    fc.assert(
      fc.property(text, (body) => {
        const rendered = render(body);
        expect(render(body)).toEqual(rendered);
        expect(JSON.parse(JSON.stringify(rendered))).toEqual(rendered);
        const lines = body
          .toWellFormed()
          .replaceAll("\u0000", "\ufffd")
          .split(/\r\n?|\n/);
        const slots = rendered.pieces.filter((piece) => typeof piece !== "string");
        for (const { line, column } of [...slots, ...rendered.problems]) {
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThan(0);
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
        }
        const written = slots.flatMap((slot) => (slot.written ? [slot.written] : []));
        const source = lines.join("\n");
        const found = written.map(({ start, url }) => source.slice(start, start + url.length));
        expect(found).toEqual(written.map(({ url }) => url));
        const html = fill(rendered.pieces);
        expect(html).not.toContain("\u0000");
        expect(html.isWellFormed()).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("gives each heading an id that no other element has", () => {
    const part = fc.constantFrom(
      "# a\n",
      "## *a*\n",
      "# a-1\n",
      "# !\n",
      "# section\n",
      '<p id="a">\n\n',
      "<b id=a-1>\n\n",
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const ids = render(parts.join("")).headings.map(({ id }) => id);
        const theirs = ["a", "a-1"].filter((id) => parts.some((html) => /^<\w id="?([^">]*)/.exec(html)?.[1] === id));
        expect(new Set([...ids, ...theirs]).size).toBe(ids.length + theirs.length);
      }),
    );
  });

  it.each([
    ["block quotes", ">".repeat(10_000)],
    ["block quotes with lazy lines", `${">".repeat(5_000)}a\n`.repeat(2)],
    ["lists", "- ".repeat(10_000)],
    ["brackets", `${"[".repeat(10_000)}a${"](b)".repeat(10_000)}`],
    ["pictures", `${"![".repeat(10_000)}a${"](b)".repeat(10_000)}`],
    ["emphasis", `${"*".repeat(10_000)}a${"*".repeat(10_000)}`],
    ["elements", "<div>".repeat(10_000)],
    ["TeX groups", `$$${"{".repeat(10_000)}${"}".repeat(10_000)}$$`],
    ["footnotes", `a[^1]\n\n${"[^1]: ".repeat(10_000)}`],
  ])("may nest %s ten thousand deep", (_, body) => {
    expect(fill(render(body).pieces)).not.toBe("");
  });

  it("may be one line of a million characters", () => {
    const { text } = render("word *word* $x$ `code` [link](a) ".repeat(30_000));
    expect(collapsed(text)).toHaveLength("word word x code link ".length * 30_000 - 1);
  });
});
