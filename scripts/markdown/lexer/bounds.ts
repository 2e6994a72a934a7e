import { firstIndex } from "../../../src/content/first-index.ts";
import { Excess } from "../../base/problems.ts";

// marked recurses, so that some 2,000 levels end its stack; each level also reads its whole text again. No text that
// a person wrote comes near this.
export const deepest = 100;

const mostLazyLines = 500;

/** Throws `Excess` at a quotation that marked reads all over again at each line that goes on with it after one that did not say so. */
export function checkQuotation(quotation: string, src: string): void {
  if (Array.from(quotation.matchAll(/\n {0,3}[^\s>][^\n]*\n {0,3}>/g)).length > mostLazyLines)
    throw new Excess(
      src,
      `quotation has more than ${mostLazyLines} lines without the ">" of those around them, write it`,
    );
}

const mostLazyInItem = 5000;

// What ends an item, or the paragraph in it, but for HTML.
const endsItem = /^(?:\s|>|(?:[-*+]|\d{1,9}[.)])(?:\s|$)|#{1,6}(?:\s|$)|`{3}|~{3})/;

/** Throws `Excess` at an item of a list, which marked copies at each line of a paragraph that is not indented as the item is. */
export function checkItem(src: string, htmlBegin: RegExp): void {
  let count = 0;
  for (let end = src.indexOf("\n"); end !== -1 && count < mostLazyInItem; end = src.indexOf("\n", end + 1)) {
    const line = src.slice(end + 1, end + 20);
    if (line === "" || endsItem.test(line) || htmlBegin.test(line)) return;
    count += 1;
  }
  if (count === mostLazyInItem)
    throw new Excess(
      src,
      `list item has more than ${mostLazyInItem} lines that are not indented, indent them or write an empty line before what is not part of it`,
    );
}

/** Throws `Excess` at a table, in which marked fills up the cells that a row lacks, so that a few characters become many. */
export function checkTable(columns: number, read: () => string, src: string): void {
  const whole = columns > 8 ? read() : "";
  if (columns * whole.split("\n").length > 10_000 + whole.length)
    throw new Excess(
      src,
      `table has ${columns} columns, and most of its rows have far fewer cells, write all cells or fewer columns`,
    );
}

const mostHeads = 1000;

/** Throws `Excess` at what looks like the head of a table, at which marked divides a paragraph and puts it together again. */
export function checkHeads(count: number, src: string): void {
  if (count > mostHeads)
    throw new Excess(
      src,
      `more than ${mostHeads} tables have other columns in their head than in the line below it, write "|-" for each column`,
    );
}

/** A text whose inline tokens are being read, and what is known of it once that is asked for. */
export interface Run {
  readonly text: string;
  /** Where its marks of emphasis are. */
  marks?: readonly number[];
  /** Up to where what begins like an address is too long to be one. */
  unaddressed?: number;
}

/** Whether a text is so long that something in it might take long. */
export const isLong = ({ length }: string): boolean => length >= 4096;

/** What hides all up to its end, each with that. */
const hiding = [
  ["<!--", "-->"],
  ["<?", "?>"],
  ["<![CDATA[", "]]>"],
  ["<!", ">"],
] as const;

const mostUnended = 200;

/** Throws `Excess` at a text with many comments and codes that never end: for each, marked looks through all that follows. */
export function checkEnds(src: string): void {
  if (!isLong(src)) return;
  const { prose, unended } = src.includes("`") ? withoutCode(src) : { prose: src, unended: 0 };
  for (const [begin, end] of hiding)
    if (prose.split(begin).filter((part) => !part.includes(end)).length > mostUnended) {
      const message = `text has "${begin}" more than ${mostUnended} times without "${end}", write &lt; for a plain "<"`;
      throw new Excess(src, message);
    }
  if (unended > mostUnended) {
    const message = `text has more than ${mostUnended} backticks that begin no code, write \\\` for a plain one`;
    throw new Excess(src, message);
  }
}

/** A text but for its code, and how many of its backticks seem to begin some. */
function withoutCode(src: string): { prose: string; unended: number } {
  const runs = Map.groupBy(src.matchAll(/`+/g), ([run]) => run.length);
  const signs = /\\[^]|`+/g;
  let prose = "";
  let from = 0;
  let unended = 0;
  for (let found = signs.exec(src); found; found = signs.exec(src)) {
    const [{ length }, at] = [found[0], found.index];
    if (src[at] === "\\") continue;
    const alike = runs.get(length) ?? [];
    const end = alike[firstIndex(0, alike.length, (index) => (alike[index]?.index ?? 0) > at)];
    if (!end) unended += length;
    else {
      prose += src.slice(from, at);
      from = signs.lastIndex = end.index + length;
    }
  }
  return { prose: prose + src.slice(from), unended };
}

/** So many marks of emphasis further on, none ends what begins at one, in what is left of a long text. */
const manyMarks = 100;

/** A text up to the last mark that can end what begins at its first character, and the same of its masked form, with what stands before. */
export function nearMarks(src: string, masked: string, run: Run): [string, string] {
  if (!isLong(src) || !/[*_~]/.test(src.charAt(0))) return [src, masked];
  const places = (run.marks ??= Array.from(masked.matchAll(/[*_~]/g), ({ index }) => index));
  const start = masked.length - src.length;
  const end = places[firstIndex(0, places.length, (index) => (places[index] ?? 0) >= start) + manyMarks];
  if (end === undefined) return [src, masked];
  return [src.slice(0, end - start), masked.slice(Math.max(0, start - manyMarks), end)];
}

/** Whether a line begins nothing but text: with a letter, a number, a sign of prose, emphasis, code, or a link that is not a definition. */
export function beginsText(src: string, at: number): boolean {
  if (src[at] !== "[") return textual.test(src.slice(at, at + 12));
  const end = src.indexOf("\n", at);
  return !src.slice(at, end === -1 ? undefined : end).includes("]:");
}

const textual = /^(?:\p{L}|\d{10}|\d+(?![\d.)])|["'“”‘’«»„(!\\&.,;?/%@{}]|\*{1,3}[^\s*]|`{1,2}[^\n`])/u;
