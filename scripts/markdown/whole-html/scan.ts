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
  readonly attributes: ReadonlyMap<string, string>;
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
const opening = /<(\/?)([a-z][^\t\n\f\r />]*)/iy;
const attribute = new RegExp(
  `[\\t\\n\\f\\r /]*([^\\t\\n\\f\\r />][^\\t\\n\\f\\r />=]*)(?:${space}*=${space}*(?:"([^"]*)"|'([^']*)'|([^\\t\\n\\f\\r >"'][^\\t\\n\\f\\r >]*)|(?=>)))?`,
  "y",
);
const closing = /[\t\n\f\r /]*>/y;

/** The first tag, or what is not finished, from an offset on. In SVG and MathML (`foreign`) there is CDATA as well. */
export function scan(html: string, from: number, foreign: boolean): Tag | Unfinished | undefined {
  for (let start = html.indexOf("<", from); start !== -1; start = html.indexOf("<", start)) {
    const next = html[start + 1] ?? "";
    if (/[a-z]/i.test(next) || (next === "/" && /[a-z]/i.test(html[start + 2] ?? ""))) return tagAt(html, start);
    if (next !== "!" && next !== "?" && next !== "/") {
      start += 1;
      continue;
    }
    const isComment = html.startsWith("<!--", start);
    const pattern = isComment ? comment : foreign && html.startsWith("<![CDATA[", start) ? characters : declaration;
    const end = endOf(pattern, html, start);
    if (end === undefined) return { type: "unfinished", comment: isComment, start };
    start = end;
  }
  return undefined;
}

function tagAt(html: string, start: number): Tag | Unfinished {
  opening.lastIndex = start;
  const [head = "", slash, written = ""] = opening.exec(html) ?? [];
  const attributes = new Map<string, string>();
  let at = start + head.length;
  let odd = false;
  let swallows = false;
  for (;;) {
    const end = endOf(closing, html, at);
    if (end !== undefined) {
      if (odd && swallows) return { type: "unfinished", comment: false, start };
      const name = written.toLowerCase();
      const type = slash === "/" ? "end" : "start";
      return {
        type,
        name,
        written,
        start,
        end,
        slash: html[end - 2] === "/" && end - 2 >= at ? end - 2 : undefined,
        attributes,
      };
    }
    attribute.lastIndex = at;
    const [all, name = "", double, single, bare = ""] = attribute.exec(html) ?? [];
    // A quote is left open, or the next tag begins before this one has ended.
    if (all === undefined || name.includes("<") || /^=["']/.test(name))
      return { type: "unfinished", comment: false, start };
    const value = double ?? single ?? bare;
    odd ||= /["']/.test(name);
    swallows ||= /[<>]/.test(value);
    if (!attributes.has(name.toLowerCase())) attributes.set(name.toLowerCase(), value);
    at += all.length;
  }
}

function endOf(pattern: RegExp, html: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(html) ? pattern.lastIndex : undefined;
}
