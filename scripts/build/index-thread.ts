import type { Directory } from "../../src/search/directory.ts";
import { answer } from "../base/threads.ts";
import { type Indexed, type IndexOptions, makeIndex } from "../search-index/make-index.ts";
import { textReader } from "../store/cache.ts";

/** What the thread is told that makes an index. */
export interface IndexSettings {
  readonly options: IndexOptions;
  /** Of the cache, which has the words of articles under their digests. */
  readonly database: string;
}

/** An article without its words. */
export type SentArticle = Omit<Indexed, "words">;

await answer(({ options, database }: IndexSettings) => {
  const read = textReader(database);
  return (articles: readonly SentArticle[]): Directory =>
    makeIndex(
      articles.map((article) => ({ ...article, words: () => read(article.digest) })),
      options,
    );
});
