import { describe, expect, it } from "vitest";
import { lexicalHtml } from "../../../scripts/import/ghost/lexical.ts";
import { mobiledocHtml } from "../../../scripts/import/ghost/mobiledoc.ts";
import { htmlToMarkdown } from "../../../scripts/import/html/html-to-markdown.ts";

describe("a text of Ghost's editors", () => {
  const card = ["markdown", { markdown: "A *card*\n" }];
  const paragraph = [1, "p", [[0, [], 0, "Text"]]];

  it("keeps its Markdown cards, even among others", () => {
    const doc = { version: "0.3.1", markups: [], atoms: [], cards: [card], sections: [paragraph, [10, 0]] };
    expect(mobiledocHtml(JSON.stringify(doc))).toBe("<p>Text</p>\n<p>A <em>card</em></p>\n");
  });

  it("keeps the number a list starts with", () => {
    const item = { type: "listitem", children: [{ type: "text", text: "three", format: 0 }] };
    const list = { type: "list", listType: "number", start: 3, children: [item] };
    const source = JSON.stringify({ root: { children: [list] } });
    expect(lexicalHtml(source)).toBe('<ol start="3"><li>three</li></ol>');
    expect(htmlToMarkdown(lexicalHtml(source))).toContain("3. three");
  });
});
