import type { Directory } from "../../src/content/search-directory.ts";
import { answer } from "../base/threads.ts";
import { type Indexed, type IndexOptions, makeIndex } from "../search-index/make-index.ts";
import { KeptIndex } from "../search-index/kept-index.ts";
import { textReader } from "../store/database.ts";
import { readSearched } from "../read/searched-text.ts";

/** What the thread is told that makes an index. */
export interface IndexSettings {
  readonly options: Pick<IndexOptions, "folder" | "key" | "languages">;
  /** The folder of the last index. */
  readonly previous: string;
  /** Of the cache, which has what is searched under its digests. */
  readonly database: string;
}

void answer(({ options, previous, database }: IndexSettings) => {
  const read = textReader(database);
  return (articles: readonly Indexed[]): Directory =>
    makeIndex(articles, {
      ...options,
      kept: new KeptIndex(previous),
      searchedOf: (digest) => readSearched(read(digest)),
    });
});
