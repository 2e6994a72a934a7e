import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { articleCompiler, type ArticleSettings, type Compile, type Outcome } from "../compile/article.ts";
import { Blobs } from "../compile/blobs.ts";
import { compileSite, type SiteOptions } from "../compile/compile-site.ts";
import type { Problem } from "../compile/problems.ts";

/** Where the content is and how it is to be shown. */
export type SiteChoice = Pick<SiteOptions, "root" | "drafts" | "until"> & {
  /** The moment to compile for. */
  readonly clock: () => number;
};

/** A compiled site as the development server serves it. */
export interface Snapshot {
  readonly release: Uint8Array<ArrayBuffer>;
  /** Static files of the content folder, by canonical path. */
  readonly files: ReadonlyMap<string, string>;
  readonly warnings: readonly Problem[];
  readonly posts: number;
  readonly pages: number;
}

/** Compiles one content folder again and again, each time no more than what has changed. */
export class DevelopmentSite {
  /** The folder of pictures, cards and icons. */
  readonly assets = mkdtempSync(join(tmpdir(), "fore-edge-"));
  readonly #choice: SiteChoice;
  readonly #articles = new ArticleMemory();
  #blobs: ReadonlyMap<string, string> = new Map();
  #blobsBefore: ReadonlyMap<string, string> = new Map();

  constructor(choice: SiteChoice) {
    this.#choice = choice;
  }

  /** Throws `ContentError` or `Failure` when the content can't be served as it is; what was served before can be still. */
  async compile(): Promise<Snapshot> {
    const { clock, ...choice } = this.#choice;
    const fresh = new Map<string, string>();
    const blobs = new Blobs((key, value) => fresh.set(key, value));
    const compiler = this.#articles.compiler;
    const options = { ...choice, now: clock(), assets: this.assets, cache: ".cache", compiler };
    const { release, files, warnings, content } = await compileSite(options, blobs);
    this.#blobsBefore = this.#blobs;
    this.#blobs = fresh;
    const absolute = [...files].map(([path, file]) => [path, join(choice.root, file)] as const);
    return {
      release,
      files: new Map(absolute),
      warnings,
      posts: content.posts.length,
      pages: content.pages.length,
    };
  }

  /** Those of the last build too: a request that is under way while a build ends still asks for them. */
  blob(key: string): string | undefined {
    return this.#blobs.get(key) ?? this.#blobsBefore.get(key);
  }

  /** Takes away what was written to disk. */
  remove(): void {
    rmSync(this.assets, { recursive: true, force: true });
  }
}

/** Remembers what became of each file, for as long as neither it nor the settings change. */
class ArticleMemory {
  #settings = "";
  readonly #outcomes = new Map<string, { readonly source: string; readonly outcome: Outcome }>();

  readonly compiler = (settings: ArticleSettings): Compile => {
    const { author, language, smartQuotes, timezone } = settings;
    const said = JSON.stringify([author, language, smartQuotes, timezone]);
    if (said !== this.#settings) this.#outcomes.clear();
    this.#settings = said;
    const compile = articleCompiler(settings);
    return (file, source) => {
      const known = this.#outcomes.get(file);
      if (known?.source === source) return known.outcome;
      const outcome = compile(file, source);
      this.#outcomes.set(file, { source, outcome });
      return outcome;
    };
  };
}

/** A file as people see it: below the working folder, or its whole path. */
export function shownPath(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") ? file : path;
}
