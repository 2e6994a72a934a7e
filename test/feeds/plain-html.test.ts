import { Parser } from "htmlparser2";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeHtml } from "../../src/markup.ts";
import { readPlainHtml } from "../../scripts/feeds/plain-html.ts";
import { seed } from "../seed.ts";

type Event = readonly ["open", string, object] | readonly ["text", string] | readonly ["close"];

/** What is heard, texts that follow each other as one. */
class Heard {
  readonly events: Event[] = [];

  open(name: string, attributes: object): void {
    this.events.push(["open", name, { ...attributes }]);
  }

  text(text: string): void {
    const last = this.events.at(-1);
    const before = last?.[0] === "text" ? last[1] : "";
    if (before !== "") this.events.pop();
    if (before + text !== "") this.events.push(["text", before + text]);
  }

  close(): void {
    this.events.push(["close"]);
  }
}

const plainly = (html: string): readonly Event[] | undefined => {
  const heard = new Heard();
  return readPlainHtml(html, heard) ? heard.events : undefined;
};

const parsed = (html: string): readonly Event[] => {
  const heard = new Heard();
  const parser = new Parser({
    onopentag: (name, attributes) => heard.open(name, attributes),
    onclosetag: () => heard.close(),
    ontext: (text) => heard.text(escapeHtml(text).replaceAll("&quot;", '"').replaceAll("&#39;", "'")),
  });
  parser.end(html);
  return heard.events;
};

const words = (text: string): string[] => text.split(" ");
const names = words(
  "a abbr aside b blockquote br code col colgroup dd details div dl dt em figure h2 hr img input li ol p picture pre script section " +
    "source span strong sup svg table tbody td textarea th thead title tr ul P custom-element",
);
const attributes = [
  "",
  ' class="a b"',
  ' href="/a?b&amp;c#d" title="&quot;A&#39;s&quot; &lt;b&gt;"',
  " checked disabled",
  ' id="a" id="b" constructor="c"',
  ' alt="" data-x="<p>"',
  " href=a",
  " title='a'",
  '  class="a"',
  ' Class="a"',
  ' a:b="c"',
  ' title="&eacute;"',
  " /",
  "/",
];
const texts = words(
  "Text &amp; &lt;b&gt; &quot; &#39; &#x27; &amp;lt; é 日本 & &eacute; &#233; &lt > < <! <!-- --> ]]> \0 \u0001 \ufffe",
).concat(" ", "\n", "");
const piece = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...names), fc.constantFrom(...attributes))
      .map(([name, has]) => `<${name}${has}>`),
  },
  { weight: 3, arbitrary: fc.constantFrom(...names).map((name) => `</${name}>`) },
  { weight: 2, arbitrary: fc.constantFrom(...texts) },
);

/** Elements inside of each other, so that many are plain. */
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom("Text", " ", "a &amp; b", "&#x27;"),
    fc
      .tuple(
        fc.constantFrom(...names.slice(0, -2)),
        fc.constantFrom(...attributes.slice(0, 6)),
        fc.array(tie("tree"), { maxLength: 4 }),
      )
      .map(([name, has, inside]) =>
        /^(br|col|hr|img|input|source)$/.test(name) ? `<${name}${has}>` : `<${name}${has}>${inside.join("")}</${name}>`,
      ),
  ),
}));

describe("readPlainHtml", () => {
  it("reads what it reads as the parser does", () => {
    let [plain, other] = [0, 0];
    const html = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
      fc.array(tree, { maxLength: 3 }).map((trees) => trees.join("\n")),
    );
    fc.assert(
      fc.property(html, (source) => {
        const events = plainly(source);
        expect(events ?? parsed(source)).toEqual(parsed(source));
        if (events) plain++;
        else other++;
      }),
      { seed, numRuns: 5000 },
    );
    expect(plain).toBeGreaterThan(500);
    expect(other).toBeGreaterThan(500);
  });

  it.each([
    '<h2 id="a">A <a class="anchor" href="#a" aria-label="A">#</a></h2>\n<p>Text<br>and <em>more</em>: it&#39;s &quot;x&quot; &lt; y</p>',
    '<pre><code class="language-js"><span class="hljs-keyword">const</span> a = <span class="hljs-string">&#x27;b&#x27;</span>;</code></pre>',
    '<ul>\n<li><input checked="" disabled="" type="checkbox"> done</li>\n</ul>',
    '<div class="table"><table><colgroup><col><col></colgroup><thead><tr><th class="align-left">A</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table></div>',
    '<p><picture><source srcset="/a.avif 1x"><img src="/a.jpg" alt="&quot;A&quot;" /></picture></p>',
  ])("reads what Markdown becomes: %s", (html) => {
    expect(plainly(html)).toEqual(parsed(html));
  });

  it.each([
    ["a paragraph that a block ends", "<p>a<div>b</div></p>"],
    ["a heading inside of another", "<h2>a<h3>b</h3></h2>"],
    ["a link inside of another", '<a href="/"><a href="/b">a</a></a>'],
    ["an item outside of a list", "<div><li>a</li></div>"],
    ["a cell inside of another", "<table><tbody><tr><td><td>a</td></td></tr></tbody></table>"],
    ["an element that is never closed", "<div><em>a</div>"],
    ["an end without a beginning", "a</p>"],
    ["what stays open", "<ul><li>a</li>"],
    ["an element that is closed in itself", "<div/>a"],
    ["elements of which parsers read the text in their own way", "<script>a<b></script>"],
    ["a comment", "a<!-- b -->"],
    ["other references", "a&nbsp;b"],
    ["a reference without its end", "a &lt b"],
    ["signs that are not escaped", "a > b"],
    ["characters that HTML forbids", "a\u0001b"],
    ["attributes without quotes", "<a href=/>a</a>"],
  ])("leaves to the parser %s", (_, html) => {
    expect(plainly(html)).toBeUndefined();
  });
});
