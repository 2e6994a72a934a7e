import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { SharedWork } from "../base/threads.ts";
import type { Cache } from "../store/cache.ts";
import { LastExport } from "./last-export.ts";
import { fileOf, type Outcome, type Page, type PageSettings, pageWriter } from "./write-pages.ts";

// A thread takes as long to start, and to warm up, as it saves where there are no more.
const fewArticles = 500;

/** Pages that are written while more of them become known, many by threads. */
export class PageWork {
  readonly settings: PageSettings;
  readonly #last: LastExport;
  readonly #work: SharedWork<Page, Page, Outcome>;
  /** By path, each as it was written last. */
  readonly #written = new Map<string, readonly [Page, Outcome]>();

  static async begin(cache: Cache, settings: PageSettings, articles: number): Promise<PageWork> {
    const width = articles > fewArticles ? availableParallelism() - 1 : 0;
    return new PageWork(cache, settings, width, await pageWriter(settings));
  }

  private constructor(cache: Cache, settings: PageSettings, width: number, here: (page: Page) => Outcome) {
    this.settings = settings;
    this.#last = new LastExport(cache, settings);
    const script = new URL("./page-thread.ts", import.meta.url);
    this.#work = new SharedWork<Page, Page, Outcome>({ script, settings, width, batch: 16 }, 0, {
      here,
      mostWaiting: 2000, // which leaves this thread to what makes them
      jobOf: (page) => page,
      // Without the bytes, which are as many as the pages'.
      take: ({ path, kind, key }, outcome) => void this.#written.set(path, [{ path, kind, key }, outcome]),
    });
  }

  /** Writes a page, now or soon. One that can't be written is left. */
  try(page: Page): void {
    try {
      this.#add(page);
    } catch {
      // told when it is tried again: the site may have a problem that explains it
    }
  }

  #add(page: Page): void {
    this.#work.add({ ...page, stamp: this.#last.stampOf(page) });
  }

  /** Writes what is left of all pages: none where each could be tried before, and all where there are thousands of posts. */
  async done(pages: readonly Page[]): Promise<(readonly [Page, Outcome])[]> {
    await this.#work.done();
    const asWanted = new Map(pages.map((page) => [page.path, page]));
    for (const [path, [page]] of this.#written) {
      const wanted = asWanted.get(path);
      if (wanted?.key === page.key && wanted.kind === page.kind) asWanted.delete(path);
      else {
        rmSync(fileOf(path, this.settings), { force: true }); // something else has turned out to be there
        this.#written.delete(path);
      }
    }
    for (const page of asWanted.values()) this.#add(page);
    await this.#work.done();
    return [...this.#written.values()];
  }

  /** Makes this export the last one. */
  remember(): void {
    this.#last.replace([...this.#written.values()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#work[Symbol.asyncDispose]();
  }
}
