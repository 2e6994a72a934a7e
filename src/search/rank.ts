import { isLive, type Live } from "./live-at.ts";
import type { Match } from "./match.ts";
import { eachPosting, type Postings } from "./shard.ts";

// Robertson and Zaragoza, The Probabilistic Relevance Framework: how fast more of a word adds less, and how much length tells.
export const k1 = 2;
export const b = 0.5;

/** How much a word's beginnings count beside those that have the word. */
export const besideExact = 0.3;
/** More than any words give. */
export const lift = 1000;

/** Articles that were found, in no order, and their scores by number. */
export interface Ranked {
  readonly ids: Uint32Array;
  readonly scores: Float64Array;
  /** Whether no article has all words, so that these have some. */
  readonly some: boolean;
}

/**
 * BM25F in its simple form (Robertson, Zaragoza and Taylor, 2004): frequencies are sums over fields, weighted, as lengths are; and
 * over the surfaces of a word, so that a word is as rare as all its forms together. Of a word that may be a beginning, an
 * article without it counts less for what begins like it. An article whose title is the query comes first.
 */
export function rank(matches: readonly Match[], lengths: Uint16Array, live: Live): Ranked {
  const scores = new Float64Array(live.ids);
  const hits = new Uint8Array(live.ids); // how many words an article has
  const frequencies = new Uint32Array(live.ids);
  const found: number[] = [];
  const last = new Uint8Array(live.ids); // the last word, from 1, that an article is known to have

  /** The articles that have one of these surfaces and not yet the word. */
  function tally(surfaces: readonly Postings[], word: number): number[] {
    const articles: number[] = [];
    for (const postings of surfaces)
      eachPosting(postings, (id, frequency) => {
        if (!isLive(live, id) || last[id] === word) return;
        if (frequencies[id] === 0) articles.push(id);
        frequencies[id] = (frequencies[id] ?? 0) + frequency;
      });
    return articles;
  }

  function score(articles: readonly number[], word: number, among: number, factor: number): void {
    const idf = factor * Math.log(1 + (live.count - among + 0.5) / (among + 0.5));
    for (const id of articles) {
      const frequency = frequencies[id] ?? 0;
      const norm = k1 * (1 - b + (b * (lengths[id] ?? 0)) / live.meanLength);
      scores[id] = (scores[id] ?? 0) + (idf * frequency * (k1 + 1)) / (frequency + norm);
      if (hits[id] === 0) found.push(id);
      hits[id] = (hits[id] ?? 0) + 1;
      last[id] = word;
      frequencies[id] = 0;
    }
  }

  for (const [index, { surfaces, begun }] of matches.entries()) {
    const word = index + 1;
    const exact = tally(surfaces, word);
    score(exact, word, exact.length, 1);
    const others = tally(begun, word);
    score(others, word, exact.length + others.length, exact.length > 0 ? besideExact : 1);
  }
  for (const postings of matches.flatMap(({ titled }) => titled))
    eachPosting(postings, (id) => {
      if (isLive(live, id)) scores[id] = (scores[id] ?? 0) + lift;
    });
  const whole = found.filter((id) => hits[id] === matches.length);
  const some = whole.length === 0 && found.length > 0;
  return { ids: Uint32Array.from(some ? found : whole), scores, some };
}

/** So many of those found, from a place on, the best first; of equals the newer ones. */
export function best({ ids, scores }: Ranked, from: number, count: number): readonly number[] {
  if (from >= ids.length) return [];
  const upTo = Math.min(from + count, ids.length);
  const least = nthLargest(
    Float64Array.from(ids, (id) => scores[id] ?? 0),
    upTo,
  );
  return Array.from(ids.filter((id) => (scores[id] ?? 0) >= least))
    .sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0) || other - one)
    .slice(from, upTo);
}

/** Quickselect: in linear time as a rule, while sorting all would take most of a search. */
function nthLargest(values: Float64Array, nth: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? 0;
    let [left, right] = [low, high];
    while (left <= right) {
      while ((values[left] ?? 0) > pivot) left += 1;
      while ((values[right] ?? 0) < pivot) right -= 1;
      if (left > right) break;
      const swapped = values[left] ?? 0;
      values[left] = values[right] ?? 0;
      values[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (nth - 1 <= right) high = right;
    else if (nth - 1 >= left) low = left;
    else break;
  }
  return values[nth - 1] ?? 0;
}
