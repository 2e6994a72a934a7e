import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Site } from "../../src/content/site.ts";
import type { Directory } from "../../src/content/search-directory.ts";
import { digestOf } from "../base/digest.ts";
import { inThreads } from "../base/threads.ts";
import { articleSettings } from "../read/article-settings.ts";
import { readSearched, subtagOf } from "../read/searched-text.ts";
import { KeptIndex } from "../search-index/kept-index.ts";
import { type Indexed, isLittleChanged, makeIndex } from "../search-index/make-index.ts";
import type { IndexedArticle } from "../site/indexed-articles.ts";
import type { Cache } from "../store/cache.ts";
import type { IndexSettings } from "./index-thread.ts";

// Below that a thread takes as long to start as it saves.
const fewArticles = 300;

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
  const key = digestOf(JSON.stringify([articleSettings(site), sources]));
  const languages = [...new Set([subtagOf(site.language), ...articles.map(({ language }) => language).sort()])];
  const options = { folder, key, languages };
  const indexed = articles.map(indexedOf);
  const previous = join(cache.folder, "search");
  const kept = new KeptIndex(previous);
  const isShort = articles.length <= fewArticles || isLittleChanged(indexed, languages, kept);
  if (!isShort && width > 1 && cache.isShared) {
    cache.flush(); // so that the thread finds all texts
    return inThread({ options, previous, database: cache.file }, indexed);
  }
  return makeIndex(indexed, { ...options, kept, searchedOf: (digest) => readSearched(cache.text(digest)) });
}

async function inThread(settings: IndexSettings, articles: readonly Indexed[]): Promise<Directory> {
  const script = new URL("./index-thread.ts", import.meta.url);
  const made: Directory[] = [];
  await inThreads({ script, settings, width: 1, batch: 1 }, [articles], {
    jobOf: (all) => all,
    take: (_, directory: Directory) => void made.push(directory),
  });
  const [directory] = made;
  if (!directory) throw new Error("the thread made no index");
  return directory;
}

const indexedOf = ({ searched: { digest }, card, from, until }: IndexedArticle): Indexed => ({
  digest,
  card: JSON.stringify(card),
  from,
  until,
});
