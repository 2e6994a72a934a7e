import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkContent } from "../../../scripts/check/check.ts";
import { feedHtml } from "../../../scripts/feeds/feed-html.ts";
import { collapsed } from "../../../scripts/markdown/plaintext.ts";
import { renderMarkdown } from "../../../scripts/markdown/markdown.ts";
import { Text } from "../../../scripts/store/text.ts";
import { compile } from "../../compiled-site.ts";
import { post, temporaryFolder, write } from "../../folder.ts";
import { fill } from "../../fill.ts";
import { compileText } from "./compile-text.ts";

const folder = temporaryFolder();

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
    `${at} <${tag}> is not an element of HTML, so readers don't see it; write HTML or Markdown in its place, or for text &lt;${tag}> or \`<${tag}>\``;
  const asText = (tag: string, at: string): string =>
    `${at} <${tag} is not an element of HTML, so it is shown as text; write &lt;${tag} or \`<${tag}\``;
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

  it("is reported by the build and by the check, with its file and line", async () => {
    const files = { "posts/a.md": post("A", "2025-01-01", {}, "a\n\n<div/>\n") };
    const { site } = await compile(join(folder, "built"), {
      ...files,
      "site.yaml": "url: https://blog.example\ncards: false\n",
    });
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
