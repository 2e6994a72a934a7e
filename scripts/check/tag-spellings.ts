import { listed, placeOf, type Rule } from "./rule.ts";
import type { Checked } from "./checked-site.ts";

/** Tags that differ by case, accents or hyphens alone: each is a list of its own, or a name that changes from post to post. */
export const checkTags: Rule = ({ articles }, tell) => {
  const preferred = preferredTags(articles);
  for (const article of articles) {
    for (const { text, path } of listed(article, "tags")) {
      const better = preferred.get(text);
      if (better === undefined) continue;
      tell({
        file: article.file,
        severity: "warning",
        ...placeOf(article, ...path),
        message: `tag is "${text}", elsewhere it is "${better}", expected one spelling (--fix changes it)`,
      });
    }
  }
};

/** What each tag is better written as, where it is written in several ways: as most posts have it, else as the first by name. */
export function preferredTags(articles: readonly Checked[]): Map<string, string> {
  const counts = new Map<string, number>();
  for (const article of articles)
    for (const { text } of listed(article, "tags")) counts.set(text, (counts.get(text) ?? 0) + 1);
  const preferred = new Map<string, string>();
  for (const group of Map.groupBy(counts.keys(), likeness).values()) {
    const [best = "", ...others] = group.toSorted(
      (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? 1 : -1),
    );
    for (const other of others) preferred.set(other, best);
  }
  return preferred;
}

// Letters that are written with one stroke more, and so have no decomposition in Unicode.
const strokes: Readonly<Record<string, string>> = { ł: "l", ø: "o", đ: "d", ħ: "h", ı: "i", ß: "ss", æ: "ae", œ: "oe" };

const likeness = (tag: string): string =>
  tag
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[łøđħıßæœ]/g, (letter) => strokes[letter] ?? letter)
    .replace(/[\s_-]+/g, " ");
