import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Site } from "../../src/content/site.ts";
import type { Directory } from "../../src/search/directory.ts";
import { digestOf } from "../base/digest.ts";
import { present } from "../base/record.ts";
import { inThreads } from "../base/threads.ts";
import { articleSettings } from "../read/article-settings.ts";
import type { Compile } from "../read/articles.ts";
import type { Content } from "../read/content.ts";
import { sourcesOf } from "../read/sources.ts";
import { subtagOf } from "../read/searched-text.ts";
import { type IndexOptions, isLittleChanged, makeIndex } from "../search-index/make-index.ts";
import type { IndexedArticle, WordsOf } from "../site/indexed-articles.ts";
import type { Cache } from "../store/cache.ts";
import type { IndexSettings, SentArticle } from "./index-thread.ts";

// Below that a thread takes as long to start as it saves.
const fewArticles = 1000;

interface Around {
  readonly site: Site;
  /** Where it goes, as static assets do. */
  readonly folder: string;
  readonly cache: Cache;
}

/**
 * Writes the index of search below the folder of static assets, if there are many articles in another thread. The name of its folder
 * is a digest of all sources: the same on every machine, and nothing that anybody could guess who does not have them all.
 */
export async function siteIndex(
  articles: readonly IndexedArticle[],
  { site, folder, cache }: Around,
  width = availableParallelism(),
): Promise<Directory> {
  const sources = articles.map(({ file, fileDigest }) => [file, fileDigest]);
  const options: IndexOptions = {
    folder,
    key: digestOf(JSON.stringify([articleSettings(site), sources])),
    languages: [...new Set([subtagOf(site.language), ...articles.map(({ language }) => language).sort()])],
    previous: join(cache.folder, "search"),
  };
  const isLong = (): boolean =>
    !isLittleChanged(
      articles.map(({ words }) => words.digest),
      options,
    );
  if (articles.length > fewArticles && width > 1 && cache.isShared && isLong()) {
    cache.flush(); // so that the thread finds all words
    const settings: IndexSettings = { options, database: cache.file };
    return inThread(settings, articles.map(sent));
  }
  return makeIndex(
    articles.map(({ words, ...rest }) => ({ ...sent({ words, ...rest }), words: () => words.read() })),
    { ...options, earlier: (digest) => cache.text(digest) },
  );
}

async function inThread(settings: IndexSettings, articles: readonly SentArticle[]): Promise<Directory> {
  const script = new URL("./index-thread.ts", import.meta.url);
  const made: Directory[] = [];
  await inThreads(
    { script, settings, width: 1, batch: 1 },
    [articles],
    (all) => all,
    (_, directory: Directory) => made.push(directory),
  );
  const [directory] = made;
  if (!directory) throw new Error("the thread made no index");
  return directory;
}

const sent = ({ words: { digest }, card, from, until }: IndexedArticle): SentArticle => ({
  digest,
  card,
  ...present({ from: from ?? undefined, until: until ?? undefined }),
});

/** The words of all articles, as those are now, where they were compiled without. */
export async function wordsIn(
  { site, folder }: Pick<Content, "site" | "folder">,
  compile: Compile,
  cache: Cache,
): Promise<WordsOf> {
  const compiled = await compile(articleSettings(site), sourcesOf(folder, cache), true);
  const words = new Map(compiled.map((each) => [each.file, each.words]));
  return ({ article }) => words.get(article.file);
}

/** An index that is being made: whoever leaves before it is `done` waits for what writes it. */
export function startIndexing(done: Promise<Directory> | undefined) {
  done?.catch(() => {}); // for whoever awaits it
  return { done, [Symbol.asyncDispose]: async (): Promise<void> => void (await Promise.allSettled([done])) };
}
