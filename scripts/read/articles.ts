import { availableParallelism } from "node:os";
import type { ProductSettings } from "./article-product.ts";
import type { Outcome } from "./compile-article.ts";
import type { ArticleSettings } from "./article-settings.ts";
import { digestOf } from "../base/digest.ts";
import type { Cache } from "../store/cache.ts";
import type { Text } from "../store/text.ts";
import type { Stored } from "../store/utf8.ts";
import type { Source } from "./sources.ts";
import { inThreads, nextOf } from "../base/threads.ts";

/** A file and its result. */
export interface CompiledFile extends Omit<Outcome, "text"> {
  readonly file: string;
  /** Of the file alone. */
  readonly digest: string;
  /** As `readTexts` reads them. */
  readonly texts: Text;
  /** As `readSearched` reads it, where that was asked for. */
  readonly searched?: Text;
}

/** A file to be compiled, and its result: its note and the texts that this names, as the cache takes them. */
export interface Job {
  readonly file: string;
  readonly source: string;
}
export interface Product {
  readonly note: string;
  readonly texts: readonly Stored[];
}

/** A file being processed, with its digest and its note once they are known. */
interface Place extends Pick<Source, "file" | "read"> {
  digest: string | undefined;
  note?: Note | undefined;
}

interface Missing {
  readonly place: Place;
  readonly job: Job;
}

/** What is needed of every file, and the digests of its texts and of what is searched of it, where that was asked for. */
export type Note = Omit<Outcome, "text"> & { readonly texts: string; readonly searched?: string };

/** Compiles articles, with what is searched of them where that is wanted, and returns their results in the same order. */
export type Compile = (
  settings: ArticleSettings,
  files: Iterable<Source>,
  searched?: boolean,
) => Promise<CompiledFile[]>;

// Below that, what threads load and warm up takes as long as they save: measured at 300 with one thread more and with two.
const fewFiles = 300;

/** Notes that were read before, by their keys: a server reads the same ones after each change. */
const notesOf = new WeakMap<Cache, Map<string, Note>>();

/** Compiles each article once: those in the cache are taken from there, and many are shared among threads. */
export const cachedCompiler =
  (cache: Cache, width = availableParallelism()): Compile =>
  async (settings, files, searched = false) => {
    const salt = digestOf(JSON.stringify(settings));
    const notes = notesOf.get(cache) ?? new Map<string, Note>();
    notesOf.set(cache, notes);
    // Not hashed, since each build asks for all of them.
    const keyOf = ({ file, digest }: Place): string => `article ${salt} ${digest} ${file}`;
    const places = Array.from(files, ({ file, digest, read }): Place => ({ file, digest, read }));
    const noteOf = (key: string): Note | undefined => {
      const note = cache.note(key);
      if (note === undefined) return undefined;
      const known = notes.get(key) ?? (JSON.parse(note) as Note);
      notes.set(key, known);
      return known;
    };
    const contentOf = (place: Place): Uint8Array => {
      const { digest, bytes } = place.read();
      place.digest = digest;
      return bytes;
    };
    /** Those to be compiled. A file is read once, when it is its turn, so that threads need not wait until all are read. */
    function* missing(): Generator<Missing> {
      for (const place of places) {
        let content = place.digest === undefined ? contentOf(place) : undefined;
        place.note = noteOf(keyOf(place));
        if (place.note && !(searched && place.note.searched === undefined)) continue;
        content ??= contentOf(place);
        yield { place, job: { file: place.file, source: Buffer.from(content).toString() } };
      }
    }
    const take = ({ place }: Missing, { note, texts }: Product): void => {
      const key = keyOf(place);
      cache.addNote(key, note);
      place.note = JSON.parse(note) as Note;
      notes.set(key, place.note);
      for (const { digest, bytes } of texts) cache.addText(digest, bytes);
    };
    const making: ProductSettings = { settings, searched };
    const left = missing();
    const first = nextOf(left, fewFiles + 1);
    const all = (function* () {
      yield* first;
      yield* left;
    })();
    if (width > 1 && first.length > fewFiles) {
      const script = new URL("./article-thread.ts", import.meta.url);
      await inThreads({ script, settings: making, width, batch: 12 }, all, { jobOf: ({ job }) => job, take });
    } else if (first.length > 0) {
      // Most builds find almost all articles in the cache and need no compiler, whose parts take a while to load.
      const { productMaker } = await import("./article-product.ts");
      const make = productMaker(making);
      for (const each of all) take(each, make(each.job));
    }
    return places.map(({ file, digest, note }) => {
      if (!note || digest === undefined) throw new Error(`${file} was not compiled`);
      const { texts, searched: own, ...outcome } = note;
      const compiled = { ...outcome, file, digest, texts: cache.kept(texts) };
      if (own === undefined) return compiled;
      const kept = cache.kept(own); // of use as long as the note that names it, even where it is not asked for
      return searched ? { ...compiled, searched: kept } : compiled;
    });
  };
