import { mkdirSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import type { Moment } from "../../src/content/date.ts";
import { cardsPerFile, type Directory, searchFile } from "../../src/content/search-directory.ts";
import type { KeptIndex, LastIndex } from "./kept-index.ts";
import { merge, mergeChanged, type Merged, type SearchedOf } from "./merge.ts";
import { cutIntoShards, shardBytes, type ShardOfBuckets } from "./shards.ts";

/** An article of an index. */
export interface Indexed {
  /** Of what is searched of it. */
  readonly digest: string;
  /** Its `Card` in JSON. */
  readonly card: string;
  readonly from?: Moment | null;
  readonly until?: Moment | null;
}

export interface IndexOptions {
  /** Of the static assets. */
  readonly folder: string;
  /** The name of the index's folder, which nobody can guess. */
  readonly key: string;
  /** Primary subtags of the articles' languages, the site's first. */
  readonly languages: readonly string[];
  /** The last index, and where this one is left to the next build. */
  readonly kept?: KeptIndex;
  readonly searchedOf: SearchedOf;
}

/** With more articles at other places than these, all are merged anew, which is faster then. */
const maxChanged = 64;

/** Writes the index of articles, which are in order of their numbers, and gives its directory. The same bytes however they come about. */
export function makeIndex(
  articles: readonly Indexed[],
  { folder, key, languages, kept, searchedOf }: IndexOptions,
): Directory {
  const digests = digestsOf(articles);
  const last = kept?.read(languages);
  const { buckets, lengths } = mergedOf(digests, last, searchedOf);
  const shards = cutIntoShards(buckets);
  const place = join(folder, searchFile({ key }, ""));
  mkdirSync(place, { recursive: true });
  const pathOf = (name: string): string => `${place}${sep}${name}`;
  const put = (name: string, content: Uint8Array): string => {
    if (kept) return kept.put(content, pathOf(name));
    writeFileSync(pathOf(name), content);
    return "";
  };
  const lastShards = new Map(last?.shards.map((shard) => [shard.buckets[0], shard]));
  const putShard = (shard: ShardOfBuckets, number: number): string => {
    const name = `words-${number}.bin`;
    const same = lastShards.get(shard.buckets[0]);
    const isSame =
      same?.buckets.length === shard.buckets.length && same.buckets.every((it, at) => it === shard.buckets[at]);
    const lent = isSame ? kept?.lend(same.digest, pathOf(name)) : undefined;
    return lent ?? put(name, shardBytes(shard));
  };
  const files = {
    lengths: put("lengths.bin", new Uint8Array(lengths.buffer)),
    shards: shards.map(putShard),
  };
  for (let from = 0; from < articles.length; from += cardsPerFile) {
    const cards = articles.slice(from, from + cardsPerFile).map(({ card }) => card);
    put(`cards-${from / cardsPerFile}.json`, Buffer.from(`[\n${cards.join(",\n")}\n]\n`));
  }
  kept?.leave({ languages, articles: digests, ...files });
  const passing = articles.flatMap(({ from = null, until = null }, id) =>
    from === null && until === null ? [] : [{ id, from, until, length: lengths[id] ?? 0 }],
  );
  return {
    key,
    shards: shards.map(({ beginning }) => beginning),
    count: articles.length,
    length: lengths.reduce((sum, length) => sum + length, 0),
    passing,
    languages,
  };
}

/** Whether an index differs from the last one in so few articles that it is made from that in no time. */
export function isLittleChanged(articles: readonly Indexed[], languages: readonly string[], kept: KeptIndex): boolean {
  const before = kept.articles(languages);
  return before !== undefined && changedPlaces(before, digestsOf(articles)).length <= maxChanged;
}

const digestsOf = (articles: readonly Indexed[]): string[] => articles.map(({ digest }) => digest);

function changedPlaces(before: readonly string[], digests: readonly string[]): number[] {
  const changed: number[] = [];
  for (let id = 0; id < Math.max(digests.length, before.length); id++) if (digests[id] !== before[id]) changed.push(id);
  return changed;
}

function mergedOf(digests: readonly string[], before: LastIndex | undefined, searchedOf: SearchedOf): Merged {
  const changed = before && changedPlaces(before.articles, digests);
  return !before || !changed || changed.length > maxChanged
    ? merge(digests, searchedOf)
    : mergeChanged(before, digests, changed, searchedOf);
}
