import { inUtc, parseMoment, type Resolve } from "../base/moments.ts";
import { type Seen, type Structure, wordsOf } from "./seen.ts";

/** What the new page lacks of the old one. */
export interface Differences {
  /** The old address. */
  readonly path: string;
  /** The new one. */
  readonly to: string;
  /** How many words the old page had. */
  readonly words: number;
  readonly lost: readonly string[];
  readonly headings: readonly string[];
  /** Fewer of a kind than before: how many there were, and are. */
  readonly structure: Partial<Readonly<Record<Structure, readonly [number, number]>>>;
  readonly anchors: readonly string[];
  readonly date?: readonly [string, string];
  readonly language?: readonly [string, string];
}

/** Compares what a reader saw with what one sees. `furniture` are blocks of text that belong to the old theme. */
export function differences(
  path: string,
  to: string,
  old: Seen,
  now: Seen,
  furniture: ReadonlySet<string>,
  resolve = inUtc,
): Differences {
  const words = old.blocks.filter((block) => !furniture.has(block)).flatMap(wordsOf);
  const structure = Object.fromEntries(
    (Object.keys(old.counts) as Structure[]).flatMap((kind) =>
      old.counts[kind] > now.counts[kind] ? [[kind, [old.counts[kind], now.counts[kind]]]] : [],
    ),
  ) as Differences["structure"];
  return {
    path,
    to,
    words: words.length,
    lost: missing(words, now.words),
    headings: missing(
      old.headings.filter((heading) => heading !== "" && !furniture.has(heading)),
      now.headings,
    ),
    structure,
    anchors: [...old.anchors].filter((id) => !now.anchors.has(id) && !isNote.test(id)),
    ...(differ(old.date, now.date, resolve) && { date: [old.date ?? "", now.date ?? ""] as const }),
    ...(old.language !== undefined &&
      old.language.slice(0, 2) !== now.language?.slice(0, 2) && {
        language: [old.language, now.language ?? ""] as const,
      }),
  };
}

// Every system numbers footnotes in its own way, and they are led to from their own text alone.
const isNote = /^(fn|fnref|footnote|ref-|cite)/i;

/** Which of these there are more of than of those. */
function missing(these: readonly string[], those: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const each of those) left.set(each, (left.get(each) ?? 0) + 1);
  return these.filter((each) => {
    const count = left.get(each) ?? 0;
    left.set(each, count - 1);
    return count <= 0;
  });
}

/** Whether two dates are neither the same moment nor written as the same day. An old one without an offset is of the site's zone. */
function differ(old: string | undefined, now: string | undefined, resolve: Resolve): boolean {
  if (old === undefined || now === undefined || old.slice(0, 10) === now.slice(0, 10)) return false;
  const [a, b] = [parseMoment(old, resolve), parseMoment(now)];
  if (typeof a !== "number" || typeof b !== "number") return false;
  const isWithinDay = /^\S{10}$/.test(old.trim()) && b > a && b < a + 24 * 60 * 60;
  return a !== b && !isWithinDay;
}

/** Blocks of text that most pages have: what the theme says, not their authors. */
export function furnitureOf(pages: readonly Seen[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { blocks, headings } of pages)
    for (const block of new Set([...blocks, ...headings])) counts.set(block, (counts.get(block) ?? 0) + 1);
  const least = Math.max(4, pages.length / 2);
  return new Set([...counts].filter(([, count]) => count >= least).map(([block]) => block));
}
