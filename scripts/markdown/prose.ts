/**
 * The same text with all code blanked out: fenced, indented and inline code, `<pre>`, and HTML comments. Line breaks
 * and length stay, so that a place in one is the same place in the other.
 */
function maskCode(body: string): string {
  return maskInline(maskBlocks(body));
}

/** Replaces what `pattern` (global) finds outside of code. `change` gets the match and its line, counted from 1. */
export function replaceProse(
  body: string,
  pattern: RegExp,
  change: (match: RegExpExecArray, line: number) => string | undefined,
): string {
  const once = new RegExp(pattern.source, pattern.flags.replace("g", "") + (pattern.sticky ? "" : "y"));
  let text = "";
  let end = 0;
  let line = 1;
  for (const { 0: found, index } of maskCode(body).matchAll(pattern)) {
    line += breaks(body.slice(end, index));
    // The mask has blanks where the text has code, so the groups are read from the text itself.
    once.lastIndex = index;
    const match = once.exec(body);
    const changed = match === null ? undefined : change(match, line);
    const length = match === null ? found.length : match[0].length;
    text += body.slice(end, index) + (changed ?? body.slice(index, index + length));
    line += breaks(body.slice(index, index + length));
    end = index + length;
  }
  return text + body.slice(end);
}

/** Where `pattern` (global) is found outside of code: each match with its line, counted from 1. */
export function findProse(body: string, pattern: RegExp): { readonly match: RegExpExecArray; readonly line: number }[] {
  const found: { match: RegExpExecArray; line: number }[] = [];
  replaceProse(body, pattern, (match, line) => {
    found.push({ match, line });
    return undefined;
  });
  return found;
}

/** Replaces what `pattern` (global) finds anywhere; undefined leaves it as it is. */
export function replaceEach(
  text: string,
  pattern: RegExp,
  change: (match: RegExpExecArray) => string | undefined,
): string {
  let changed = "";
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    changed += text.slice(end, match.index) + (change(match) ?? match[0]);
    end = match.index + match[0].length;
  }
  return changed + text.slice(end);
}

/** Replaces what `pattern` (global) finds inside of fenced and inline code. */
export function replaceCode(body: string, pattern: RegExp, replacement: string): string {
  const mask = maskCode(body);
  const once = new RegExp(pattern.source, pattern.flags.replace("g", ""));
  return replaceEach(body, pattern, ({ 0: found, index }) =>
    mask.slice(index, index + found.length).trim() === "" ? found.replace(once, replacement) : undefined,
  );
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
      const opening = /^(?:[ \t]|>|[-*+][ \t]|\d+[.)][ \t])*(?<mark>`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.groups?.[
        "mark"
      ];
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

const maskInline = (text: string): string =>
  text.replace(
    /(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n)[^])*?(?<!`)\1(?!`)|<!--[^]*?-->|<pre\b[^]*?<\/pre>|<code\b[^]*?<\/code>/gi,
    blank,
  );
