import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Directory, searchFile } from "../../../src/content/search-directory.ts";
import type { Card, Found } from "../../../src/search/found.ts";
import { parseQuery } from "../../../src/search/query.ts";
import { Search } from "../../../src/search/search.ts";
import { KeptIndex } from "../../search-index/kept-index.ts";
import { type Indexed, makeIndex } from "../../search-index/make-index.ts";
import { stemmersOf } from "../../search-index/stemmers.ts";
import type { Article } from "./articles-below.ts";

const languages = ["en"];
const key = "index";

/** That of an article that was edited is another one. */
const digestOf = ({ path, text }: Article): string => `${path} ${text.length}`;

const indexed = (article: Article): Indexed => ({
  digest: digestOf(article),
  card: JSON.stringify({
    path: article.path,
    title: article.title,
    date: { iso: article.date, day: article.date },
    ...(article.description !== "" && { description: article.description }),
  } satisfies Card),
});

/** Our index in a folder below `work`, with its files in memory, as the worker has them once they were asked for. */
export class OwnIndex {
  readonly folder: string;
  readonly directory: Directory;
  /** Bytes of the files by name. */
  readonly sizes = new Map<string, number>();
  /** Files that were read, since this was last set. */
  reads: string[] = [];
  readonly #files = new Map<string, ArrayBuffer>();
  readonly #search: Search;

  constructor(articles: readonly Article[], work: string, previous: string) {
    this.folder = mkdtempSync(join(work, "search-"));
    const known = new Map(articles.map((article) => [digestOf(article), article]));
    this.directory = makeIndex(articles.map(indexed), {
      folder: this.folder,
      key,
      languages,
      kept: new KeptIndex(previous),
      searchedOf: (digest) => known.get(digest),
    });
    this.#search = new Search(this.directory, stemmersOf(languages), async (name) => {
      this.reads.push(name);
      return this.#file(name);
    });
  }

  find(query: string): Promise<Found> {
    return this.#search.find(parseQuery(query), 1, 0);
  }

  #file(name: string): ArrayBuffer {
    const file =
      this.#files.get(name) ?? Uint8Array.from(readFileSync(join(this.folder, searchFile({ key }, name)))).buffer;
    this.#files.set(name, file);
    return file;
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}
