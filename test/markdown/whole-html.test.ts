import { join } from "node:path";
import * as fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { describe, expect, it } from "vitest";
import { checkContent } from "../../scripts/check/check.ts";
import { Text } from "../../scripts/store/text.ts";
import { feedHtml } from "../../scripts/feeds/feed-html.ts";
import { renderMarkdown } from "../../scripts/markdown/markdown.ts";
import { collapsed } from "../../scripts/markdown/plaintext.ts";
import type { Policy } from "../../src/content/site.ts";
import * as fixtures from "../fixtures/views/models.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { render } from "../views/pages.ts";
import { fill } from "../fill.ts";
import { compile } from "../compiled-site.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const folder = temporaryFolder();

const compileText = (body: string, policy?: Policy) => {
  const { pieces, problems } = renderMarkdown(body, { lang: "en", smartQuotes: false, policy });
  const warnings = problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  return { html: fill(pieces), warnings };
};

/** A whole page as browsers read it: what stands around an article, and the article. */
function read(html: string, scriptingEnabled: boolean): { frame: string; prose: Element } {
  const document = parse(render("page", { ...fixtures.page, html }), { scriptingEnabled });
  let prose: Element | undefined;
  const outline = (node: Node): string => {
    if (!("tagName" in node)) return "value" in node ? node.value : "";
    const attributes = node.attrs.map(({ name, value }) => ` ${name}="${value}"`).join("");
    const isProse = attributes.includes('class="prose e-content"');
    if (isProse) prose = node;
    return `<${node.tagName}${attributes}>${isProse ? "" : node.childNodes.map(outline).join("")}</${node.tagName}>`;
  };
  const frame = document.childNodes.map(outline).join("");
  if (!prose) throw new Error("the article is gone");
  return { frame, prose };
}

const hiding = new Set(
  "audio canvas datalist dialog iframe math meter noembed noframes object progress script select style svg template textarea title video xmp".split(
    " ",
  ),
);

const shown = (node: Node): string => {
  if (!("tagName" in node)) return node.nodeName === "#text" && "value" in node ? node.value : "";
  return hiding.has(node.tagName) ? "" : node.childNodes.map(shown).join("");
};

const innocent = { true: read("<p>x</p>", true).frame, false: read("<p>x</p>", false).frame };

const containers =
  "a article b blockquote body button caption center code custom-element dd details div dl dt em fieldset figure font form g h1 h2 head html i kbd label li main mark marquee menu nobr ol optgroup option p path pre q rp rt ruby s section small span strong sub summary table tbody td th thead tr u ul desc foreignObject mi mtext annotation-xml colgroup col legend plaintext noscript frameset frame base".split(
    " ",
  );
const empty = "br hr img input source track wbr embed meta link area param image".split(" ");
const all = [...containers, ...empty, ...hiding];
const attributes = fc.constantFrom(
  "",
  "",
  "",
  " a=b",
  ' class="c"',
  ' title="<div>"',
  " title='</p>'",
  " x=y/",
  ' src="x"',
);

const startTag = fc.tuple(fc.constantFrom(...all), attributes).map(([name, attribute]) => `<${name}${attribute}>`);
const selfClosed = fc.tuple(fc.constantFrom(...all), attributes).map(([name, attribute]) => `<${name}${attribute} />`);
const endTagOf = (names: readonly string[]) => fc.constantFrom(...names).map((name) => `</${name}>`);
const pair = fc.constantFrom(...containers).map((name) => `<${name}></${name}>`);
const unfinished = fc.constantFrom(
  '<a href="x',
  "<div",
  "<div id='",
  '<p title="x>',
  "</div",
  "<",
  "</",
  "<!",
  "<?php",
  "<![CDATA[",
  "<b <",
  "<\u0001div>",
);
const comments = fc.constantFrom(
  "<!--",
  "-->",
  "--!>",
  "<!-->",
  "<!doctype html>",
  "<?php a ?>",
  "<![CDATA[ <b> ]]>",
  "]]>",
);
const word = fc.integer({ min: 0, max: 999 }).map((n) => `w${n}w`);
const markdown = fc.oneof(
  fc.constantFrom(
    "\n\n",
    "\n\n",
    "\n",
    "\n",
    " ",
    "- ",
    "\n\n- ",
    "\n  ",
    "\n\n> ",
    "\n> [!NOTE]\n> ",
    "\n\n# ",
    "\n## ",
    "*",
    "**",
    "~~",
    "_",
    "`",
  ),
  fc.constantFrom(
    "[x](y)",
    "![x](y)",
    "\n\n|a|b|\n|-|-|\n|c|",
    "|",
    "\n- [ ] ",
    "[^1]",
    "\n\n[^1]: ",
    "`<b>`",
    "\n```\n<b>\n```\n",
    "$x^2$",
    "1. ",
    "    ",
  ),
);

const anything = fc.oneof(
  { weight: 4, arbitrary: startTag },
  { weight: 2, arbitrary: selfClosed },
  { weight: 4, arbitrary: endTagOf([...all, "br"]) },
  { weight: 1, arbitrary: pair },
  { weight: 1, arbitrary: unfinished },
  { weight: 1, arbitrary: comments },
  { weight: 3, arbitrary: word },
  { weight: 6, arbitrary: markdown },
);
// Nothing by which an author would hide words.
const nothingHidden = fc.oneof(
  { weight: 4, arbitrary: startTag },
  { weight: 2, arbitrary: selfClosed },
  { weight: 4, arbitrary: endTagOf([...containers, ...empty]) },
  { weight: 1, arbitrary: pair },
  { weight: 4, arbitrary: word.map((text) => ` ${text} `) },
  { weight: 6, arbitrary: markdown },
);

// More of them, such as RUNS=20000, after a change of how tags are read.
const runs = { numRuns: Number(process.env["RUNS"] ?? 300) };
const bodyOf = (fragment: fc.Arbitrary<string>) =>
  fc.array(fragment, { maxLength: 25, size: "max" }).map((parts) => parts.join(""));

describe("any article", () => {
  it("leaves the page around it as it is", () => {
    fc.assert(
      fc.property(bodyOf(anything), (body) => {
        const { html } = compileText(body);
        expect(read(html, true).frame).toBe(innocent.true);
        expect(read(html, false).frame).toBe(innocent.false);
      }),
      runs,
    );
  });

  it("shows each of its words, unless its author hides it", () => {
    fc.assert(
      fc.property(bodyOf(nothingHidden), (body) => {
        const { html } = compileText(body);
        const words = (text: string): string[] => text.match(/w\d+w/g) ?? [];
        const there = new Set(words(shown(read(html, true).prose)));
        const source = new Set(words(html.replaceAll(/ class="[^"]*"/g, ""))); // a word may be a language of code
        expect([...source].filter((each) => !there.has(each))).toEqual([]);
      }),
      runs,
    );
  });
});

// Without those that Markdown makes.
const tags = (html: string): string[] =>
  (html.match(/<[^ ].*?>/g) ?? []).filter((tag) => !/^<\/?(?:p|ul|li|em|code)>$/.test(tag));

describe("HTML that is whole", () => {
  it.each([
    ["void elements", '<p>a<br>b<br/><img src="c" alt=""><wbr></p>\n\n<hr />\n\n<video><source src="d"></video>'],
    ["an element around Markdown", "<details>\n<summary>a</summary>\n\nb *c*\n\n- d\n\n</details>"],
    ["end tags that may be left out", "<p>a\n<ul><li>b<li>c</ul>\n<dl><dt>d<dd>e</dl>\n<p>f"],
    ["a table", "<table><tr><td>a<td><b>b</b>\n\n<tr>\n<td>\n\nc *d*\n\n</table>"],
    [
      "drawings and formulas",
      'a <svg viewBox="0 0 1 1"><path d="M0"/><g><use href="#b"/></g></svg> <math><mi>c</mi><mspace/></math>',
    ],
    ["misnested formatting", "<b><i>a</b></i> b <b>c\n\nd</b>"],
    [
      "text that looks like tags",
      "<textarea><div></textarea> <script>a<b</script>\n\n<iframe></iframe> <!-- <p> -->\n\n`<div>`",
    ],
    ["values of attributes", `<a title="<div>" href='b>c'>d</a> <i title=e/>f</i>`],
    ["declarations", "<!doctype html>\n\n<?php a ?>\n\n<![CDATA[ b ]]>"],
    ["a line that ends in a tag", "a</br>b"],
    ["elements that HTML has not", "<Note>\n\na\n\n</Note>\n\n<my-chart>b</my-chart>"],
  ])("stays as it is: %s", (_, body) => {
    const { html, warnings } = compileText(body);
    expect(warnings.filter((warning) => !warning.includes("does nothing here"))).toEqual([]);
    expect(tags(html)).toEqual(tags(body.replaceAll(/`[^`]*`/g, "")));
  });
});

describe("an empty line", () => {
  it.each([
    [
      "a comment",
      "<div>\n<!-- a\n\nb *c*\n\n-->\n</div>\n\n*d*",
      "<div>\n<!-- a\n\nb *c*\n\n-->\n</div>\n<p><em>d</em></p>\n",
    ],
    ["a comment in a paragraph", "a <!-- b\n\nc --> d\n*e*", "<p>a <!-- b\n\nc --> d\n<em>e</em></p>\n"],
    ["a comment in a list", "- a <!-- b\n\n  c --> d", "<ul>\n<li>a <!-- b\n\nc --> d</li>\n</ul>\n"],
    [
      "a comment in a quotation",
      "> <p><!-- b\n>\n> c --></p>",
      "<blockquote>\n<p><!-- b\n\nc --></p>\n</blockquote>\n",
    ],
    ["two comments on one line", "<p><!-- a\n\nb --> <!-- c\n\nd --></p>", "<p><!-- a\n\nb --> <!-- c\n\nd --></p>\n"],
    [
      "a drawing in an element",
      "<p><svg>\n<rect/>\n\n<g><path/></g>\n</svg></p>",
      "<p><svg>\n<rect/>\n\n<g><path/></g>\n</svg></p>\n",
    ],
    [
      "a drawing of its own",
      "<svg>\n<rect/>\n\n<svg>\n\n</svg>\n\n</svg>\n\n*a*",
      "<svg>\n<rect/>\n\n<svg>\n\n</svg>\n\n</svg>\n<p><em>a</em></p>\n",
    ],
    [
      "a drawing in a paragraph",
      "<svg><rect/>\n\n<path/></svg> *a*",
      "<p><svg><rect/>\n\n<path/></svg> <em>a</em></p>\n",
    ],
    ["a formula", "<p><math>\n\n<mi>a</mi></math></p>", "<p><math>\n\n<mi>a</mi></math></p>\n"],
    [
      "a style",
      "<div>\n<style>\na {\n\n}\n</style></div>\n\n*b*",
      "<div>\n<style>\na {\n\n}\n</style></div>\n<p><em>b</em></p>\n",
    ],
    ["a script", "<div><script>\n\na()\n</script></div>", "<div><script>\n\na()\n</script></div>\n"],
    ["a text field", "<p><textarea>\n\n*a*</textarea></p>", "<p><textarea>\n\n*a*</textarea></p>\n"],
  ])("does not end %s", (_, body, expected) => {
    const { html, warnings } = compileText(body);
    expect(warnings.filter((warning) => !warning.includes("does nothing here"))).toEqual([]);
    expect(html.trimEnd()).toBe(expected.trimEnd());
  });

  it.each([
    ["code that looks like a comment", "a `<!--` b\n\n*c* `-->`", "<em>c</em>"],
    ["a sentence that speaks of a style", "a <style>\n\n*b* </style>", "<em>b</em>"],
    ["the start of another style", "<p>a <style>\n\n*b*\n\n<style></style>", "<em>b</em>"],
    ["a list", "a <!-- b\n- *c* -->", "<em>c</em>"],
  ])("is not gone over for %s", (_, body, expected) => {
    expect(compileText(body).html).toContain(expected);
  });
});

describe("HTML that is not whole", () => {
  const ends = (tag: string, at = "1:1"): string =>
    `${at} <${tag}> is not closed, so it ends with the part of the text that it stands in; write </${tag}> where it should end`;
  const hides = (tag: string, at = "1:1"): string =>
    `${at} <${tag}> is not closed and would hide the text after it, so it ends at once; write </${tag}> where it should end`;
  const isNot = (tag: string, at: string): string =>
    `${at} <${tag} /> does not close itself in HTML, so what follows would be taken for its content; write <${tag}></${tag}>, as which it is read`;
  const stray = (tag: string, at = "1:1"): string =>
    `${at} </${tag}> closes nothing here, so it is left out; remove it, or write <${tag}> where it should begin`;
  const unfinished = (at: string): string =>
    `${at} tag is not finished, so it is shown as text; close its quotes and end it with ">", or write &lt; for a plain "<"`;

  const unseen = (tag: string, at: string): string =>
    `${at} <${tag}> is no element of HTML, so readers don't see it; write HTML or Markdown in its place, or for text &lt;${tag}> or \`<${tag}>\``;
  const asText = (tag: string, at: string): string =>
    `${at} <${tag} is no element of HTML, so it is shown as text; write &lt;${tag} or \`<${tag}\``;
  const cut = (tag: string, far: string, at: string): string =>
    `${at} the empty line ${far} above ends the <${tag}> before it, so this </${tag}> is left out; take the line out, or write <div>`;

  it.each([
    ['a\n\n<iframe src="b" />\n\nc', '<p>a</p>\n<iframe src="b"></iframe>\n<p>c</p>\n', [isNot("iframe", "3:1")]],
    ["a <Video src=b /> c", '<p>a <Video src="b"></Video> c</p>\n', [isNot("Video", "1:3")]],
    ["## <a name='b'/>c", undefined, [isNot("a", "1:4")]],
    ["<div>\n\na", "<div>\n<p>a</p>\n</div>\n", [ends("div")]],
    ["- <div>\n- a", "<ul>\n<li><div>\n</div>\n</li>\n<li>a</li>\n</ul>\n", [ends("div", "1:3")]],
    ["a <b>b\n\nc", "<p>a <b>b</p>\n<p>c</p>\n</b>\n", [ends("b", "1:3")]],
    ["<video>\n<source src=a>\nb", '<video>\n<source src="a"></video>\nb\n', [hides("video")]],
    ["a <textarea>b\n\n# c", undefined, [hides("textarea", "1:3")]],
    ["a <svg><path/> b", "<p>a <svg></svg><path></path> b</p>\n", [hides("svg", "1:3"), unseen("path", "1:8")]],
    ["<select><option>a\n\nb", undefined, [hides("select")]],
    [
      "a\n\n</div></article></main>\n\nb",
      "<p>a</p>\n\n<p>b</p>\n",
      [stray("div", "3:1"), stray("article", "3:7"), stray("main", "3:17")],
    ],
    ["a </b> b", "<p>a  b</p>\n", [stray("b", "1:3")]],
    ["a </p> b", "<p>a  b</p>\n", [stray("p", "1:3")]],
    [
      "<div>\n\n- a </div>\n- b",
      "<div>\n<ul>\n<li>a </li>\n<li>b</li>\n</ul>\n</div>\n",
      [ends("div"), stray("div", "3:5")],
    ],
    ["<video>\n\na\n</video>\nb", "<video>\n<p>a\n</p>\n</video>\n<p>\nb</p>\n", []],
    ['<p>\n<a href="b\n\nc', '<p>\n&lt;a href="b\n<p>c</p>\n', [unfinished("2:1")]],
    ['<div>\n<a href="b>c</a> <b class="d">e</b></div>', undefined, [unfinished("2:1"), stray("a", "2:13")]],
    [
      "<body class=a>\n\nb",
      "\n<p>b</p>\n",
      ["1:1 <body> belongs to a whole page, so it is left out of this text; remove it"],
    ],
    ["<noscript>\n\na\n\n</noscript>", "\n<p>a</p>\n\n", []],
    [
      "a\n\n<!-- b\n\nc",
      "<p>a</p>\n<!-- b\n\nc-->\n",
      ["3:1 comment is not closed and hides what follows; write --> where it should end"],
    ],
    ["a[^1] c\n\n[^1]: <div>b", undefined, [ends("div", "3:7")]],
    [
      "a Vec<String>, List<T>",
      "<p>a Vec&lt;String>, List&lt;T></p>\n",
      [asText("String>", "1:6"), asText("T>", "1:20")],
    ],
    ["<pre>\n<condition 1> ~ a</pre>", "<pre>\n&lt;condition 1> ~ a</pre>\n", [asText("condition 1>", "2:1")]],
    ["a <Chart x=b /> c", "<p>a <Chart x=b></Chart> c</p>\n", [unseen("Chart", "1:3")]],
    ["<Chart x=b>\n\na", "<Chart x=b>\n<p>a</p>\n</Chart>\n", [unseen("Chart", "1:1")]],
    ["<Note>a\n\nb\n\n</Note>", "<p><Note>a</Note></p>\n<p>b</p>\n\n", [unseen("Note", "1:1"), stray("Note", "5:1")]],
    ["<my-chart>\n\na", "<my-chart>\n<p>a</p>\n</my-chart>\n", [ends("my-chart")]],
    ["<p>a\n\nb</p>", "<p>a\n<p>b</p>\n", [cut("p", "1 line", "3:2")]],
    ["<p align=center>\n\na\n\n</p>", "<p align=center>\n<p>a</p>\n\n", [cut("p", "3 lines", "5:1")]],
    ["<p>a\n\nb", "<p>a\n<p>b</p>\n", []],
    [
      "<details><pre><code>\na\n\nb\n</code></pre></details>",
      undefined,
      [
        "1:10 the empty line 2 lines below makes what follows in this <pre> Markdown; take it out, or begin a line with the <pre>",
      ],
    ],
    ["a <code>b < c <d", "<p>a <code>b &lt; c &lt;d</p>\n</code>\n", [ends("code", "1:3")]],
  ])("is made so: %j", (body, expected, warnings) => {
    const found = compileText(body);
    expect(found.html).toBe(expected ?? found.html);
    expect(found.warnings).toEqual(warnings);
  });

  it("is the same in feeds and in excerpts", () => {
    const body = "One. <textarea>Two. <iframe src='https://a.example' />\n\n<title>\n\nThree.";
    const { pieces, text } = renderMarkdown(body, { lang: "en", smartQuotes: false });
    expect(collapsed(text)).toBe("One. Two. Three.");
    const feed = feedHtml(Text.leaf(fill(pieces)), "https://blog.example/", "en");
    expect(feed.replaceAll(/<(textarea|iframe|title)\b[^>]*><\/\1>/g, "")).toBe("<p>One. Two. </p>\n\n<p>Three.</p>\n");
  });

  it("keeps the places of the links in it", () => {
    const { pieces } = renderMarkdown("<p/></div><a href='b.md'>c</a>\n<i/><a href='d.md'>e</a>", {
      lang: "en",
      smartQuotes: false,
    });
    const places = pieces.flatMap((piece) => (typeof piece === "string" ? [] : [piece.written]));
    expect(places).toEqual([
      { url: "b.md", start: 19 },
      { url: "d.md", start: 44 },
    ]);
  });

  it("is told of by the build and by the check, with its file and line", async () => {
    const files = { "posts/a.md": post("A", "2025-01-01", {}, "a\n\n<div/>\n") };
    const { site } = await compile(join(folder, "built"), { ...files, "site.yaml": "url: https://blog.example\n" });
    const place = { line: 8, column: 1, severity: "warning", message: isNot("div", "").trim() };
    expect(site.warnings).toEqual([
      expect.objectContaining({ ...place, file: expect.stringMatching(/posts\/a\.md$/) }),
    ]);
    const { found } = await checkContent(write(join(folder, "checked"), files), 0);
    expect(found).toContainEqual(expect.objectContaining({ ...place, file: "posts/a.md" }));
  });

  it.each(["div", "iframe", "a", "svg", "li", "select", "table"])("may be so ten thousand times: <%s>", (name) => {
    expect(compileText(`<${name}>`.repeat(10_000)).warnings.length).toBeGreaterThanOrEqual(name === "li" ? 0 : 10_000);
    expect(compileText(`</${name}>\n\n`.repeat(10_000)).warnings).toHaveLength(10_000);
  });
});

describe("an element that does nothing by the policy of pages", () => {
  it.each([
    ["<script>a()</script>", 1],
    ["<script type='module' src='a.js'></script>", 1],
    ["<script type='application/ld+json'>{}</script>", 0],
    ["<style>a {}</style>", 1],
    ["<form action='https://a.example'></form>", 1],
  ])("is told of: %s", (body, count) => {
    expect(compileText(body).warnings.filter((warning) => warning.includes("does nothing here"))).toHaveLength(count);
  });

  it("is told of no more where the site opens its policy to forms", () => {
    const body = "<form action='https://a.example'></form><style></style>";
    expect(compileText(body, { "form-action": ["https://a.example"] }).warnings).toEqual([
      expect.stringContaining("<style> does nothing here"),
    ]);
    expect(compileText(body, { "font-src": ["https://a.example"] }).warnings).toHaveLength(2);
  });
});
