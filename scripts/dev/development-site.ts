import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CompiledSite, compileSite, type SiteOptions } from "../build/compile-site.ts";
import { buildDigest } from "../build/prebuild.ts";
import { realPath } from "../base/own-file.ts";
import { Cache, finishing, isBusy, isDamage } from "../store/cache.ts";

/** Where the content is and how to show it. */
export type SiteChoice = Pick<SiteOptions, "root" | "drafts" | "until"> & {
  /** The moment to compile for. */
  readonly clock: () => number;
};

/** A compiled site as the development server serves it. `files` are real paths, by canonical path. */
export type Snapshot = Pick<CompiledSite, "release" | "files" | "warnings" | "shown" | "drawings">;

/** Compiles one content folder repeatedly, each time only what has changed. */
export class DevelopmentSite {
  /** The folder of pictures, cards and icons. */
  readonly assets = mkdtempSync(join(tmpdir(), "fore-edge-"));
  /** Removes what was written to disk, except the cache. */
  readonly close = (): void => {
    this.#cache?.close();
    rmSync(this.assets, { recursive: true, force: true });
  };
  readonly #choice: SiteChoice;
  readonly #folder: string;
  #cache: Cache | undefined;

  constructor(choice: SiteChoice, folder = ".cache") {
    this.#choice = choice;
    this.#folder = folder;
    process.once("exit", this.close); // whatever ends the process
  }

  /** Throws `ContentError` or `Failure` if the content can't be served as it is; the previous build stays. */
  async compile(): Promise<Snapshot> {
    const { clock, ...choice } = this.#choice;
    const compile = async (): Promise<CompiledSite> => {
      this.#cache ??= new Cache(this.#folder, buildDigest(), "server");
      return finishing(this.#cache, (cache) => {
        return compileSite({ ...choice, now: clock(), assets: this.assets, cache, drawsLater: true });
      });
    };
    const { release, files, warnings, shown, drawings } = await compile().catch((error: unknown) => {
      // Does without a database that another server has, or that is damaged, which the next start finds gone.
      if (!isDamage(error) && !isBusy(error)) throw error;
      if (isDamage(error)) {
        this.#cache?.close();
        rmSync(join(this.#folder, "server"), { recursive: true, force: true });
      }
      this.#cache = new Cache(this.#folder);
      return compile();
    });
    const real = [...files].map(([path, file]) => [path, realPath(join(choice.root, file)) ?? ""] as const);
    return { release, files: new Map(real), warnings, shown, drawings };
  }

  /** From this build or an earlier one: a request in progress while a build ends may ask for old blobs. */
  blob(key: string): string | undefined {
    return this.#cache?.text(key);
  }
}
