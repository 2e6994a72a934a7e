import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Moment } from "../../src/content/date.ts";
import type { Directory } from "../../src/content/search-directory.ts";
import { parseQuery } from "../../src/search/query.ts";
import type { Found } from "../../src/search/found.ts";
import { Search } from "../../src/search/search.ts";
import type { Searchable } from "../../scripts/search-index/analysis.ts";
import { makeIndex } from "../../scripts/search-index/make-index.ts";
import { stemmersOf } from "../../scripts/search-index/stemmers.ts";

export interface Article extends Partial<Searchable> {
  readonly from?: Moment;
  readonly until?: Moment;
  readonly isPage?: true;
}

export const filled = ({
  title = "",
  tags = [],
  description = "",
  text = "",
  language = "en",
}: Partial<Searchable>): Searchable => ({ title, tags, description, text, language });

/** An index in a folder of its own, whose articles are posts with their numbers as paths. */
export class MadeIndex {
  readonly folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
  readonly directory: Directory;
  /** Names of the files that were read, each time. */
  readonly reads: string[] = [];
  readonly #search: Search;

  constructor(
    articles: readonly Article[],
    {
      paths = articles.map((_, index) => `/${index}/`),
      languages = [...new Set(["en", ...articles.map(({ language = "en" }) => language)])],
    } = {},
  ) {
    this.directory = makeIndex(
      articles.map((article, index) => ({
        digest: String(index),
        card: JSON.stringify({
          path: paths[index] ?? "",
          title: article.title ?? "",
          ...(article.isPage !== true && { date: { iso: "2026-01-01T00:00:00Z", day: "1 January 2026" } }),
          ...(article.description !== undefined && { description: article.description }),
          ...(article.language !== undefined && article.language !== "en" && { lang: article.language }),
        }),
        ...(article.from !== undefined && { from: article.from }),
        ...(article.until !== undefined && { until: article.until }),
      })),
      {
        folder: this.folder,
        key: "key",
        languages,
        searchedOf: (digest) => filled(articles[Number(digest)] ?? {}),
      },
    );
    this.#search = new Search(this.directory, stemmersOf(languages), async (name) => {
      this.reads.push(name);
      return this.file(name);
    });
  }

  file(name: string): ArrayBuffer {
    return Uint8Array.from(readFileSync(join(this.folder, "_search/key", name))).buffer;
  }

  find(query: string, page = 1, now: Moment = 0): Promise<Found> {
    return this.#search.find(parseQuery(query), page, now);
  }

  /** The paths of all results, the best first. */
  async paths(query: string, now: Moment = 0): Promise<string[]> {
    const paths: string[] = [];
    for (let page = 1; ; page++) {
      const { results } = await this.find(query, page, now);
      if (results.length === 0) return paths;
      paths.push(...results.map(({ path }) => path));
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}
