/** A text that an earlier build left, or this one. `note` is short and at hand, the text is read when it is asked for. */
export interface Kept {
  readonly note: string;
  readonly text: () => string;
}

/** Keeps texts from one build to the next, each under a digest of all that it was made from, so that none is ever stale. */
export interface Shelf {
  /** What is under a key. To ask for it is to use it: what two builds in a row did not use is dropped. */
  readonly find: (key: string) => Kept | undefined;
  /** Puts a text under a key, a digest as `digestOf` makes it. `note` holds no line break. */
  readonly add: (key: string, note: string, text: string | Uint8Array) => Kept;
  /** Ends a build, one that failed too. */
  readonly finish: (succeeded: boolean) => void;
}

/** A shelf for builds within one process. */
export class MemoryShelf implements Shelf {
  #before = new Map<string, Kept>();
  #now = new Map<string, Kept>();

  find(key: string): Kept | undefined {
    const kept = this.#now.get(key) ?? this.#before.get(key);
    if (kept) this.#now.set(key, kept);
    return kept;
  }

  add(key: string, note: string, text: string | Uint8Array): Kept {
    const kept: Kept = {
      note,
      text: () => (typeof text === "string" ? text : Buffer.from(text).toString()),
    };
    this.#now.set(key, kept);
    return kept;
  }

  finish(succeeded = true): void {
    this.#before = succeeded ? this.#now : new Map([...this.#before, ...this.#now]);
    this.#now = new Map();
  }
}

/** Runs a build with what it keeps, which is finished whatever becomes of the build. */
export async function finishing<K extends Pick<Shelf, "finish">, T>(
  kept: K,
  build: (kept: K) => Promise<T>,
): Promise<T> {
  let succeeded = false;
  try {
    const outcome = await build(kept);
    succeeded = true;
    return outcome;
  } finally {
    kept.finish(succeeded);
  }
}
