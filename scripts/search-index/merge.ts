import { type Bucket, Surfaces } from "../../src/search/shard.ts";
import { bucketOf } from "../../src/search/words.ts";
import { compare } from "../base/order.ts";
import { Pieces } from "./pieces.ts";
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
  const surfaces: Surface[] = [];
  const numbers = new Map<string, number>();
  const entries = new Pieces((entry) => {
    const number = numbers.get(entry) ?? surfaces.push(surfaceOf(entry)) - 1;
    numbers.set(entry, number);
    return number;
  }, " ");
  const lengths = new Uint16Array(articles.length);
  for (const [id, words] of articles.entries())
    lengths[id] = eachLine(words, (line, frequency) =>
      entries.visit(line, (number) => surfaces[number]?.add(id, frequency)),
    );
  const buckets = [...Map.groupBy(surfaces, ({ stem }) => bucketOf(stem))]
    .sort(([one], [other]) => compare(one, other))
    .map(([key, surfaces]) => bucketOfSurfaces(key, surfaces));
  return { buckets, lengths };
}

/** Frequencies by entry, by the bucket that has the entry. */
type Contents = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** What becomes of a bucket: the articles that may be in it and go, and the postings that come. */
interface BucketChange {
  readonly dropped: Set<number>;
  readonly added: Map<string, [id: number, frequency: number][]>;
}

/**
 * What `merge` gives of articles, by way of what it gave before: those at these places, ascending, are others now, or there are
 * more or fewer at the end. Where `earlier` knows the words that were at a place, nothing is looked at but what differs from them.
 */
export function mergeChanged(
  before: Merged,
  articles: readonly Words[],
  changed: readonly number[],
  earlier: (place: number) => string | undefined = () => undefined,
): Merged {
  const lengths = new Uint16Array(articles.length);
  lengths.set(before.lengths.subarray(0, articles.length));
  const changes = new Map<string, BucketChange>();
  const changeOf = (key: string): BucketChange => {
    const change = changes.get(key) ?? { dropped: new Set(), added: new Map() };
    changes.set(key, change);
    return change;
  };
  const kept = new Map(before.buckets.map((bucket) => [bucket.key, bucket]));
  const lost = new Set<number>(); // articles whose words nobody knows any more
  for (const id of changed) {
    const words = articles[id];
    const [length, contents] = words === undefined ? [0, new Map() as Contents] : contentsOf(words);
    if (words !== undefined) lengths[id] = length;
    const wasThere = id < before.lengths.length;
    const old = wasThere ? earlier(id) : "0";
    if (old === undefined) lost.add(id);
    const [, oldContents] = contentsOf(old ?? "0");
    for (const key of new Set([...contents.keys(), ...oldContents.keys()])) {
      const [fresh, gone] = [contents.get(key) ?? new Map<string, number>(), oldContents.get(key)];
      if (gone?.size === fresh.size && gone.entries().every(([entry, count]) => fresh.get(entry) === count)) continue;
      const { dropped, added } = changeOf(key);
      if (wasThere) dropped.add(id);
      for (const [entry, frequency] of fresh) added.set(entry, [...(added.get(entry) ?? []), [id, frequency]]);
    }
  }
  if (lost.size > 0)
    for (const bucket of before.buckets)
      if (hasArticle(bucket, lost)) for (const id of lost) changeOf(bucket.key).dropped.add(id);
  for (const [key, { added, dropped }] of changes) {
    const fresh = changedBucket(key, kept.get(key), added, dropped);
    if (fresh) kept.set(key, fresh);
    else kept.delete(key);
  }
  const buckets = [...kept.values()].sort((one, other) => compare(one.key, other.key));
  return { buckets, lengths };
}

/** The length of an article and its entries. */
function contentsOf(words: Words): [length: number, contents: Contents] {
  const contents = new Map<string, Map<string, number>>();
  const length = eachLine(words, (line, frequency) => {
    for (const entry of line.split(" ")) {
      const key = bucketOf(stemIn(entry));
      const bucket = contents.get(key) ?? new Map<string, number>();
      contents.set(key, bucket.set(entry, frequency));
    }
  });
  return [length, contents];
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

/** Calls `take` with each line of an article's words, without its frequency, and gives the article's length. */
function eachLine(words: Words, take: (entries: string, frequency: number) => void): number {
  const [length, ...lines] = (typeof words === "string" ? words : words()).split("\n");
  for (const line of lines) {
    const end = line.indexOf(" ");
    take(line.slice(end + 1), Number(line.slice(0, end)));
  }
  return Math.min(Number(length), 0xffff);
}

const stemIn = (entry: string): string => entry.split("/", 1)[0] ?? "";

function surfaceOf(entry: string): Surface {
  const [stem = "", surface = stem] = entry.split("/");
  return new Surface(stem, surface);
}
