import { availableParallelism } from "node:os";
import { isInTexts } from "../../src/content/words.ts";
import type { ArticleSettings, Compiled, FileProblem, Outcome } from "./compile-article.ts";
import { digestOf } from "../base/digest.ts";
import type { Cache } from "../store/cache.ts";
import type { Source } from "./sources.ts";
import { Threads } from "../base/threads.ts";

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
  readonly text: string;
}

/** Where what became of a file will be. */
interface Place {
  readonly file: string;
  /** Of the file alone. */
  fileDigest: string;
  note: string | undefined;
}

/** What is known of a file at once, and the digest of its texts. */
export type Note = Omit<Outcome, "texts"> & { readonly texts: string };

// Threads take a second of work to be worth their start.
const fewFiles = 300;
const batchSize = 25;

/** Compiles articles, each one once: those that the cache knows are taken from there, many are shared out among threads. */
export class Articles {
  readonly #cache: Cache;
  readonly #width: number;

  constructor(cache: Cache, width = availableParallelism()) {
    this.#cache = cache;
    this.#width = width;
  }

  /** Takes files as they are read, and gives what became of them in the same order. */
  async compile(settings: ArticleSettings, files: Iterable<Source>): Promise<CompiledFile[]> {
    const { author, language, smartQuotes, taxonomies, timezone, url } = settings;
    const words = Object.entries(settings.words).filter(([name]) => isInTexts(name));
    const salt = JSON.stringify([author, language, smartQuotes, taxonomies, timezone, url, words]);
    const digestFor = (file: string, content: string): string => digestOf(`article ${salt} ${file} ${content}`);
    const found: Place[] = [];
    const queue = new Queue(settings, this.#width);
    for (const { file, digest: fileDigest, read } of files) {
      const place: Place = { file, fileDigest, note: this.#cache.note(digestFor(file, fileDigest)) };
      found.push(place);
      if (place.note !== undefined) continue;
      const source = read();
      place.fileDigest = source.digest;
      await queue.add({ file, source: Buffer.from(source.bytes).toString() }, ({ note, text }) => {
        place.note = note;
        this.#cache.addNote(digestFor(file, source.digest), note);
        this.#cache.addText((JSON.parse(note) as Note).texts, text);
      });
    }
    await queue.finish();
    return found.map((place) => this.#opened(place));
  }

  #opened({ file, fileDigest, note }: Place): CompiledFile {
    if (note === undefined) throw new Error(`nothing became of ${file}`);
    const { outline, problems, texts } = JSON.parse(note) as Note;
    if (!outline) return { file, problems };
    return { file, problems, compiled: { ...outline, fileDigest, texts: this.#cache.kept(texts) } };
  }
}

/** Collects jobs, and does them here when they are few and in threads when they are many. */
class Queue {
  readonly #settings: ArticleSettings;
  readonly #width: number;
  #waiting: { readonly job: Job; readonly take: (product: Product) => void }[] = [];
  #threads: Threads<readonly Job[], readonly Product[]> | undefined;

  constructor(settings: ArticleSettings, width: number) {
    this.#settings = settings;
    this.#width = width;
  }

  /** Resolves when more jobs may come. */
  async add(job: Job, take: (product: Product) => void): Promise<void> {
    this.#waiting.push({ job, take });
    if (this.#width > 1 && this.#waiting.length > fewFiles)
      this.#threads ??= new Threads(articleThread, this.#settings, this.#width);
    while (this.#threads && this.#waiting.length >= batchSize) await this.#hand(this.#threads);
  }

  async finish(): Promise<void> {
    if (this.#threads) {
      while (this.#waiting.length > 0) await this.#hand(this.#threads);
      await this.#threads.finish();
    } else if (this.#waiting.length > 0) {
      // Most builds find almost all articles in the cache and need no compiler, whose parts take a while to load.
      const { productMaker } = await import("./article-product.ts");
      const make = productMaker(this.#settings);
      for (const { job, take } of this.#waiting) take(make(job));
    }
    this.#waiting = [];
  }

  async #hand(threads: Threads<readonly Job[], readonly Product[]>): Promise<void> {
    const batch = this.#waiting.splice(0, batchSize);
    await threads.do(
      batch.map(({ job }) => job),
      (products) => {
        for (const [index, product] of products.entries()) batch[index]?.take(product);
      },
    );
  }
}

const articleThread = new URL("./article-thread.ts", import.meta.url);
