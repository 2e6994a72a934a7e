import { rawTextElements } from "./elements.ts";

export interface Attribute {
  /** In lower case. */
  readonly name: string;
  /** The value as it is spelled, without quotes. */
  readonly spelled: string;
  /** Where that stands, with quotes. */
  readonly start: number;
  readonly end: number;
}

/** A tag as HTML's tokenizer (§13.2.5) reads it. */
export interface Tag {
  readonly type: "start" | "end";
  /** In lower case. */
  readonly name: string;
  readonly written: string;
  readonly start: number;
  readonly end: number;
  /** Where the `/` of `<br/>` stands. */
  readonly slash: number | undefined;
  /** Of two with one name only the first counts, and none at an end tag. */
  readonly attributes: readonly Attribute[];
}

/** A comment or a tag that does not end, or not where its author thinks it does. */
export interface Unfinished {
  readonly type: "unfinished";
  readonly comment: boolean;
  readonly start: number;
}

const space = String.raw`[\t\n\f\r ]`;
const comment = /<!--(?:-?>|[^]*?--!?>)/y;
// The parser takes these for comments too.
const declaration = /<(?:[!?]|\/(?![a-z]))[^>]*>/iy;
const characters = /<!\[CDATA\[[^]*?\]\]>/y;
const opening = /<(\/?)([a-z][^\t\n\f\r /<>]*)/iy;
const attribute = new RegExp(
  `[\\t\\n\\f\\r /]*([^\\t\\n\\f\\r />][^\\t\\n\\f\\r />=]*)(?:${space}*=${space}*("[^"]*"|'[^']*'|[^\\t\\n\\f\\r >"'][^\\t\\n\\f\\r >]*|(?=>)))?`,
  "y",
);
const closing = /[\t\n\f\r /]*>/y;

/** What was looked for in a text and not found, and from where on. */
export type Misses = Map<RegExp, number>;

/**
 * The first tag, or what is not finished, from an offset on. In SVG and MathML (`foreign`) there is CDATA as well. Who scans all of a text
 * keeps its `misses`.
 */
export function scan(
  html: string,
  from: number,
  foreign: boolean,
  misses: Misses = new Map(),
): Tag | Unfinished | undefined {
  for (let start = html.indexOf("<", from); start !== -1; start = html.indexOf("<", start)) {
    const next = html[start + 1] ?? "";
    if (/[a-z]/i.test(next) || (next === "/" && /[a-z]/i.test(html[start + 2] ?? ""))) return tagAt(html, start);
    if (next !== "!" && next !== "?" && next !== "/") {
      start += 1;
      continue;
    }
    const isComment = html.startsWith("<!--", start);
    const pattern = isComment ? comment : foreign && html.startsWith("<![CDATA[", start) ? characters : declaration;
    const end = endOfLong(pattern, html, start, misses);
    if (end === undefined) return { type: "unfinished", comment: isComment, start };
    start = end;
  }
  return undefined;
}

function tagAt(html: string, start: number): Tag | Unfinished {
  const unfinished = { type: "unfinished", comment: false, start } as const;
  opening.lastIndex = start;
  const [head = "", ends, written = ""] = opening.exec(html) ?? [];
  const attributes = new Map<string, Attribute>();
  let at = start + head.length;
  let odd = false;
  let swallows = false;
  // The next tag begins before this one has ended.
  if (html[at] === "<") return unfinished;
  let end = endOf(closing, html, at);
  while (end === undefined) {
    attribute.lastIndex = at;
    const [all, spelledName = "", value = ""] = attribute.exec(html) ?? [];
    // A quote is left open, or the next tag begins here too.
    if (all === undefined || spelledName.includes("<") || /^=["']/.test(spelledName)) return unfinished;
    odd ||= /["']/.test(spelledName);
    swallows ||= /[<>]/.test(value);
    at += all.length;
    const name = spelledName.toLowerCase();
    const spelled = /^["']/.test(value) ? value.slice(1, -1) : value;
    if (!attributes.has(name) && ends === "")
      attributes.set(name, { name, spelled, start: at - value.length, end: at });
    end = endOf(closing, html, at);
  }
  if (odd && swallows) return unfinished;
  const type = ends === "/" ? "end" : "start";
  const slash = html[end - 2] === "/" && end - 2 >= at ? end - 2 : undefined;
  return { type, name: written.toLowerCase(), written, start, end, slash, attributes: [...attributes.values()] };
}

/** Where the next end tag of a name begins that is finished. */
export function endTagIn(html: string, name: string, from: number): number | undefined {
  const pattern = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, "gi");
  pattern.lastIndex = from;
  for (let match = pattern.exec(html); match; match = pattern.exec(html))
    if (scan(html, match.index, false)?.type === "end") return match.index;
  return undefined;
}

/** The tags of whole HTML in their order. Comments and texts such as scripts have none. */
export function tagsOf(html: string): Tag[] {
  const tags: Tag[] = [];
  for (let at: number | undefined = 0; at !== undefined;) {
    const tag = scan(html, at, true);
    if (!tag || tag.type === "unfinished") break;
    tags.push(tag);
    const isText = tag.type === "start" && rawTextElements.has(tag.name);
    at = isText ? endTagIn(html, tag.name, tag.end) : tag.end;
  }
  return tags;
}

function endOf(pattern: RegExp, html: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(html) ? pattern.lastIndex : undefined;
}

/** The same of what ends at a sign, which is not looked for again beyond a place from where it was not found. */
function endOfLong(pattern: RegExp, html: string, at: number, misses: Misses): number | undefined {
  if ((misses.get(pattern) ?? Infinity) <= at) return undefined;
  const end = endOf(pattern, html, at);
  if (end === undefined) misses.set(pattern, at);
  return end;
}
