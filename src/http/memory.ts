import type { Representation } from "./representation.ts";

// What an entry takes beside its body, roughly.
const headerBytes = 2000;

/**
 * What was sent lately, by canonical path. The path alone decides what is kept, so that no query string and no spelling
 * of a path takes room from others.
 */
export class Memory {
  readonly #kept = new Map<string, Representation>();
  readonly #most: number;
  #bytes = 0;

  /** `most` is the bound in bytes of all entries together. */
  constructor(most: number) {
    this.#most = most;
  }

  get(path: string): Representation | undefined {
    const kept = this.#kept.get(path);
    if (kept) {
      // A map keeps the order of insertion, so that the first is the one that was asked for longest ago.
      this.#kept.delete(path);
      this.#kept.set(path, kept);
    }
    return kept;
  }

  set(path: string, kept: Representation): void {
    this.#remove(path);
    if (sizeOf(kept) > this.#most / 8) return;
    this.#kept.set(path, kept);
    this.#bytes += sizeOf(kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#most) break;
      this.#remove(oldest);
    }
  }

  #remove(path: string): void {
    const kept = this.#kept.get(path);
    if (kept) this.#bytes -= sizeOf(kept);
    this.#kept.delete(path);
  }
}

const sizeOf = ({ body }: Representation): number => headerBytes + (body?.size ?? 0);
