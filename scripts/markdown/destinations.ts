import { decodeHTMLStrict } from "entities";
import type { Token, Tokens } from "marked";
import type { Body } from "./body.ts";
import type { Placed } from "./slots.ts";
import type { Positions } from "./positions.ts";
import { visit } from "./tokens.ts";

// CommonMark 0.31.2 §6.3 and §4.7: in angle brackets, or up to white space and without.
const inLink = /\]\(\s*(?:<(?<url>(?:\\.|[^\n<>\\])*)>|(?<url>\S*?))(?=\s*\)$|\s)/y;
const inDefinition = /^\s*\[(?:\\.|[^\]\\])+\]:\s*(?:<(?<url>(?:\\.|[^\n<>\\])*)>|(?<url>\S+))/;

// Each may be looked through up to the end of the title.
const mostInTitle = 100;

type Destined = Tokens.Link | Tokens.Image | Tokens.Def;

/** The destination of `[text](URL "title")`, of pictures, and of definitions. Links of other forms have none. */
function destinationIn({ type, raw, href }: Destined): RegExpExecArray | null {
  if (type === "def") return inDefinition.exec(raw);
  if (!raw.endsWith(")")) return null;
  // The text before it and the title after it may look like one.
  let from = raw.lastIndexOf("](");
  for (let left = mostInTitle; from !== -1 && left > 0; from = raw.lastIndexOf("](", from - 1), left -= 1) {
    inLink.lastIndex = from;
    const found = inLink.exec(raw);
    if (found?.groups?.["url"]?.replaceAll(/\\([!-/:-@[-`{-~])/g, "$1") === href) return found;
  }
  return null;
}

/** Where a token stands, and its URL. */
export function placeOf(token: Destined, positions: Positions): Placed {
  const found = destinationIn(token);
  const url = found?.groups?.["url"] ?? "";
  // It comes last, but for a bracket; to have its place from the expression would take twice as long.
  const end = found ? found.index + found[0].lastIndexOf(url) : 0;
  // A token stands where its first sign does, and the definition of a reference may be indented.
  const isIndented = token.type === "def" && !token.raw.slice(0, end).includes("\n");
  const at = isIndented ? end - (token.raw.length - token.raw.trimStart().length) : end;
  return { ...positions.of(token), ...positions.written(token, at, url) };
}

/** Holds a slot for each definition of a reference (`[label]: URL`), those included that nothing refers to. */
export function holdDefinitions(tokens: readonly Token[], { source, slots, positions }: Body): void {
  if (!source.includes("]:")) return;
  visit(tokens, (token) => {
    if (token.type !== "def") return;
    slots.hold({ kind: "link", href: urlOf(token.href), ...placeOf(token, positions) });
  });
}

/** A destination in Markdown as a URL. */
export const urlOf = (href: string): string => toUrl(decodeHTMLStrict(href));

/** Percent-encodes what a URL can't contain; escapes that are there already stay, and so do the brackets of an IPv6 address. */
export const toUrl = (href: string): string =>
  // Most contain nothing of that.
  /^[\w/:.#?=&;,@+$!~*'()-]*$/.test(href)
    ? href
    : encodeURI(href.toWellFormed())
        .replaceAll("%25", "%")
        .replace(/^([a-z][\w+.-]*:)?\/\/%5B([\da-f:.]+)%5D/i, "$1//[$2]");
