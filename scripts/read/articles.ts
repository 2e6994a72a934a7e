import { availableParallelism } from "node:os";
import type { Outcome } from "./compile-article.ts";
import type { ArticleSettings } from "./article-settings.ts";
import { digestOf } from "../base/digest.ts";
import type { Cache } from "../store/cache.ts";
import type { Text } from "../store/text.ts";
import type { Source } from "./sources.ts";
import { inThreads } from "../base/threads.ts";

/** A file and its result. */
export interface CompiledFile extends Omit<Outcome, "text"> {
  readonly file: string;
  /** Of the file alone. */
  readonly digest: string;
  /** As `readTexts` reads them. */
  readonly texts: Text;
}

/** A file to be compiled, and its result: its note and its text, as the cache takes them. */
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

/** A file being processed, and its note once that is known. */
interface Place extends Pick<Source, "file" | "read"> {
  /** Of the file alone. */
  digest: string;
  note?: string | undefined;
}

/** What is needed of every file, and the digest of its texts. */
export type Note = Omit<Outcome, "text"> & { readonly texts: string };

/** Compiles articles, and returns their results in the same order. */
export type Compile = (settings: ArticleSettings, files: Iterable<Source>) => Promise<CompiledFile[]>;

// Below that, what threads load and warm up takes as long as they save: measured at 300 with one thread more and with two.
const fewFiles = 300;

/** Compiles each article once: those in the cache are taken from there, and many are shared among threads. */
export const cachedCompiler =
  (cache: Cache, width = availableParallelism()): Compile =>
  async (settings, files) => {
    const salt = JSON.stringify(settings);
    const keyOf = ({ file, digest }: Place): string => digestOf(`article ${salt} ${file} ${digest}`);
    const places = Array.from(files, (source): Place => ({ ...source, note: cache.note(keyOf(source)) }));
    const jobOf = (place: Place): Job => {
      const { digest, bytes } = place.read();
      place.digest = digest;
      return { file: place.file, source: Buffer.from(bytes).toString() };
    };
    const unknown = places.filter(({ note }) => note === undefined);
    const take = (place: Place, { note, digest, text }: Product): void => {
      place.note = note;
      cache.addNote(keyOf(place), note);
      cache.addText(digest, text);
    };
    if (width > 1 && unknown.length > fewFiles) {
      const script = new URL("./article-thread.ts", import.meta.url);
      await inThreads({ script, settings, width, batch: 12 }, unknown, jobOf, take);
    } else if (unknown.length > 0) {
      // Most builds find almost all articles in the cache and need no compiler, whose parts take a while to load.
      const { productMaker } = await import("./article-product.ts");
      const make = productMaker(settings);
      for (const place of unknown) take(place, make(jobOf(place)));
    }
    return places.map(({ file, digest, note = "" }) => {
      const { texts, ...outcome } = JSON.parse(note) as Note;
      return { ...outcome, file, digest, texts: cache.kept(texts) };
    });
  };
