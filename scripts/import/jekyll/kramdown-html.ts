import { findProse } from "../../markdown/prose.ts";
import { blockNames } from "../html/html-blocks.ts";

const opening = /^ {0,3}<(?<name>[a-z][a-z\d]*)\b(?<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*)>/gim;
const markdown = /\s+markdown\s*=\s*(?:"(\w*)"|'(\w*)'|(\w+))/i;
const verbatim = /(<(pre|script|style|textarea)\b[^]*?<\/\2>|<!--[^]*?-->)/i;

/**
 * HTML as kramdown reads it, for CommonMark: a block lasts until its end tag, and not until a blank line, and what stands in it is Markdown where
 * `markdown="1"` says so, or everywhere. https://kramdown.gettalong.org/syntax.html#html-blocks
 */
export function convertHtmlBlocks(body: string, isParsed: boolean): string {
  let text = "";
  let from = 0;
  for (const { match } of findProse(body, opening)) {
    const { 0: tag, index, groups = {} } = match;
    const name = (groups["name"] ?? "").toLowerCase();
    if (index < from || !blockNames.has(name) || verbatim.test(`${tag}</${name}>`)) continue;
    const end = endOf(body, name, index + tag.length);
    if (end === undefined) continue;
    const inner = body.slice(index + tag.length, end.start);
    const [, ...values] = markdown.exec(groups["attributes"] ?? "") ?? [];
    const value = values.find((each) => each !== undefined) ?? (isParsed ? "1" : "0");
    const element =
      value === "0" && !markdown.test(inner)
        ? withoutBlankLines(tag.replace(markdown, "") + inner + end.tag)
        : parsed(name, tag.replace(markdown, ""), convertHtmlBlocks(dedented(inner), isParsed), end.tag);
    const after = end.start + end.tag.length;
    const isAlone = /^[ \t]*\r?\n(?=[ \t]*\S)/.test(body.slice(after, after + 200));
    text += body.slice(from, index) + element + (isAlone ? "\n" : "");
    from = after;
  }
  return text + body.slice(from);
}

/** The end tag of an element whose inner text begins at `from`. */
function endOf(body: string, name: string, from: number): { readonly start: number; readonly tag: string } | undefined {
  const tags = new RegExp(`<(/?)${name}\\b(?:[^<>"']|"[^"]*"|'[^']*')*>`, "gi");
  tags.lastIndex = from;
  let depth = 1;
  for (let found = tags.exec(body); found !== null; found = tags.exec(body)) {
    if (found[0].endsWith("/>")) continue;
    depth += found[1] === "" ? 1 : -1;
    if (depth === 0) return { start: found.index, tag: found[0] };
  }
  return undefined;
}

/** Between blank lines, where CommonMark reads Markdown. A paragraph is one by itself. */
const parsed = (name: string, start: string, inner: string, end: string): string =>
  name === "p" ? `\n\n${inner.trim()}\n\n` : `${start}\n\n${inner.trim()}\n\n${end}`;

const withoutBlankLines = (html: string): string =>
  html
    .split(verbatim)
    // Each piece that stands as it is comes with the name of its element.
    .filter((_, index) => index % 3 !== 2)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/\n(?:[ \t]*\r?\n)+/g, "\n")))
    .join("");

/** Without the indent that all lines have. */
function dedented(text: string): string {
  const indents = text.match(/^[ \t]*(?=\S)/gm)?.slice(/^\s*\n/.test(text) ? 0 : 1) ?? [];
  const least = Math.min(...indents.map(({ length }) => length), 80);
  return least === 0 ? text : text.replace(new RegExp(`^[ \\t]{${least}}`, "gm"), "");
}
