import { type Live, liveArticles } from "./live-at.ts";
import { surfacesOf } from "./shard.ts";
import { bytesOf, outlineOf } from "./shard-reader.ts";
import { parseQuery } from "./query.ts";
import { bucketOf, isUnspaced, wordsIn } from "./words-in-text.ts";

const maxNear = 5;

/**
 * The keys of the buckets in which a word may stand whose first two characters have a slip: where it stands as it is, where it would with two
 * characters swapped, or without one that is too many.
 */
export function nearBuckets(word: string): readonly string[] {
  if (boundOf(word) === 0) return [];
  const letters = Array.from(word);
  const [first = "", second = "", third = "", ...rest] = letters;
  const spellings = [
    letters,
    [second, first, third, ...rest],
    [second, third, ...rest],
    [first, third, second, ...rest],
    [first, third, ...rest],
  ];
  return spellings.map((letters) => bucketOf(letters.join("")));
}

/** Words of some shards that are spelled nearly like one that isn't in the index: the nearest first, then the most frequent. */
export function nearWords(word: string, shards: readonly Uint8Array[], live: Live): readonly string[] {
  const bound = boundOf(word);
  const outline = outlineOf(bytesOf(word));
  const found = new Map<string, { distance: number; articles: number }>();
  for (const shard of shards)
    for (const entry = surfacesOf(shard); entry.next();) {
      if (entry.isTitle || !entry.mayBeNear(outline, bound)) continue;
      const { surface } = entry;
      const distance = distanceOf(word, surface, bound);
      if (distance > bound) continue;
      const articles = liveArticles(entry.postings, live) + (found.get(surface)?.articles ?? 0);
      if (articles > 0) found.set(surface, { distance, articles });
    }
  return [...found]
    .sort(([, one], [, other]) => one.distance - other.distance || other.articles - one.articles)
    .slice(0, maxNear)
    .map(([surface]) => surface);
}

/** A query with near words in the place of those that aren't in the index; words that have none are left out. */
export function nearQueries(query: string, nearOf: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const count = Math.max(0, ...[...nearOf.values()].map((near) => near.length));
  const queries = Array.from({ length: count }, (_, index) => {
    let [text, at, kept] = ["", 0, 0];
    for (const { word, start, end, kind } of wordsIn(query)) {
      const near = nearOf.get(word);
      if (near) {
        text += query.slice(at, Math.max(start, kept)) + (near[Math.min(index, near.length - 1)] ?? " ");
        at = end;
      } else if (kind === "pair") {
        // Pairs of characters overlap: one that stays has a character of each that is left out beside it.
        at = Math.min(at, start);
        kept = end;
      }
    }
    return parseQuery(text + query.slice(at)).spelling;
  });
  return [...new Set(queries)];
}

/** How many slips a word is taken to have at most. One number is not meant by another. */
const boundOf = (word: string): number =>
  isUnspaced(word) || !/\p{L}/u.test(word) || word.length < 4 ? 0 : word.length < 6 ? 1 : 2;

/**
 * How many characters must be added, dropped, replaced or swapped with their neighbour to make one word of another (optimal string
 * alignment); something above the bound if it is more than that.
 */
function distanceOf(one: string, other: string, bound: number): number {
  if (Math.abs(one.length - other.length) > bound) return bound + 1;
  let [before, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > bound) return least;
    [before, last] = [last, row];
  }
  return last[other.length] ?? 0;
}
