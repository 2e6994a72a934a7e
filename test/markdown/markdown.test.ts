import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../scripts/markdown/markdown.ts";
import { collapsed } from "../../scripts/markdown/plaintext.ts";
import { fill } from "../fill.ts";

const folder = new URL("../fixtures/markdown/", import.meta.url);
const fixtures = readdirSync(folder).filter((name) => name.endsWith(".md"));

describe("each Markdown fixture", () => {
  // `smart.de.md` is German with typographic quotes.
  it.each(fixtures)("renders %s as the HTML beside it", async (name) => {
    const lang = /^smart\.(\w+)\.md$/.exec(name)?.[1];
    const body = readFileSync(new URL(name, folder), "utf8");
    const { pieces } = renderMarkdown(body, { lang: lang ?? "en", smartQuotes: lang !== undefined });
    await expect(fill(pieces)).toMatchFileSnapshot(new URL(name.replace(/md$/, "html"), folder).pathname);
  });
});

const render = (body: string) => renderMarkdown(body, { lang: "en", smartQuotes: false });

describe("a character that no HTML document may contain", () => {
  it("is left out of pages, wherever it stands", () => {
    const body = "a\u0001b\u{1fffe} `c\u0008` [d](e \"f\u001b\")\n\n```js\ng\ufffe\n```\n\n<b title='h\u007f'>i</b>\n";
    expect(fill(render(body).pieces)).not.toMatch(/[^\P{Cc}\t\n\f\r]|\p{Noncharacter_Code_Point}/u);
  });
});

describe("a footnote that is left out", () => {
  it("adds no anchor, heading or way back", () => {
    const leftOut = '[^x]: d[^b] e[^y]\n\n    ## Deep\n\n    <i id="q">f</i>\n\n[^y]: g\n';
    const shown = "## Shown\n\na[^b]\n\n[^b]: c\n\n";
    const [noted, bare] = [render(shown + leftOut), render(shown)];
    expect(noted.problems.map(({ message }) => message.split(",")[0])).toEqual([
      'footnote "x" has no reference',
      'footnote "y" has no reference',
    ]);
    expect([noted.anchors, noted.headings]).toEqual([bare.anchors, bare.headings]);
    expect(fill(noted.pieces)).toBe(fill(bare.pieces));
  });
});

describe("the headings of a body", () => {
  it("have depth, id and plain text, in their order", () => {
    expect(render("# A *b* `c` &amp; [d](e)\n\nText\n\n### ![alt](f.png) g\n\n> ## Quoted\n").headings).toEqual([
      { depth: 1, id: "a-b-c--d", text: "A b c & d", line: 1, column: 1 },
      { depth: 3, id: "alt-g", text: "alt g", line: 5, column: 1 },
      { depth: 2, id: "quoted", text: "Quoted", line: 7, column: 3 },
    ]);
  });

  it("keep their ids when quotes become typographic", () => {
    const body = '## "It\'s" -- a test...';
    const smart = renderMarkdown(body, { lang: "en", smartQuotes: true }).headings;
    expect(smart).toEqual([{ ...render(body).headings[0], text: "“It’s” – a test…" }]);
  });
});

describe("the anchors of a body", () => {
  it("are its headings, its footnotes, and what its HTML names, but not what its code shows", () => {
    const body = "# A\n\n<p id=b><a name='c'></a></p>\n\n`id=\"d\"` [^e]\n\n[^e]: Note\n";
    expect(render(body).anchors.toSorted()).toEqual(["a", "b", "c", "fn:1", "fn:title", "fnref:1"]);
  });

  it("are values of attributes as HTML reads them, not what only looks like them", () => {
    const body = '<!-- <a id="d"></a> -->\n\n<p id="a&amp;b" title=" id=\'c\'">text id="e"</p>\n\n# c\n';
    expect(render(body).anchors.toSorted()).toEqual(["a&b", "c"]);
  });
});

describe("the text of a body", () => {
  it("is what a reader sees, without markup", () => {
    const body = `# Title\n\nA *b*c [d](e) ![f](g)&nbsp;&amp; <b>h</b>i  \nj $k^2$\n\n- l\n- [x] m\n\n|n|o|\n|-|-|\n|p|q|\n`;
    expect(collapsed(render(body).text)).toBe("Title A bc d f & hi j k^2 l m n o p q");
  });

  it("has the text of code, raw HTML and footnotes, but no tags, scripts or comments", () => {
    const body =
      "```js\nlet  a;\n```\n\n<div title='no'>b<br>c<script>d</script><!-- e --></div>\n\nf[^1]\n\n[^1]: g\n";
    expect(collapsed(render(body).text)).toBe("let a; b c f g");
  });
});

describe("a problem", () => {
  it.each([
    [
      'text\n\n> ![](x.png "t")',
      '3:3 picture "x.png" has no alt text, write ![what it shows](x.png), or <img src="x.png" alt=""> for mere decoration',
    ],
    [
      "<p>\n  <img src=x.png>\n</p>",
      '2:3 picture "x.png" has no alt text, write alt="what it shows", or alt="" for mere decoration',
    ],
    [
      "a $b$ and $\\frac{c$",
      "1:11 formula can't be read (Unexpected end of input in a macro argument, expected '}'), it is shown as it is written",
    ],
    [
      "```math\n\\nothing\n```",
      "1:1 formula can't be read (Unsupported function name: \\nothing), it is shown as it is written",
    ],
    ["a\n\n[^b]: c", '3:1 footnote "b" has no reference, write [^b] where it belongs; it is left out'],
    ["a[^b]\n\n[^b]: c\n[^b]: d", '4:1 footnote "b" is defined twice, give this one another name; it is left out'],
    ["a\n\n##\n", "3:1 heading is empty, give it a text or remove it"],
  ])("reports %j with its position and a cure", (body, problem) => {
    const { problems } = render(body);
    expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([problem]);
    expect(problems.every(({ severity }) => severity === "warning")).toBe(true);
  });

  it("is not made of a picture that means to have no text", () => {
    expect(render('<img src="x.png" alt="">').problems).toEqual([]);
  });
});

describe("the URL of a picture in HTML that goes on in the next line", () => {
  it("is read without the break, as browsers do", () => {
    expect(fill(render(`<img src="/a\n/b.svg" alt="">`).pieces)).toBe(`<p><img src="/a/b.svg" alt=""></p>\n`);
  });
});

describe("a slot", () => {
  it("contains a link's URL unescaped and percent-encoded, whatever its scheme", () => {
    const hrefs = render(
      "[a](b&amp;c.md) [d](<e f.md>) [g](javascript:h) <https://i.example/ä?j&k> [l](http://[::1]:8787/)",
    ).pieces.flatMap((piece) => (typeof piece !== "string" && piece.kind === "link" ? [piece.href] : []));
    expect(hrefs).toEqual(["b&c.md", "e%20f.md", "javascript:h", "https://i.example/%C3%A4?j&k", "http://[::1]:8787/"]);
  });

  it("knows where its URL is written, which is not in the label or the title", () => {
    const [, slot] = render('> [a.md]( <a.md> "](a.md)")\n').pieces;
    expect(slot).toMatchObject({ href: "a.md", written: { url: "a.md", start: 11 } });
  });

  it.each([
    ["a link after a picture of the same text and file", "![a](b.md) or\n[a](b.md)\n", 1],
    ["an address after a link whose text it is", "[https://a.org](b.md) or\nhttps://a.org\n", 1],
    ["an address after a text that contains it without being one", "awww.a.org or\nwww.a.org\n", 0],
  ])("knows where %s stands", (_, body, index) => {
    const slots = render(body).pieces.filter((piece) => typeof piece !== "string");
    expect(slots[index]).toMatchObject({ line: 2, column: 1 });
  });

  it("contains all that an author's <img> says", () => {
    expect(render(`x <img SRC='a b.png' alt="c &quot;d&quot;" title=e class="f" class="g" hidden>`).pieces).toEqual([
      "<p>x ",
      {
        kind: "picture",
        src: "a b.png",
        alt: 'c "d"',
        title: "e",
        line: 1,
        column: 3,
        written: { url: "a b.png", start: 12 },
        attributes: { class: "f", hidden: "" },
      },
      "</p>\n",
    ]);
  });
});

describe("the beginning of a text, as descriptions have it", () => {
  const beginning = (source: string): string =>
    renderMarkdown(source, { lang: "en", smartQuotes: false }).beginning.replace(/\s+/g, " ").trim();

  it("is that of its paragraphs, with formulas as people type them, where it has any", () => {
    expect(
      beginning(
        "# Title\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\nLet $x$ be.\n\nFirst *words*.\n\n```\ncode\n```\n\nMore.",
      ),
    ).toBe("Let x be. First words. More.");
    expect(beginning("- Let $x^2$ be")).toBe("Let x² be");
    expect(beginning("| a | b |\n| - | - |\n| 1 | 2 |\n\n- One\n- Two")).toBe("One Two");
  });

  it("leaves out what leads to a table, code or a formula, and formulas that no line can say", () => {
    const table = "\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n";
    expect(beginning(`As a table:${table}As a *sum*:\n\n$$\n1\n$$\n\nHere: Then $\\cancel{x}$.\n\nText.`)).toBe(
      "Text.",
    );
    expect(beginning("```\ncode\n```\n\n$$\n\\cancel{x}\n$$")).toBe("");
    expect(beginning("To do:\n\n- One")).toBe("To do:");
  });
});
