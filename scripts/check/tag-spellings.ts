import { compare } from "../base/order.ts";
import type { Site } from "../../src/content/site.ts";
import { placeOf, type Rule } from "./rule.ts";
import { namesIn } from "../read/fields.ts";
import type { Checked } from "./checked-site.ts";

/** Tags and other terms that differ by case, accents or hyphens alone: each is a list of its own, or a name that changes from post to post. */
export const checkTags: Rule = ({ articles, content: { site } }, report) => {
  for (const [field, preferred] of preferredTerms(articles, site)) {
    for (const article of articles) {
      for (const { text, index } of namesIn(article.data[field])) {
        const better = preferred.get(text);
        if (better === undefined) continue;
        const found = field === "tags" ? "tag is" : `${field} has`;
        const message = `${found} "${text}", elsewhere it is "${better}", expected one spelling (--fix changes it)`;
        report(article.file, { severity: "warning", ...placeOf(article, field, index), message });
      }
    }
  }
};

/** By field, what each tag and each term of the site's own taxonomies is better written as. */
export const preferredTerms = (articles: readonly Checked[], site: Site): Map<string, Map<string, string>> =>
  new Map(termFields(site).map((field) => [field, preferredIn(field, articles)]));

export const termFields = ({ taxonomies = [] }: Site): string[] => ["tags", ...taxonomies.map(({ field }) => field)];

/** For what is written in several ways: as most posts have it, else as the last by code unit, in which small letters come after capitals. */
function preferredIn(field: string, articles: readonly Checked[]): Map<string, string> {
  const counts = new Map<string, number>();
  for (const article of articles)
    for (const { text } of namesIn(article.data[field])) counts.set(text, (counts.get(text) ?? 0) + 1);
  const preferred = new Map<string, string>();
  for (const group of Map.groupBy(counts.keys(), likeness).values()) {
    const [best = "", ...others] = group.toSorted(
      (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || compare(b, a),
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
