import { availableParallelism } from "node:os";
import type { ProductSettings } from "./article-product.ts";
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
  /** As `articleWords` writes them, where they were asked for. */
  readonly words?: Text;
}

/** A file to be compiled, and its result: its note and its texts, as the cache takes them. */
export interface Job {
  readonly file: string;
  readonly source: string;
}
export interface Product {
  readonly note: string;
  readonly text: Stored;
  readonly words?: Stored;
}

/** A text in UTF-8, and its digest. */
export interface Stored {
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** A file being processed, and its note and the digest of its words once they are known. */
interface Place extends Pick<Source, "file" | "read"> {
  /** Of the file alone. */
  digest: string;
  note?: string | undefined;
  words?: string | undefined;
}

/** What is needed of every file, and the digest of its texts. */
export type Note = Omit<Outcome, "text"> & { readonly texts: string };

/** Compiles articles, with their words where they are to be searched, and returns their results in the same order. */
export type Compile = (
  settings: ArticleSettings,
  files: Iterable<Source>,
  searched?: boolean,
) => Promise<CompiledFile[]>;

// Below that, what threads load and warm up takes as long as they save: measured at 300 with one thread more and with two.
const fewFiles = 300;

/** Compiles each article once: those in the cache are taken from there, and many are shared among threads. */
export const cachedCompiler =
  (cache: Cache, width = availableParallelism()): Compile =>
  async (settings, files, searched = false) => {
    const salt = JSON.stringify(settings);
    const keyOf = ({ file, digest }: Place): string => digestOf(`article ${salt} ${file} ${digest}`);
    const wordsKey = (key: string): string => `words ${key}`;
    const places = Array.from(files, (source): Place => {
      const key = keyOf(source);
      return { ...source, note: cache.note(key), words: searched ? cache.note(wordsKey(key)) : undefined };
    });
    const jobOf = (place: Place): Job => {
      const { digest, bytes } = place.read();
      place.digest = digest;
      return { file: place.file, source: Buffer.from(bytes).toString() };
    };
    const unknown = places.filter(({ note, words }) => note === undefined || (searched && words === undefined));
    const take = (place: Place, { note, text, words }: Product): void => {
      const key = keyOf(place);
      place.note = note;
      cache.addNote(key, note);
      cache.addText(text.digest, text.bytes);
      if (!words) return;
      // Apart from the note, which stays as it is when search is switched on or off.
      place.words = words.digest;
      cache.addNote(wordsKey(key), words.digest);
      cache.addText(words.digest, words.bytes);
    };
    const making: ProductSettings = { settings, searched };
    if (width > 1 && unknown.length > fewFiles) {
      const script = new URL("./article-thread.ts", import.meta.url);
      await inThreads({ script, settings: making, width, batch: 12 }, unknown, jobOf, take);
    } else if (unknown.length > 0) {
      // Most builds find almost all articles in the cache and need no compiler, whose parts take a while to load.
      const { productMaker } = await import("./article-product.ts");
      const make = productMaker(making);
      for (const place of unknown) take(place, make(jobOf(place)));
    }
    return places.map(({ file, digest, note = "", words }) => {
      const { texts, ...outcome } = JSON.parse(note) as Note;
      const compiled = { ...outcome, file, digest, texts: cache.kept(texts) };
      return words === undefined ? compiled : { ...compiled, words: cache.kept(words) };
    });
  };
