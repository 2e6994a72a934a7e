import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Articles } from "../compile/articles.ts";
import { Blobs } from "../compile/blobs.ts";
import { compileSite, type SiteOptions } from "../compile/compile-site.ts";
import { realPath } from "../compile/own-file.ts";
import type { Problem } from "../compile/problems.ts";
import { finishing, MemoryShelf } from "../compile/shelf.ts";

/** Where the content is and how it is to be shown. */
export type SiteChoice = Pick<SiteOptions, "root" | "drafts" | "until"> & {
  /** The moment to compile for. */
  readonly clock: () => number;
};

/** A compiled site as the development server serves it. */
export interface Snapshot {
  readonly release: Uint8Array<ArrayBuffer>;
  /** Real paths of static files of the content folder, by canonical path. */
  readonly files: ReadonlyMap<string, string>;
  readonly warnings: readonly Problem[];
}

/** Compiles one content folder again and again, each time no more than what has changed. */
export class DevelopmentSite {
  /** The folder of pictures, cards and icons. */
  readonly assets = mkdtempSync(join(tmpdir(), "fore-edge-"));
  /** Takes away what was written to disk. */
  readonly remove = (): void => rmSync(this.assets, { recursive: true, force: true });
  readonly #choice: SiteChoice;
  readonly #shelf = new MemoryShelf();
  readonly #articles = new Articles(this.#shelf);
  #blobs: ReadonlyMap<string, string> = new Map();
  #before: ReadonlyMap<string, string> = new Map();

  constructor(choice: SiteChoice) {
    this.#choice = choice;
    process.once("exit", this.remove); // whatever ends the process
  }

  /** Throws `ContentError` or `Failure` when the content can't be served as it is; what was served before can be still. */
  async compile(): Promise<Snapshot> {
    const { clock, ...choice } = this.#choice;
    const fresh = new Map<string, string>();
    const { release, files, warnings } = await finishing(this.#shelf, (shelf) => {
      const memory = { articles: this.#articles, shelf };
      const options = { ...choice, ...memory, now: clock(), assets: this.assets, cache: ".cache" };
      return compileSite(options, new Blobs((key, value) => fresh.set(key, value), shelf));
    });
    this.#before = this.#blobs;
    this.#blobs = fresh;
    const real = [...files].map(([path, file]) => [path, realPath(join(choice.root, file)) ?? ""] as const);
    return { release, files: new Map(real), warnings };
  }

  /** A request that is under way while a build ends still asks for what was there before. */
  blob(key: string): string | undefined {
    return this.#blobs.get(key) ?? this.#before.get(key);
  }
}

/** A file as people see it: below the working folder, or its whole path. */
export function shownPath(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") ? file : path;
}
