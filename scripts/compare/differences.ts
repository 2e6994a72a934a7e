import { parseMoment } from "../base/moments.ts";
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
  /** Whether the import's report says that something of its text is missing, such as what a shortcode made. */
  readonly isNamed: boolean;
  readonly headings: readonly string[];
  /** Fewer of a kind than before: how many there were, and are. */
  readonly structure: Partial<Readonly<Record<Structure, readonly [number, number]>>>;
  readonly anchors: readonly string[];
  readonly date?: readonly [string, string];
  readonly language?: readonly [string, string];
}

export interface Circumstances {
  /** Blocks of text that belong to the old theme. */
  readonly furniture: ReadonlySet<string>;
  /** In which the new blog shows its days. */
  readonly timezone: string;
  readonly isNamed: boolean;
}

/** Compares what a reader saw with what one sees. */
export function differences(
  path: string,
  to: string,
  old: Seen,
  now: Seen,
  { furniture, timezone, isNamed }: Circumstances,
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
    isNamed,
    headings: missing(
      old.headings.filter((heading) => heading !== "" && !furniture.has(heading)),
      now.headings,
    ),
    structure,
    anchors: [...old.anchors].filter((id) => !now.anchors.has(id) && !isNote.test(id)),
    ...(differ(old.date, now.date, timezone) && { date: [old.date ?? "", now.date ?? ""] as const }),
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

/** Whether two dates are neither the same moment nor, as the old one is written and the new one shown, the same day. */
function differ(old: string | undefined, now: string | undefined, timeZone: string): boolean {
  if (old === undefined || now === undefined) return false;
  const [a, b] = [parseMoment(old), parseMoment(now)];
  if (typeof a !== "number" || typeof b !== "number" || a === b) return false;
  // Sweden writes days as ISO 8601 does.
  const shown = new Intl.DateTimeFormat("sv", { timeZone }).format(b * 1000);
  return old.slice(0, 10) !== now.slice(0, 10) && old.slice(0, 10) !== shown;
}

/**
 * Blocks of text that most pages below a folder have: what the theme says there, not the authors. Gives those of a page, by its path. Folders
 * that are dates have no layout of their own.
 */
export function furnitureOf(
  pages: readonly { readonly path: string; readonly old: Seen }[],
): (path: string) => ReadonlySet<string> {
  const groups = new Map<string, { size: number; readonly counts: Map<string, number> }>();
  for (const { path, old } of pages)
    for (const folder of foldersOf(path)) {
      const group = groups.get(folder) ?? { size: 0, counts: new Map<string, number>() };
      groups.set(folder, group);
      group.size++;
      for (const block of new Set([...old.blocks, ...old.headings]))
        group.counts.set(block, (group.counts.get(block) ?? 0) + 1);
    }
  const furniture = new Map(
    [...groups].map(([folder, { size, counts }]) => {
      const least = Math.max(4, size / 2);
      return [folder, [...counts].filter(([, count]) => count >= least).map(([block]) => block)];
    }),
  );
  return (path) => new Set(foldersOf(path).flatMap((folder) => furniture.get(folder) ?? []));
}

/** The folders above a path, from the root on. */
function foldersOf(path: string): string[] {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.flatMap((_, depth) =>
    depth > 0 && /^\d+$/.test(parts[depth - 1] ?? "") ? [] : [`/${parts.slice(0, depth).join("/")}`],
  );
}
