import { type Edit, Edited } from "../base/edits.ts";

/**
 * The same text with all code blanked out: fenced, indented and inline code, `<pre>`, and HTML comments. Line breaks
 * and length stay, so that a place in one is the same place in the other.
 */
const maskCode = (body: string): string => maskBlocks(body).replace(inline, blank);

const inline =
  /(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n)[^])*?(?<!`)\1(?!`)|<!--[^]*?-->|<pre\b[^]*?<\/pre>|<code\b[^]*?<\/code>/gi;

/** Where `pattern` (global) is found outside of code: each match with its line, counted from 1. */
export function findProse(body: string, pattern: RegExp): { readonly match: RegExpExecArray; readonly line: number }[] {
  // The mask has blanks where the text has code, so the groups are read from the text itself.
  const here = new RegExp(pattern.source, pattern.flags.replace("g", "y"));
  let line = 1;
  let from = 0;
  return [...maskCode(body).matchAll(pattern)].flatMap(({ index }) => {
    line += breaks(body.slice(from, index));
    from = index;
    here.lastIndex = index;
    const match = here.exec(body);
    return match ? [{ match, line }] : [];
  });
}

/** What a match becomes; undefined leaves it as it is. */
type Change<Place extends readonly unknown[] = []> = (match: RegExpExecArray, ...place: Place) => string | undefined;

/** Replaces what `pattern` (global) finds outside of code. Lines count from 1. */
export function replaceProse(body: string, pattern: RegExp, change: Change<[line: number]>): string {
  const edits = findProse(body, pattern).map(({ match, line }) => editOf(match, change(match, line)));
  return new Edited(body, edits).text;
}

/** Replaces what `pattern` (global) finds anywhere. */
export function replaceEach(text: string, pattern: RegExp, change: Change): string {
  const edits = Array.from(text.matchAll(pattern), (match) => editOf(match, change(match)));
  return new Edited(text, edits).text;
}

function editOf({ 0: found, index: start }: RegExpExecArray, text = found): Edit {
  return { start, end: start + found.length, text };
}

export const breaks = (text: string): number => text.split("\n").length - 1;

const blank = (text: string): string => text.replace(/[^\r\n]/g, " ");

function maskBlocks(body: string): string {
  let fence: RegExp | undefined;
  let listed = false;
  let afterBlank = true;
  let indented = false;
  return body
    .split("\n")
    .map((line) => {
      if (fence) {
        if (fence.test(line)) fence = undefined;
        return blank(line);
      }
      const [, opening] = /^(?:[ \t]|>|[-*+][ \t]|\d+[.)][ \t])*(`{3,}(?=[^`]*$)|~{3,})/.exec(line) ?? [];
      if (opening !== undefined) {
        fence = new RegExp(`^[ \\t>]*${opening[0]}{${opening.length},}[ \\t]*\\r?$`);
        return blank(line);
      }
      const isBlank = line.trim() === "";
      const deep = /^(?: {4}|\t)/.test(line);
      // Deep lines below a list item or a footnote are its paragraphs.
      if (!isBlank && !deep) listed = /^ {0,3}(?:[-*+]|\d+[.)]|\[\^)/.test(line) || (listed && line.startsWith(" "));
      indented = deep && !isBlank && !listed && (afterBlank || indented);
      afterBlank = isBlank || (indented && afterBlank);
      return indented ? blank(line) : line;
    })
    .join("\n");
}
