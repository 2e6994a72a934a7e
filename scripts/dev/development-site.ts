import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { compileSite, type SiteOptions } from "../build/compile-site.ts";
import { realPath } from "../base/own-file.ts";
import type { Problem } from "../base/problems.ts";
import { Cache, finishing } from "../store/cache.ts";

/** Where the content is and how to show it. */
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

/** Compiles one content folder repeatedly, each time only what has changed. */
export class DevelopmentSite {
  /** The folder of pictures, cards and icons. */
  readonly assets = mkdtempSync(join(tmpdir(), "fore-edge-"));
  /** Removes what was written to disk. */
  readonly remove = (): void => rmSync(this.assets, { recursive: true, force: true });
  readonly #choice: SiteChoice;
  readonly #cache = new Cache(".cache");

  constructor(choice: SiteChoice) {
    this.#choice = choice;
    process.once("exit", this.remove); // whatever ends the process
  }

  /** Throws `ContentError` or `Failure` if the content can't be served as it is; the previous build stays. */
  async compile(): Promise<Snapshot> {
    const { clock, ...choice } = this.#choice;
    const { release, files, warnings } = await finishing(this.#cache, (cache) =>
      compileSite({ ...choice, now: clock(), assets: this.assets, cache }),
    );
    const real = [...files].map(([path, file]) => [path, realPath(join(choice.root, file)) ?? ""] as const);
    return { release, files: new Map(real), warnings };
  }

  /** From this build or an earlier one: a request in progress while a build ends may ask for old blobs. */
  blob(key: string): string | undefined {
    return this.#cache.text(key);
  }
}

/** A file as shown to people: relative to the working folder if it is inside, otherwise its whole path. */
export function shownPath(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") ? file : path;
}
