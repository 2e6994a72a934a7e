import { styleText } from "node:util";
import { plural } from "../base/order.ts";
import { printable } from "../base/printable.ts";
import { type Alive, aliveLines } from "./alive.ts";
import type { Differences } from "./differences.ts";
import type { Structure } from "./seen.ts";

/** All that a comparison found. */
export interface Comparison {
  readonly addresses: Alive;
  readonly pages: readonly Differences[];
}

/** How many pages are named for one kind of difference. */
const shown = 5;

/** A comparison for people, safe for a terminal. `all` names every page. */
export function reportComparison({ addresses, pages }: Comparison, all: boolean): string {
  const words = sum(pages, ({ words: count }) => count);
  const lost = sum(pages, (page) => page.lost.length);
  const section = (title: string, found: readonly string[]): string[] =>
    found.length === 0
      ? []
      : [styleText("bold", title), ...limited(found.map(printable), all).map((line) => `  ${line}`)];
  const of = <T>(pick: (page: Differences) => T | undefined, say: (found: T, page: Differences) => string): string[] =>
    pages.flatMap((page) => {
      const found = pick(page);
      return found === undefined ? [] : [`${page.path} ${say(found, page)}`];
    });
  const some = (list: readonly string[]): readonly string[] | undefined => (list.length === 0 ? undefined : list);
  const worst = pages.filter((page) => page.lost.length > 0).toSorted((a, b) => b.lost.length - a.lost.length);
  const [named, others] = [worst.filter(({ isNamed }) => isNamed), worst.filter(({ isNamed }) => !isNamed)];
  const lostOn = (found: readonly Differences[]): string[] =>
    found.map((page) => `${page.path} ${page.lost.length} of ${page.words}: ${excerpt(page.lost)}`);
  const without = sum(others, (page) => page.lost.length);
  return `${[
    styleText("bold", "Addresses"),
    ...aliveLines(addresses, all).map((line) => `  ${line}`),
    styleText("bold", "Pages"),
    `  ${plural(pages.length, "article")} compared, ${percent(words - lost, words)} of ${words.toLocaleString("en")} words are there`,
    ...(named.length === 0
      ? []
      : [
          `  ${percent(words - without, words)} but for ${plural(named.length, "page")} where the import's report says what is missing`,
        ]),
    ...totals(pages).map((line) => `  ${line}`),
    ...section(`Words lost on ${plural(others.length, "page")}`, lostOn(others)),
    ...section(`Words lost on ${plural(named.length, "page")}, as the import's report says`, lostOn(named)),
    ...section(
      "Headings lost",
      of(
        (page) => some(page.headings),
        (found) => found.map((heading) => `"${heading}"`).join(", "),
      ),
    ),
    ...section(
      "Structure lost",
      of(
        ({ structure }) => (Object.keys(structure).length === 0 ? undefined : structure),
        (found) =>
          Object.entries(found)
            .map(([kind, [was, is]]) => `${is} of ${was} ${kind}`)
            .join(", "),
      ),
    ),
    ...section(
      "Anchors lost",
      of(
        (page) => some(page.anchors),
        (found) => found.map((id) => `#${id}`).join(" "),
      ),
    ),
    ...section(
      "Other dates",
      of(
        (page) => page.date,
        ([was, is]) => `${is} instead of ${was}`,
      ),
    ),
    ...section(
      "Other languages",
      of(
        (page) => page.language,
        ([was, is]) => `"${is}" instead of "${was}"`,
      ),
    ),
  ].join("\n")}\n`;
}

/** Whether anything is missing that a reader of the old site would miss. */
export const isComplete = ({ addresses, pages }: Comparison): boolean =>
  addresses.dead.length === 0 &&
  pages.every(
    (page) =>
      page.lost.length === 0 && page.headings.length === 0 && page.date === undefined && page.language === undefined,
  );

function totals(pages: readonly Differences[]): string[] {
  const kinds: readonly (readonly [string, (page: Differences) => number])[] = [
    ["heading", ({ headings }) => headings.length],
    ...(["code", "tables", "lists", "pictures", "quotes", "definitions"] as const satisfies readonly Structure[]).map(
      (kind) =>
        [
          `of ${kind}`,
          ({ structure }: Differences) => (structure[kind]?.[0] ?? 0) - (structure[kind]?.[1] ?? 0),
        ] as const,
    ),
    ["anchor", ({ anchors }) => anchors.length],
    ["date", ({ date }) => (date === undefined ? 0 : 1)],
    ["language", ({ language }) => (language === undefined ? 0 : 1)],
  ];
  const found = kinds.flatMap(([kind, count]) => {
    const total = sum(pages, count);
    return total === 0
      ? []
      : [
          `${total.toLocaleString("en")} ${kind.startsWith("of ") ? kind : kind + (total === 1 ? "" : "s")} on ${plural(pages.filter((page) => count(page) > 0).length, "page")}`,
        ];
  });
  return found.length === 0
    ? ["headings, code, tables, lists, pictures, anchors, dates and languages are the same"]
    : [`missing or different: ${found.join("; ")}`];
}

function limited(lines: readonly string[], all: boolean): string[] {
  const listed = all ? [...lines] : lines.slice(0, shown);
  const more = lines.length - listed.length;
  return more === 0 ? listed : [...listed, `and ${more.toLocaleString("en")} more, with --all`];
}

const excerpt = (words: readonly string[]): string => {
  const text = words.slice(0, 12).join(" ");
  return words.length > 12 ? `${text} …` : text;
};

const percent = (part: number, whole: number): string =>
  `${whole === 0 ? 100 : Math.floor((part / whole) * 10_000) / 100} %`;

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
