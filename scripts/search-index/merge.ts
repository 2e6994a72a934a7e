import { type Bucket, Surfaces } from "../../src/search/shard.ts";
import { bucketOf } from "../../src/search/words.ts";
import { compare } from "../base/order.ts";
import { bucketOfSurfaces, hasArticle, hasOneOf, Surface, type WrittenSurface } from "./surface.ts";

/** An index without its cards: what its words' files and the file of lengths are made from. */
export interface Merged {
  /** In order of their keys. */
  readonly buckets: readonly Bucket[];
  /** Weighted, by number. */
  readonly lengths: Uint16Array<ArrayBuffer>;
}

/** An article's words as `articleWords` gives them, when they are asked for. */
export type Words = string | (() => string);

/** Merges the words of all articles. */
export function merge(articles: readonly Words[]): Merged {
  const surfaces = new Map<string, Surface>();
  const lengths = new Uint16Array(articles.length);
  for (const [id, words] of articles.entries())
    lengths[id] = eachEntry(words, (entry, frequency) => {
      let surface = surfaces.get(entry);
      if (!surface) surfaces.set(entry, (surface = surfaceOf(entry)));
      surface.add(id, frequency);
    });
  const buckets = [...Map.groupBy(surfaces.values(), ({ stem }) => bucketOf(stem))]
    .sort(([one], [other]) => compare(one, other))
    .map(([key, surfaces]) => bucketOfSurfaces(key, surfaces));
  return { buckets, lengths };
}

/**
 * What `merge` gives of articles, by way of what it gave before: those at these places, ascending, are others now, or there are
 * more or fewer at the end.
 */
export function mergeChanged(before: Merged, articles: readonly Words[], changed: readonly number[]): Merged {
  const lengths = new Uint16Array(articles.length);
  lengths.set(before.lengths.subarray(0, articles.length));
  const added = new Map<string, Map<string, [id: number, frequency: number][]>>();
  for (const id of changed) {
    const words = articles[id];
    if (words !== undefined)
      lengths[id] = eachEntry(words, (entry, frequency) => {
        const key = bucketOf(stemIn(entry));
        const bucket = added.get(key) ?? new Map<string, [number, number][]>();
        added.set(key, bucket);
        const postings = bucket.get(entry) ?? [];
        bucket.set(entry, postings);
        postings.push([id, frequency]);
      });
  }
  const kept = new Map(before.buckets.map((bucket) => [bucket.key, bucket]));
  const dropped = new Set(changed.filter((id) => id < before.lengths.length));
  for (const key of new Set([...kept.keys(), ...added.keys()])) {
    const [old, more] = [kept.get(key), added.get(key)];
    if (!more && old && !hasArticle(old, dropped)) continue;
    const fresh = changedBucket(key, old, more ?? new Map(), dropped);
    if (fresh) kept.set(key, fresh);
    else kept.delete(key);
  }
  const buckets = [...kept.values()].sort((one, other) => compare(one.key, other.key));
  return { buckets, lengths };
}

/** A bucket without the articles that are dropped and with those that are added; undefined if nothing is left. */
function changedBucket(
  key: string,
  old: Bucket | undefined,
  added: ReadonlyMap<string, readonly [id: number, frequency: number][]>,
  dropped: ReadonlySet<number>,
): Bucket | undefined {
  const surfaces: WrittenSurface[] = [];
  const left = new Map(added);
  if (old)
    for (const entry = new Surfaces(old); entry.next();) {
      const { stem, surface, postings } = entry;
      const name = stem === surface ? stem : `${stem}/${surface}`;
      const more = left.get(name);
      left.delete(name);
      if (more || hasOneOf(postings, dropped)) {
        const changed = new Surface(stem, surface);
        changed.splice(postings, dropped, more ?? []);
        if (changed.articles > 0) surfaces.push(changed);
      } else
        surfaces.push({
          stem,
          surface,
          articles: postings.articles,
          postings: postings.bytes.subarray(postings.from, postings.to),
        });
    }
  for (const [entry, postings] of left) {
    const surface = surfaceOf(entry);
    for (const [id, frequency] of postings) surface.add(id, frequency);
    surfaces.push(surface);
  }
  return surfaces.length === 0 ? undefined : bucketOfSurfaces(key, surfaces);
}

/** Calls `take` with each entry of an article's words, and gives the article's length. */
function eachEntry(words: Words, take: (entry: string, frequency: number) => void): number {
  const [length, ...lines] = (typeof words === "string" ? words : words()).split("\n");
  for (const line of lines) {
    const [frequency, ...entries] = line.split(" ");
    for (const entry of entries) take(entry, Number(frequency));
  }
  return Math.min(Number(length), 0xffff);
}

const stemIn = (entry: string): string => entry.split("/", 1)[0] ?? "";

function surfaceOf(entry: string): Surface {
  const [stem = "", surface = stem] = entry.split("/");
  return new Surface(stem, surface);
}
