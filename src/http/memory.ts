/** Bodies that were sent lately, by entity tag. What is under a tag never changes, so nothing here can be stale. */
export class Memory {
  readonly #bodies = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #most: number;
  #bytes = 0;

  /** `most` is the bound in bytes of all bodies together. */
  constructor(most: number) {
    this.#most = most;
  }

  get(etag: string): Uint8Array<ArrayBuffer> | undefined {
    const body = this.#bodies.get(etag);
    if (body) {
      // A map keeps the order of insertion, so that the first is the one that was asked for longest ago.
      this.#bodies.delete(etag);
      this.#bodies.set(etag, body);
    }
    return body;
  }

  set(etag: string, body: Uint8Array<ArrayBuffer>): void {
    if (body.byteLength > this.#most / 8 || this.#bodies.has(etag)) return;
    this.#bodies.set(etag, body);
    this.#bytes += body.byteLength;
    for (const [oldest, { byteLength }] of this.#bodies) {
      if (this.#bytes <= this.#most) break;
      this.#bodies.delete(oldest);
      this.#bytes -= byteLength;
    }
  }
}
