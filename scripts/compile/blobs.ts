import { createHash } from "node:crypto";

/** Takes the blobs of a release as they are made. */
export class Blobs {
  /** Size of each blob in bytes, by its key. */
  readonly sizes = new Map<string, number>();
  readonly #store: (key: string, value: string) => void;

  /** `store` is called once for each different blob. */
  constructor(store: (key: string, value: string) => void) {
    this.#store = store;
  }

  /** Gives the key of a value: the first 128 bits of its SHA-256, in hexadecimal. */
  put(value: string): string {
    const key = createHash("sha256").update(value).digest("hex").slice(0, 32);
    if (!this.sizes.has(key)) {
      this.sizes.set(key, Buffer.byteLength(value));
      this.#store(key, value);
    }
    return key;
  }

  get bytes(): number {
    return this.sizes.values().reduce((sum, size) => sum + size, 0);
  }
}
