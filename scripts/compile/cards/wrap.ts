import type { Sort } from "./fonts.ts";
import { type Line, type Reading, setLine } from "./shape.ts";

/** Breaks a text into lines of at most `measure` ems; what doesn't fit into `limit` lines gives way to an ellipsis. */
export function wrapAtMost(
  sorts: readonly Sort[],
  limit: number,
  measure: number,
  reading: Reading,
  ellipsis: Sort,
): readonly Line[] {
  if (fill(sorts, measure, reading).length <= limit) return wrap(sorts, measure, reading);
  const shortened = (length: number): readonly Sort[] => [...trimmed(sorts.slice(0, length)), ellipsis];
  let [fits, tooLong] = [0, sorts.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (fill(shortened(middle), measure, reading).length <= limit) fits = middle;
    else tooLong = middle;
  }
  return wrap(shortened(fits), measure, reading);
}

/** Breaks a text into lines of at most `measure` ems, of about the same length. */
export function wrap(sorts: readonly Sort[], measure: number, reading: Reading): readonly Line[] {
  const count = fill(sorts, measure, reading).length;
  let [short, long] = [measure / 2, measure];
  // Seven halvings find the narrowest measure that needs no more lines to a hundredth.
  for (let step = 0; step < 7; step++) {
    const middle = (short + long) / 2;
    if (fill(sorts, middle, reading).length > count) short = middle;
    else long = middle;
  }
  return fill(sorts, long, reading).map((line) => setLine(line, reading));
}

/** As many words on each line as fit. A word that is longer than a line is cut where the line ends. */
function fill(sorts: readonly Sort[], measure: number, reading: Reading): readonly (readonly Sort[])[] {
  const fits = (line: readonly Sort[]): boolean => setLine(trimmed(line), reading).width <= measure;
  const lines: Sort[][] = [];
  let line: Sort[] = [];
  for (const word of words(sorts)) {
    if (fits([...line, ...word])) {
      line.push(...word);
      continue;
    }
    if (line.length > 0) lines.push(line);
    line = [];
    for (const sort of word) {
      if (line.length > 0 && !fits([...line, sort])) {
        lines.push(line);
        line = [];
      }
      line.push(sort);
    }
  }
  return [...lines, line].map(trimmed).filter((each) => each.length > 0);
}

/** Without the spaces at the end. */
const trimmed = (line: readonly Sort[]): readonly Sort[] =>
  line.slice(0, line.findLastIndex((sort) => sort.text !== " ") + 1);

/** What must stay together, each word with the space behind it. */
function words(sorts: readonly Sort[]): readonly (readonly Sort[])[] {
  const found: Sort[][] = [];
  for (const [index, sort] of sorts.entries()) {
    const before = sorts[index - 1]?.text ?? " ";
    const last = found.at(-1);
    if (last === undefined || mayBreak(before, sort.text)) found.push([sort]);
    else last.push(sort);
  }
  return found;
}

const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]/u;
const clings = /^[\p{Pe}\p{Pf}、。，．・：；？！ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々]/u;
const opens = /[\p{Ps}\p{Pi}]$/u;

/** The rules of UAX #14 that titles need: spaces, hyphens and dashes, and between ideographs (with JIS X 4051's exceptions). */
function mayBreak(before: string, after: string): boolean {
  if (before === " ") return after !== " ";
  if (/[-\u2010\u2013\u2014]$/u.test(before)) return /^\p{L}/u.test(after);
  if (!ideograph.test(before) && !ideograph.test(after)) return false;
  return after !== " " && !clings.test(after) && !opens.test(before);
}
