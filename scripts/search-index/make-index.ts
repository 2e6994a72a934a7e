import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Moment } from "../../src/content/date.ts";
import { cardsPerFile, type Directory, searchFile } from "../../src/search/directory.ts";
import type { Card } from "../../src/search/found.ts";
import { merge, mergeChanged, type Merged, type Words } from "./merge.ts";
import { cutIntoShards, shardBytes } from "./shards.ts";
import { KeptIndex } from "./kept-index.ts";

/** An article of an index. */
export interface Indexed {
  /** As `articleWords` gives them; a function where they are not at hand, asked only if they are needed. */
  readonly words: Words;
  /** Of all that its words are made from. */
  readonly digest: string;
  readonly card: Card;
  readonly from?: Moment;
  readonly until?: Moment;
}

export interface IndexOptions {
  /** Of the static assets. */
  readonly folder: string;
  /** The name of the index's folder, which nobody can guess. */
  readonly key: string;
  /** Primary subtags of the articles' languages, the site's first. */
  readonly languages: readonly string[];
  /** A folder in which a build leaves what the next one begins with. */
  readonly previous?: string;
  /** The words of an article of the last index, by their digest, if they are still known. */
  readonly earlier?: (digest: string) => string | undefined;
}

/** With more articles at other places than these, all are merged anew, which is faster then. */
const maxChanged = 64;

/** Writes the index of articles, which are in order of their numbers, and gives its directory. The same bytes however they come about. */
export function makeIndex(
  articles: readonly Indexed[],
  { folder, key, languages, previous, earlier }: IndexOptions,
): Directory {
  const kept = previous === undefined ? undefined : new KeptIndex(previous);
  const digests = articles.map(({ digest }) => digest);
  const { buckets, lengths } = mergedOf(articles, digests, kept?.read(languages), earlier);
  const shards = cutIntoShards(buckets);
  const place = join(folder, searchFile({ key }, ""));
  mkdirSync(place, { recursive: true });
  const put = (name: string, content: Uint8Array): string => {
    if (kept) return kept.put(content, join(place, name));
    writeFileSync(join(place, name), content);
    return "";
  };
  const files = {
    lengths: put("lengths.bin", new Uint8Array(lengths.buffer)),
    shards: shards.map((shard, number) => put(`words-${number}.bin`, shardBytes(shard))),
  };
  for (let from = 0; from < articles.length; from += cardsPerFile) {
    const cards = articles.slice(from, from + cardsPerFile).map(({ card }) => JSON.stringify(card));
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
export function isLittleChanged(digests: readonly string[], { languages, previous }: IndexOptions): boolean {
  const before = previous === undefined ? undefined : new KeptIndex(previous).articles(languages);
  return before !== undefined && changedPlaces(before, digests).length <= maxChanged;
}

function changedPlaces(before: readonly string[], digests: readonly string[]): number[] {
  const changed: number[] = [];
  for (let id = 0; id < Math.max(digests.length, before.length); id++) if (digests[id] !== before[id]) changed.push(id);
  return changed;
}

function mergedOf(
  articles: readonly Indexed[],
  digests: readonly string[],
  before: ReturnType<KeptIndex["read"]>,
  earlier: IndexOptions["earlier"],
): Merged {
  const words = articles.map(({ words }) => words);
  if (!before) return merge(words);
  const changed = changedPlaces(before.articles, digests);
  if (changed.length > maxChanged) return merge(words);
  return mergeChanged(before.merged, words, changed, (place) => earlier?.(before.articles[place] ?? ""));
}
