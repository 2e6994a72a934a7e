import { availableParallelism } from "node:os";
import type { Compiled, Outcome } from "./compile-article.ts";
import type { ArticleSettings } from "./article-settings.ts";
import type { FileProblem } from "./read-article.ts";
import { digestOf } from "../base/digest.ts";
import type { Cache } from "../store/cache.ts";
import type { Source } from "./sources.ts";
import { inThreads } from "../base/threads.ts";

export interface CompiledFile {
  readonly file: string;
  /** Absent when there were errors. */
  readonly compiled?: Compiled;
  readonly problems: readonly FileProblem[];
}

/** A file to be compiled, and what became of it: its note and its text, as the cache takes them. */
export interface Job {
  readonly file: string;
  readonly source: string;
}
export interface Product {
  readonly note: string;
  /** Of the text. */
  readonly digest: string;
  readonly text: Uint8Array;
}

/** Where what became of a file will be. */
interface Place {
  readonly file: string;
  readonly read: Source["read"];
  /** Of the file alone. */
  fileDigest: string;
  note: string | undefined;
}

/** What is known of a file at once, and the digest of its texts. */
export type Note = Omit<Outcome, "texts"> & { readonly texts: string };

// Threads take a second of work to be worth their start.
const fewFiles = 300;

/** Compiles articles, each one once: those that the cache knows are taken from there, many are shared out among threads. */
export class Articles {
  readonly #cache: Cache;
  readonly #width: number;

  constructor(cache: Cache, width = availableParallelism()) {
    this.#cache = cache;
    this.#width = width;
  }

  /** Gives what became of files, in the same order. */
  async compile(settings: ArticleSettings, files: Iterable<Source>): Promise<CompiledFile[]> {
    const salt = JSON.stringify(settings);
    const keyOf = (file: string, digest: string): string => digestOf(`article ${salt} ${file} ${digest}`);
    const found = Array.from(files, ({ file, digest, read }): Place => {
      return { file, read, fileDigest: digest, note: this.#cache.note(keyOf(file, digest)) };
    });
    const jobOf = (place: Place): Job => {
      const { digest, bytes } = place.read();
      place.fileDigest = digest;
      return { file: place.file, source: Buffer.from(bytes).toString() };
    };
    const take = (place: Place, { note, digest, text }: Product): void => {
      place.note = note;
      this.#cache.addNote(keyOf(place.file, place.fileDigest), note);
      this.#cache.addText(digest, text);
    };
    const unknown = found.filter(({ note }) => note === undefined);
    if (this.#width > 1 && unknown.length > fewFiles) {
      const script = new URL("./article-thread.ts", import.meta.url);
      await inThreads({ script, settings, width: this.#width, batch: 12 }, unknown, jobOf, take);
    } else if (unknown.length > 0) {
      // Most builds find almost all articles in the cache and need no compiler, whose parts take a while to load.
      const { productMaker } = await import("./article-product.ts");
      const make = productMaker(settings);
      for (const place of unknown) take(place, make(jobOf(place)));
    }
    return found.map((place) => this.#opened(place));
  }

  #opened({ file, fileDigest, note }: Place): CompiledFile {
    if (note === undefined) throw new Error(`nothing became of ${file}`);
    const { outline, problems, texts } = JSON.parse(note) as Note;
    if (!outline) return { file, problems };
    return { file, problems, compiled: { ...outline, fileDigest, texts: this.#cache.kept(texts) } };
  }
}
