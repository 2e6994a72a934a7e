import { isFileKind } from "../../src/content/release.ts";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import type { Cache } from "../store/cache.ts";
import type { Stamp } from "../store/kept-files.ts";
import type { Outcome, Page, PageSettings } from "./write-pages.ts";

/** By path what a page was written of, and the stamp of its file. */
type Pages = Readonly<Record<string, readonly [of: string, stamp: Stamp]>>;

/** What the last export into the same folder wrote: of what stays the same the files can stay too, with their times. */
export class LastExport {
  readonly #cache: Cache;
  readonly #key: string;
  /** Digest of what pages are made of beside their models. */
  readonly #look: string;
  readonly #pages: Pages;

  constructor(cache: Cache, { lastFolder, site, style, theme }: PageSettings) {
    const code = codeDigest(new URL("./page-thread.ts", import.meta.url));
    this.#cache = cache;
    this.#key = digestOf(JSON.stringify(["export", lastFolder]));
    this.#look = digestOf(JSON.stringify([code, site, style, theme])).slice(0, 16);
    this.#pages = JSON.parse(cache.text(this.#key) ?? "{}") as Pages;
  }

  /** The stamp of the file of a page, if that was written of the same. */
  stampOf(page: Page): Stamp | undefined {
    const [of, stamp] = this.#pages[page.path] ?? [];
    return of === this.#originOf(page) ? stamp : undefined;
  }

  /** Makes another export the last one. */
  replace(outcomes: readonly (readonly [Page, Outcome])[]): void {
    const pages = outcomes.flatMap(([page, outcome]) =>
      "stamp" in outcome ? [[page.path, [this.#originOf(page), outcome.stamp]] as const] : [],
    );
    this.#cache.addText(this.#key, JSON.stringify(Object.fromEntries(pages) satisfies Pages));
  }

  #originOf({ kind, key }: Page): string {
    return isFileKind(kind) ? `${kind} ${key}` : `${kind} ${key} ${this.#look}`;
  }
}
