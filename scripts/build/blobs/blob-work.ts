import { availableParallelism } from "node:os";
import { Failure } from "../../base/failure.ts";
import { SharedWork } from "../../base/threads.ts";
import { type Blobs, valueOf } from "../../store/blobs.ts";
import type { Cache } from "../../store/cache.ts";
import type { Text } from "../../store/text.ts";
import { stored } from "../../store/utf8.ts";
import type { Made } from "./make-blob.ts";

interface Missing {
  readonly digest: string;
  readonly json: string;
  readonly model: Text | object;
}

// Of fewer, what threads load and warm up takes as long as they save, and more memory.
const fewArticles = 2000;
// The same of an edit of many.
const fewBlobs = 300;

// This one finds what all of them make, for which it takes a third of the time that they take.
const mostThreads = 4;

/** Makes blobs while more are asked for, many of them in threads. */
export class BlobWork {
  readonly #blobs: Blobs;
  readonly #cache: Cache;
  readonly #work: SharedWork<Missing, string, Made>;
  /** Whether threads make blobs, too. */
  readonly isShared: boolean;

  constructor(blobs: Blobs, cache: Cache, articles: number, few = fewBlobs) {
    this.#blobs = blobs;
    this.#cache = cache;
    this.isShared = cache.isShared && articles > fewArticles;
    const width = this.isShared ? Math.min(availableParallelism() - 1, mostThreads) : 0;
    const settings = { folder: cache.folder, file: cache.file };
    const threads = { script: new URL("./blob-thread.ts", import.meta.url), settings, width, batch: 16 };
    this.#work = new SharedWork<Missing, string, Made>(threads, few, {
      begin: () => cache.flush(), // so that threads find all texts
      here: ({ model }) => ({ blob: stored(valueOf(model)), kept: [] }),
      mostWaiting: 0,
      jobOf: ({ json }) => json,
      take: (missing, made) => this.#take(missing, made),
    });
  }

  /** Gives what stands for the key of a blob until `done`. */
  keyOf(kind: string, model: Text | object): string {
    const { digest, json } = this.#blobs.want(kind, model);
    if (json !== undefined) this.#work.add({ digest, json, model });
    return digest;
  }

  /** Gives the keys, once all blobs are made. */
  async done(): Promise<(digest: string) => string> {
    await this.#work.done();
    await this[Symbol.asyncDispose](); // what follows needs the memory
    return this.#blobs.keys();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#work[Symbol.asyncDispose]();
  }

  #take({ digest }: Missing, made: Made): void {
    if ("refusal" in made) throw new Failure(made.refusal);
    this.#blobs.put(digest, made.blob);
    for (const text of made.kept) this.#cache.addText(text.digest, text.bytes);
  }
}
