import type { Sort } from "./fonts.ts";
import { type Line, type Reading, setLine } from "./shape.ts";

/** What must stay on one line, and its width in ems, without and with the space after it. */
interface Word {
  readonly sorts: readonly Sort[];
  readonly width: number;
  readonly advance: number;
}

/** A text that can be broken into lines of any measure, which is in ems. */
export function paragraphOf(all: readonly Sort[], reading: Reading) {
  const line = (sorts: readonly Sort[]): Line => setLine(trimmed(sorts), reading);
  const measured = (sorts: readonly Sort[]): Word => {
    const { width } = line(sorts);
    const last = sorts.at(-1);
    return { sorts, width, advance: width + (last?.text === " " ? last.cut.space : 0) };
  };
  const words = parted(all, (word, next) => mayBreak(word, next.text)).map(measured);

  function split({ sorts }: Word, measure: number): readonly Word[] {
    return parted(sorts, (piece, next) => line([...piece, next]).width > measure).map(measured);
  }

  /** As many words on each line as fit. A word that is longer than a line is cut where the line ends. */
  function fill(measure: number): readonly (readonly Word[])[] {
    const pieces = words.flatMap((each) => (each.width > measure ? split(each, measure) : each));
    return parted(pieces, (last, { width }) => width > last.reduce((room, { advance }) => room - advance, measure));
  }

  function cut(measure: number, limit: number, ellipsis: readonly Sort[]): readonly Line[] {
    const [last = [], ...before] = fill(measure).slice(0, limit).reverse();
    const withEllipsis = (sorts: readonly Sort[]): Line => line([...trimmed(sorts), ...ellipsis]);
    const kept = [...last];
    while (kept.length > 1 && withEllipsis(sortsOf(kept)).width > measure) kept.pop();
    const sorts = [...sortsOf(kept)];
    while (sorts.length > 1 && withEllipsis(sorts).width > measure) sorts.pop(); // a word longer than the line
    return [...before.reverse().map((each) => line(sortsOf(each))), withEllipsis(sorts)];
  }

  const countAt = (measure: number): number => fill(measure).length;

  /** Whether it takes no more lines, without a word that is cut. */
  const fits = (measure: number, limit: number): boolean =>
    words.every(({ width }) => width <= measure) && countAt(measure) <= limit;

  /** At most `limit` lines. If all fits, they are of about the same length, else the last ends with an ellipsis. */
  function set(measure: number, limit: number, ellipsis: readonly Sort[]): readonly Line[] {
    const count = countAt(measure);
    if (count > limit) return cut(measure, limit, ellipsis);
    // No narrower than the longest word, which would be cut.
    const longest = Math.max(...words.map(({ width }) => width).filter((width) => width <= measure));
    let [short, long] = [Math.max(measure / 2, longest), measure];
    // Seven halvings find the narrowest measure that needs no more lines, to a hundredth.
    for (let step = 0; step < 7; step++) {
      const middle = (short + long) / 2;
      if (countAt(middle) > count) short = middle;
      else long = middle;
    }
    return fill(long).map((each) => line(sortsOf(each)));
  }

  return { fits, set };
}

const sortsOf = (words: readonly Word[]): readonly Sort[] => words.flatMap(({ sorts }) => sorts);

/** Without the spaces at the end. */
const trimmed = (line: readonly Sort[]): readonly Sort[] =>
  line.slice(0, line.findLastIndex((sort) => sort.text !== " ") + 1);

/** Cuts a list before each item that begins a new part, after what the last part contains so far. */
function parted<Item>(items: readonly Item[], begins: (last: readonly Item[], item: Item) => boolean): Item[][] {
  const parts: Item[][] = [];
  for (const item of items) {
    const last = parts.at(-1);
    if (last === undefined || begins(last, item)) parts.push([item]);
    else last.push(item);
  }
  return parts;
}

const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]/u;
const clings = /^[\p{Pe}\p{Pf}、。，．・：；？！ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ]/u;
const opens = /[\p{Ps}\p{Pi}]$/u;

/**
 * What titles need of UAX #14: after spaces, dashes, and hyphens after a letter or digit, as those of "--save" begin a word; and
 * between ideographs but for JIS X 4051's exceptions.
 */
function mayBreak(word: readonly Sort[], after: string): boolean {
  const [joined = "", before = ""] = [word.at(-2)?.text, word.at(-1)?.text];
  if (before === " ") return !/^[ \u2013\u2014:;!?\p{Pf}]/u.test(after); // nor do lines begin with a dash, or in French with a colon
  if (/[-\u2010]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(joined)) return false;
  if (/[-\u2010\u2013\u2014]$/u.test(before)) return /^\p{L}/u.test(after);
  if (!ideograph.test(before) && !ideograph.test(after)) return false;
  return after !== " " && !clings.test(after) && !opens.test(before);
}
