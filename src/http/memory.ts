/** What a response was made of: its headers with and without a body, and the body once it was asked for. */
export interface Kept {
  readonly full: Headers;
  readonly fresh: Headers;
  /** Date and lifetimes that the headers tell; others need other headers. */
  readonly stamp: string;
  readonly body?: Uint8Array<ArrayBuffer>;
}

// What an entry takes beside its body, roughly.
const headerBytes = 2000;

/**
 * What was sent lately, by entity tag. The body under a tag never changes, so nothing here can be stale; headers are made
 * anew when their stamp is another.
 */
export class Memory {
  readonly #kept = new Map<string, Kept>();
  readonly #most: number;
  #bytes = 0;

  /** `most` is the bound in bytes of all entries together. */
  constructor(most: number) {
    this.#most = most;
  }

  get(etag: string): Kept | undefined {
    const kept = this.#kept.get(etag);
    if (kept) {
      // A map keeps the order of insertion, so that the first is the one that was asked for longest ago.
      this.#kept.delete(etag);
      this.#kept.set(etag, kept);
    }
    return kept;
  }

  set(etag: string, kept: Kept): void {
    if (sizeOf(kept) > this.#most / 8) return;
    this.#remove(etag);
    this.#kept.set(etag, kept);
    this.#bytes += sizeOf(kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#most) break;
      this.#remove(oldest);
    }
  }

  #remove(etag: string): void {
    const kept = this.#kept.get(etag);
    if (kept) this.#bytes -= sizeOf(kept);
    this.#kept.delete(etag);
  }
}

const sizeOf = ({ body }: Kept): number => headerBytes + (body?.byteLength ?? 0);
