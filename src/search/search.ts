import type { Moment } from "../content/date.ts";
import type { Directory } from "../content/search-directory.ts";
import { readCards } from "./cards.ts";
import { type Card, type Found, maxWords, resultsPerPage } from "./found.ts";
import { isLive, liveAt, type Live } from "./live-at.ts";
import { resultOf } from "./mark.ts";
import { bucketsFor, match, type Match, stemsOf } from "./match.ts";
import { nearBuckets, nearQueries, nearWords } from "./near.ts";
import type { Query, QueryWord } from "./query.ts";
import { best, rank } from "./rank.ts";
import { bucketIn } from "./shard.ts";
import type { Stemmers } from "./words-in-text.ts";

/** How many of the newest posts are shown where nothing was found. */
const newestPosts = 5;

type Read = (name: string) => Promise<ArrayBuffer>;

/** Finds articles in an index whose files `read` gives by name. It rejects when one can't be read, and `find` then does. */
export class Search {
  readonly #directory: Directory;
  readonly #stemmers: Stemmers;
  readonly #read: Read;

  constructor(directory: Directory, stemmers: Stemmers, read: Read) {
    this.#directory = directory;
    this.#stemmers = stemmers;
    this.#read = read;
  }

  /** What a query finds among the articles that are live at a moment: a page of the results, the first is 1. */
  async find(query: Query, page: number, now: Moment): Promise<Found> {
    const { languages } = this.#directory;
    const live = liveAt(this.#directory, now);
    const read = once(this.#read);
    const matches = await this.#matches(query, live, read);
    const lengths = matches.some(isFound) ? new Uint16Array(await read("lengths.bin")) : new Uint16Array();
    const ranked = rank(matches, lengths, live);
    const figures = { searched: live.count, total: ranked.ids.length, ...(ranked.some && { some: true as const }) };
    const near = await this.#near(query, matches, live, read);
    if (ranked.ids.length === 0) return { ...figures, results: [], near, newest: await this.#newest(live, read) };
    const cards = await readCards(read, best(ranked, (page - 1) * resultsPerPage, resultsPerPage));
    const results = cards.map((card) => {
      const language = card.lang?.split("-", 1)[0]?.toLowerCase() ?? languages[0] ?? "";
      return resultOf(card, matches, this.#stemmers[language]);
    });
    return { ...figures, results, near, newest: [] };
  }

  /** Queries of words that are in the index, in the place of those that aren't. Reads no more shards than a query may have words. */
  async #near({ text }: Query, matches: readonly Match[], live: Live, read: Read): Promise<readonly string[]> {
    const missing = matches.filter((match) => !isFound(match)).map(({ word }) => word.word);
    const most = Math.floor(maxWords / missing.length);
    const near = missing.map(async (word) => {
      const names = new Set(
        nearBuckets(word)
          .slice(0, most)
          .map((key) => this.#shardWith(key)),
      );
      const shards = await Promise.all([...names].map(async (name) => new Uint8Array(await read(name))));
      return [word, nearWords(word, shards, live)] as const;
    });
    return nearQueries(text, new Map(await Promise.all(near)));
  }

  /** What the index has of each word; and of its parts instead, where nobody wrote the whole, but some of them. */
  async #matches(query: Query, live: Live, read: Read): Promise<readonly Match[]> {
    const wholes = await Promise.all(
      query.words.map((word, index) => this.#match(word, live, read, index === 0 ? query.title : undefined)),
    );
    let left = maxWords - wholes.length;
    const all = wholes.map(async (whole): Promise<readonly Match[]> => {
      const { parts, beginning } = whole.word;
      if (isFound(whole) || parts.length === 0 || parts.length - 1 > left) return [whole];
      left -= parts.length - 1;
      const words = parts.map((word, index): QueryWord => ({
        word,
        parts: [],
        ...(beginning && index === parts.length - 1 && { beginning }),
      }));
      const matches = await Promise.all(words.map((word) => this.#match(word, live, read)));
      return matches.some(isFound) ? matches : [whole];
    });
    return (await Promise.all(all)).flat();
  }

  async #match(word: QueryWord, live: Live, read: Read, title?: string): Promise<Match> {
    const stems = stemsOf(word.word, this.#stemmers, this.#directory.languages);
    const buckets = await Promise.all(
      [...bucketsFor(word, stems)].map(async (key) => bucketIn(new Uint8Array(await read(this.#shardWith(key))), key)),
    );
    return match(
      word,
      stems,
      buckets.filter((bucket) => bucket !== undefined),
      live,
      title,
    );
  }

  /** The name of the shard that a bucket is in, if it is in any. */
  #shardWith(key: string): string {
    const { shards } = this.#directory;
    let [low, high] = [0, shards.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((shards[middle] ?? "") <= key) low = middle;
      else high = middle - 1;
    }
    return `words-${low}.bin`;
  }

  /** Cards of the newest posts that are live; pages come first in the index, and have no date. */
  async #newest(live: Live, read: Read): Promise<readonly Card[]> {
    const ids: number[] = [];
    for (let id = live.ids - 1; id >= 0 && ids.length < newestPosts; id--) if (isLive(live, id)) ids.push(id);
    return (await readCards(read, ids)).filter(({ date }) => date !== undefined);
  }
}

const isFound = ({ surfaces, begun }: Match): boolean => surfaces.length > 0 || begun.length > 0;

/** Reads each file once for a search. */
function once(read: Read): Read {
  const files = new Map<string, Promise<ArrayBuffer>>();
  return (name) => {
    const file = files.get(name) ?? read(name);
    files.set(name, file);
    return file;
  };
}
