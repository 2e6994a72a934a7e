import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Parser } from "htmlparser2";
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../scripts/markdown/markdown.ts";
import { fill } from "../fill.ts";

interface Example {
  readonly number: number;
  readonly markdown: string;
  readonly html: string;
}

const require = createRequire(import.meta.url);
const commonMark = require.resolve("commonmark-spec/spec.txt");
const gfm = new URL("../fixtures/gfm/spec.txt", import.meta.url);

/** Examples stand between fences of 32 backticks, a line with a dot between Markdown and HTML; arrows are tabs. */
function examplesOf(file: string | URL): Example[] {
  const text = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
  const found = text.matchAll(/^`{32} example[^\n]*\n([^]*?)^\.\n([^]*?)^`{32}$/gm);
  return [...found].map(([, markdown = "", html = ""], index) => ({
    number: index + 1,
    markdown: markdown.replaceAll("→", "\t"),
    html: html.replaceAll("→", "\t"),
  }));
}

/** What our HTML has more than the specification's, taken away. */
function withoutOurs(html: string): string {
  return html
    .replaceAll(/ <a class="anchor"[^>]*>#<\/a>/g, "") // anchors of headings, and their ids
    .replaceAll(/<h(\d) id="[^"]*">/g, "<h$1>")
    .replaceAll('<a class="bare"', "<a") // addresses that are their own text
    .replaceAll('<pre tabindex="0">', "<pre>") // code takes focus and has colours
    .replaceAll(/<span class="hljs-[^"]*">|(?<=<code class="[^]*)<\/span>/g, "")
    .replaceAll(/<div class="table"[^>]*>([^]*?)<\/div>/g, "$1") // tables scroll, and align by class
    .replaceAll(/<(t[hd]) class="align-(\w+)">/g, '<$1 align="$2">')
    .replaceAll(/<figure>(.*?)><figcaption>(.*?)<\/figcaption><\/figure>/g, '<p>$1 title="$2"></p>') // titles as captions
    .replaceAll(/<li class="task">/g, "<li>") // checkboxes have labels
    .replaceAll(/<\/?label>/g, "");
}

const blocks =
  /^(?:blockquote|body|dd|del|details|div|dl|dt|h[1-6]|br|hr|li|ol|p|pre|section|table|tbody|td|th|thead|tr|ul)$/;

/** HTML as a sequence of tags and texts, without what makes no difference to a reader. */
function normal(html: string): string {
  let out = "";
  let preformatted = 0;
  const tag = (text: string, name: string): void => {
    out = blocks.test(name) && preformatted === 0 ? `${out.trimEnd()}\n${text}\n` : out + text;
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      const list = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
      tag(`<${[name, ...list.map(([key, value]) => `${key}=${JSON.stringify(value)}`)].join(" ")}>`, name);
      if (name === "pre") preformatted += 1;
    },
    onclosetag(name) {
      if (name === "pre") preformatted -= 1;
      tag(`</${name}>`, name);
    },
    ontext(text) {
      const collapsed = preformatted > 0 ? text : text.replaceAll(/\s+/g, " ");
      out += /\s$/.test(out) && preformatted === 0 ? collapsed.trimStart() : collapsed;
    },
    oncomment: (text) => void (out += `<!--${text}-->`),
    onprocessinginstruction: (_, text) => void (out += `<${text}>`),
  });
  parser.end(html);
  return out.trim();
}

const failures = (examples: readonly Example[], render: (markdown: string) => string): number[] =>
  examples.filter(({ markdown, html }) => normal(render(markdown)) !== normal(html)).map(({ number }) => number);

const ours = (markdown: string): string =>
  withoutOurs(fill(renderMarkdown(markdown, { lang: "en", smartQuotes: false }).pieces));

/** Why an example comes out differently, by its number. */
type Differences = Readonly<Record<number, string>>;

const autolinks = "GitHub's autolinks, which this example is older than or does not have";
const pictures = "a picture always has an alt attribute";
const unfinished = "a tag without an end would take in what follows, so it is shown as text";
const unknown = "a tag of no element that HTML has, without an end tag, is shown as text";
const selfClosing = "to HTML a start tag with a slash is a start tag, so its end tag is written";
const paragraph = "an end tag in a paragraph that belongs around it ends the paragraph first";
const style = "a style without an end would hide what follows, so it ends at once";
const table = "code in a table but outside its cells ends the table, browsers would show it elsewhere";

const inCommonMark: Differences = {
  148: paragraph,
  150: unknown,
  156: unfinished,
  157: unfinished,
  158: unfinished,
  173: style,
  191: table,
  201: unknown,
  475: pictures,
  491: unknown,
  602: autolinks,
  608: autolinks,
  611: autolinks,
  612: autolinks,
  613: unknown,
  614: selfClosing,
  615: selfClosing,
};

const inGfm: Differences = {
  118: paragraph,
  120: unknown,
  126: unfinished,
  127: unfinished,
  128: unfinished,
  142: style,
  160: table,
  170: unknown,
  484: pictures,
  500: unknown,
  610: autolinks,
  616: autolinks,
  619: autolinks,
  620: autolinks,
  632: unknown,
  633: selfClosing,
  634: selfClosing,
  646: "comments may contain anything but their end, as in HTML and CommonMark 0.31",
  653: "authors are trusted, so their HTML is not filtered",
};

describe.each([
  { name: "CommonMark 0.31.2", file: commonMark, count: 652, differences: inCommonMark },
  { name: "GitHub Flavored Markdown 0.29", file: gfm, count: 673, differences: inGfm },
])("the examples of $name", ({ file, count, differences }) => {
  const examples = examplesOf(file);

  it("are all there", () => {
    expect(examples).toHaveLength(count);
  });

  it("come out as specified but for a few that mean to differ", () => {
    expect(failures(examples, ours)).toEqual(Object.keys(differences).map(Number));
  });
});
