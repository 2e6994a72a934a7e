import type { Moment } from "./date.ts";

/**
 * What the worker must know of the search index, in the release's header as `search`. The index itself is static assets below
 * `/_search/KEY/`: `words-N.bin` for each shard, `lengths.bin`, and `cards-N.json` for each `cardsPerFile` articles.
 * Articles are numbered from 0: pages first, by path, then posts, the oldest first.
 */
export interface Directory {
  /** The folder that nobody can guess: the digest of all sources, 32 hexadecimal digits. Never part of an answer. */
  readonly key: string;
  /** The beginning from which on each shard has words, in code-unit order; the first is "". */
  readonly shards: readonly string[];
  /** How many articles are in the index, whether they are live or not. */
  readonly count: number;
  /** The sum of their weighted lengths. */
  readonly length: number;
  /** Those that come or go, ascending by number, live from one moment until before the other. Nothing is listed of the others. */
  readonly passing: readonly {
    readonly id: number;
    readonly from: Moment | null;
    readonly until: Moment | null;
    /** Weighted. */
    readonly length: number;
  }[];
  /** Languages whose stems the index has, as BCP 47's primary subtags, the site's own first. */
  readonly languages: readonly string[];
}

export const cardsPerFile = 128;

/** Where a file of the index is. */
export const searchFile = ({ key }: Pick<Directory, "key">, name: string): string => `/_search/${key}/${name}`;
