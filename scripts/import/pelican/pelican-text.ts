import { findProse, replaceEach, replaceProse } from "../../markdown/prose.ts";
import { callout, isCallout } from "../dialect/callouts.ts";
import { convertOctopress } from "../hexo/hexo-tags.ts";
import { fenced, standing } from "../shortcode.ts";
import type { Leftover } from "../source.ts";

/** Where the targets of Pelican's own links are now. */
export interface PelicanSite {
  readonly article: (path: string) => string | undefined;
  readonly file: (path: string) => string | undefined;
  /** The old address of a list, which leads to the new one. */
  readonly list: (kind: string, term: string) => string;
}

const target =
  /(?:\{(?<what>filename|static|attach|tag|category|author|index)\}|\|(?<what>filename|static|attach|tag|category|author)\|)(?<path>[^\s)"'>#?]*)/g;
// Python-Markdown's codehilite: indented code whose first line names its language.
const hilite =
  /(?<=^|\n[ \t]*\n)(?: {4}|\t)(?::::|#!)(?<language>[\w+#-]+)(?<options>[^\n]*)\n(?<code>(?:(?:(?: {4}|\t)[^\n]*|[ \t]*)(?:\n|$))+)/g;
const admonition =
  /^(?<mark>!!!|\?\?\?\+?)[ \t]+(?<kind>[\w-]+)(?:[ \t]+[\w-]+)*(?:[ \t]+"(?<title>[^"\n]*)")?[ \t]*\r?\n(?<text>(?:(?:(?: {4}|\t)[^\n]*|[ \t]*)(?:\n|$))+)/gm;
const contents = /^[ \t]*\[TOC\][ \t]*$/gm;

/** What Pelican and Python-Markdown add to Markdown, where there is a counterpart. */
export function convertPelican(body: string, site: PelicanSite): string {
  const coded = replaceEach(convertOctopress(body), hilite, ({ groups = {} }) => {
    const marked = /hl_lines="([\d\s-]+)"/
      .exec(groups["options"] ?? "")?.[1]
      ?.trim()
      .replaceAll(/\s+/g, ",");
    const language = groups["language"] === "text" ? "" : (groups["language"] ?? "");
    return `${fenced(outdented(groups["code"] ?? "").trimEnd(), language + (marked ? ` {${marked}}` : ""))}\n\n`;
  });
  const boxed = replaceProse(coded, admonition, (match) => {
    const { kind = "", title, text = "" } = match.groups ?? {};
    // A title that is empty hides the usual one.
    const shown = title ?? (isCallout(kind) ? "" : kind);
    return `${standing(callout(kind, shown, convertPelican(outdented(text), site)), match).trimEnd()}\n\n`;
  });
  // Python-Markdown needs no space in a heading.
  const headed = replaceProse(boxed, /^(#{1,6})(?=[^#\s])/gm, ([marks]) => `${marks} `);
  const listed = replaceProse(headed, contents, () => "");
  return replaceProse(listed, target, ({ groups = {} }) => {
    const { what = "", path = "" } = groups;
    if (what === "index") return "/";
    const plain = path.replaceAll("%20", " ");
    if (/^(tag|category|author)$/.test(what)) return site.list(what, plain);
    const found = what === "filename" ? site.article(plain) : (site.file(plain) ?? site.article(plain));
    return encodeURI(found ?? path);
  });
}

const outdented = (text: string): string => text.replaceAll(/^(?: {4}|\t)/gm, "");

/** Jinja and Liquid of Pelican's plugins. */
export const pelicanLeftovers = (body: string): Leftover[] =>
  findProse(body, /\{%-?\s*(\w+)[^%\n]*%\}|\{\{[^{}\n]*\}\}/g).map(({ match, line }) => ({
    line,
    message: "the template tag … has no counterpart here and stays in the text",
    of: [match[0]],
  }));
