import { type Bucket, Surfaces } from "../../src/search/shard.ts";
import { bucketOf } from "../../src/search/words-in-text.ts";
import { Failure } from "../base/failure.ts";
import { compare } from "../base/order.ts";
import type { LastIndex } from "./kept-index.ts";
import { type Analysed, analyser, type Counted, type Searchable } from "./analysis.ts";
import { bucketOfSurfaces, hasArticle, hasOneOf, Surface, type WrittenSurface } from "./surface.ts";

/** An index without its cards: what its words' files and the file of lengths are made from. */
export interface Merged {
  /** In order of their keys. */
  readonly buckets: readonly Bucket[];
  /** Weighted, by number. */
  readonly lengths: Uint16Array<ArrayBuffer>;
}

/** What is searched of an article, by the digest of that, as far as it is known. */
export type SearchedOf = (digest: string) => Searchable | undefined;

/** Merges the words of all articles, which are given as digests. */
export function merge(articles: readonly string[], searchedOf: SearchedOf): Merged {
  const surfaces = new Map<string, Surface>();
  const analyse = analyser((name) => {
    const surface = surfaces.get(name) ?? surfaceOf(name); // two languages may have the same
    surfaces.set(name, surface);
    return surface;
  });
  const lengths = new Uint16Array(articles.length);
  for (const [id, digest] of articles.entries()) {
    const analysed = analyse(known(digest, searchedOf));
    lengths[id] = lengthOf(analysed);
    for (const { entry, count } of analysed.entries) entry.add(id, count);
  }
  const buckets = [...Map.groupBy(surfaces.values(), ({ stem }) => bucketOf(stem))]
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
 * more or fewer at the end. Where it is still known what was at a place, nothing is looked at but what differs from that.
 */
export function mergeChanged(
  { articles: digestsBefore, merged: before }: Pick<LastIndex, "articles" | "merged">,
  articles: readonly string[],
  changed: readonly number[],
  searchedOf: SearchedOf,
): Merged {
  const analyse = analyser((name) => name);
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
    const [digest, digestBefore] = [articles[id], digestsBefore[id]];
    const analysed = digest === undefined ? nothing : analyse(known(digest, searchedOf));
    if (digest !== undefined) lengths[id] = lengthOf(analysed);
    const wasThere = digestBefore !== undefined;
    const old = wasThere ? searchedOf(digestBefore) : undefined;
    if (wasThere && !old) lost.add(id);
    const [contents, oldContents] = [contentsOf(analysed), contentsOf(old ? analyse(old) : nothing)];
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

function known(digest: string, searchedOf: SearchedOf): Searchable {
  const searched = searchedOf(digest);
  if (!searched) throw new Failure("another build cleaned away the searchable text of articles, run this one again");
  return searched;
}

function contentsOf({ entries }: Analysed<string>): Contents {
  const inBuckets = Map.groupBy(entries, ({ entry }) => bucketOf(stemIn(entry)));
  const countsOf = (counted: readonly Counted<string>[]) => new Map(counted.map(({ entry, count }) => [entry, count]));
  return new Map([...inBuckets].map(([key, counted]) => [key, countsOf(counted)]));
}

const nothing: Analysed<never> = { length: 0, entries: [] };

/** In two bytes, as the index has it. */
const lengthOf = ({ length }: Analysed<unknown>): number => Math.min(length, 0xffff);

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

const stemIn = (entry: string): string => entry.split("/", 1)[0] ?? "";

function surfaceOf(entry: string): Surface {
  const [stem = "", surface = stem] = entry.split("/");
  return new Surface(stem, surface);
}
