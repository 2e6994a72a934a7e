import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Directory, searchFile } from "../../src/content/search-directory.ts";
import type { Found } from "../../src/search/found.ts";
import type { Query } from "../../src/search/query.ts";
import { Search } from "../../src/search/search.ts";
import { type CompiledSite, compileSite, type SiteOptions } from "../build/compile-site.ts";
import { buildDigest } from "../build/prebuild.ts";
import { realPath } from "../base/own-file.ts";
import { stemmersOf } from "../search-index/stemmers.ts";
import { Cache, finishing } from "../store/cache.ts";
import { isBusy, isDamage } from "../store/database.ts";
import type { Text } from "../store/text.ts";
import { LaterValues } from "./later-values.ts";

/** Where the content is and how to show it. */
export type SiteChoice = Pick<SiteOptions, "root" | "drafts" | "until"> & {
  /** The moment to compile for. */
  readonly clock: () => number;
};

/** A compiled site as the development server serves it. `files` are real paths, by canonical path. */
export type Snapshot = Pick<CompiledSite, "release" | "files" | "warnings" | "shown" | "drawings"> & {
  /** Searches its posts and pages; absent where readers can't. The index is made when it is first asked for. */
  readonly find?: (query: Query, page: number, now: number) => Promise<Found>;
};

/** Compiles one content folder repeatedly, each time only what has changed. */
export class DevelopmentSite {
  /** The folder of pictures, cards and icons. */
  readonly assets = mkdtempSync(join(tmpdir(), "fore-edge-"));
  /** The folder of the index of search, apart from what is served. */
  readonly indexes = mkdtempSync(join(tmpdir(), "fore-edge-"));
  /** Removes what was written to disk, except the cache. */
  readonly close = (): void => {
    this.#cache?.close();
    for (const folder of [this.assets, this.indexes]) rmSync(folder, { recursive: true, force: true });
  };
  readonly #choice: SiteChoice;
  readonly #folder: string;
  #cache: Cache | undefined;
  /** Of the last build and the one before: a request in progress while a build ends may ask for its blobs. */
  #values: readonly LaterValues[] = [];
  #making: Promise<unknown> = Promise.resolve();

  constructor(choice: SiteChoice, folder = ".cache") {
    this.#choice = choice;
    this.#folder = folder;
    process.once("exit", this.close); // whatever ends the process
  }

  /** Throws `ContentError` or `Failure` if the content can't be served as it is; the previous build stays. */
  async compile(): Promise<Snapshot> {
    const { clock, ...choice } = this.#choice;
    const values = new LaterValues();
    const keyOf = (kind: string, model: Text | object): string => values.keyOf(kind, model);
    const compile = async (): Promise<CompiledSite> => {
      this.#cache ??= new Cache(this.#folder, buildDigest(), "server");
      return finishing(this.#cache, (cache) => {
        const places = { assets: this.assets, cache, keyOf };
        return compileSite({ ...choice, ...places, now: clock(), drawsLater: true, search: "later" });
      });
    };
    const { release, files, warnings, shown, drawings, makeIndex } = await compile().catch((error: unknown) => {
      // Does without a database that another server has, or that is damaged, which the next start finds gone.
      if (!isDamage(error) && !isBusy(error)) throw error;
      if (isDamage(error)) {
        this.#cache?.close();
        rmSync(join(this.#folder, "server"), { recursive: true, force: true });
      }
      this.#cache = new Cache(this.#folder);
      return compile();
    });
    this.#values = [values, ...this.#values.slice(0, 1)];
    const real = [...files].map(([path, file]) => [path, realPath(join(choice.root, file)) ?? ""] as const);
    const snapshot = { release, files: new Map(real), warnings, shown, drawings };
    return makeIndex ? { ...snapshot, find: this.#finder(makeIndex) } : snapshot;
  }

  #finder(makeIndex: NonNullable<CompiledSite["makeIndex"]>): NonNullable<Snapshot["find"]> {
    const make = async (): Promise<Search> => {
      const directory = await makeIndex(this.indexes);
      this.#dropOthers(directory);
      const read = async (name: string): Promise<ArrayBuffer> =>
        Uint8Array.from(await readFile(join(this.indexes, searchFile(directory, name)))).buffer;
      return new Search(directory, stemmersOf(directory.languages), read);
    };
    let made: Promise<Search> | undefined;
    return async (query, page, now) => {
      // One after the other, since each removes those before.
      if (!made) this.#making = made = this.#making.then(make, make);
      made.catch(() => (made = undefined)); // so that it is tried again
      return (await made).find(query, page, now);
    };
  }

  /** Removes the indexes of earlier builds. */
  #dropOthers({ key }: Directory): void {
    const folder = join(this.indexes, "_search");
    for (const name of readdirSync(folder))
      if (name !== key) rmSync(join(folder, name), { recursive: true, force: true });
  }

  blob(key: string): string | undefined {
    const [now, before] = this.#values;
    try {
      return now?.value(key) ?? before?.value(key);
    } catch (error) {
      if (now?.has(key)) throw error;
      return undefined; // the cache has dropped what it would be made of
    }
  }
}
