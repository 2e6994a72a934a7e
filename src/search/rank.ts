import { isLive, type Live } from "./live.ts";
import type { Match } from "./match.ts";
import { weights } from "./match.ts";
import { eachPosting } from "./shard.ts";

// Robertson and Zaragoza, The Probabilistic Relevance Framework: how fast more of a word adds less, and how much length tells.
const k1 = 1.2;
const b = 0.75;

/** Articles that were found, in no order, and their scores by number. */
export interface Ranked {
  readonly ids: Uint32Array;
  readonly scores: Float64Array;
  /** Whether no article has all words, so that these have some. */
  readonly some: boolean;
}

/**
 * BM25F in its simple form (Robertson, Zaragoza and Taylor, 2004): frequencies are sums over fields, weighted, as lengths are; and
 * over the surfaces of a word, so that a word is as rare as all its forms together.
 */
export function rank(matches: readonly Match[], lengths: Uint16Array, live: Live): Ranked {
  const scores = new Float64Array(live.ids);
  const hits = new Uint8Array(live.ids);
  const frequencies = new Uint32Array(live.ids);
  const found: number[] = [];
  for (const { surfaces } of matches) {
    const articles: number[] = [];
    for (const { postings, weight } of surfaces)
      eachPosting(postings, (id, frequency) => {
        if (!isLive(live, id)) return;
        if (frequencies[id] === 0) articles.push(id);
        frequencies[id] = (frequencies[id] ?? 0) + frequency * weight;
      });
    const idf = Math.log(1 + (live.count - articles.length + 0.5) / (articles.length + 0.5));
    for (const id of articles) {
      const frequency = (frequencies[id] ?? 0) / weights.same;
      const norm = k1 * (1 - b + (b * (lengths[id] ?? 0)) / live.meanLength);
      scores[id] = (scores[id] ?? 0) + (idf * frequency * (k1 + 1)) / (frequency + norm);
      if (hits[id] === 0) found.push(id);
      hits[id] = (hits[id] ?? 0) + 1;
      frequencies[id] = 0;
    }
  }
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
  return [...ids.filter((id) => (scores[id] ?? 0) >= least)]
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
