import { bytesOf } from "../../src/search/shard-reader.ts";

/** Bytes that grow as they are written. */
export class Bytes {
  #bytes: Uint8Array;
  #size = 0;

  constructor(room: number) {
    this.#bytes = new Uint8Array(room);
  }

  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  /** A whole number up to 2^53, as a varint. */
  number(value: number): this {
    this.#make(8);
    let left = value;
    for (; left >= 0x80; left = Math.floor(left / 0x80)) this.#bytes[this.#size++] = (left % 0x80) | 0x80;
    this.#bytes[this.#size++] = left;
    return this;
  }

  put(bytes: Uint8Array): this {
    this.#make(bytes.length);
    this.#bytes.set(bytes, this.#size);
    this.#size += bytes.length;
    return this;
  }

  /** With its length before it. */
  text(text: string): this {
    const bytes = bytesOf(text);
    return this.number(bytes.length).put(bytes);
  }

  /** What two texts share at their beginnings, in bytes, and the rest of the second one. */
  behind(before: Uint8Array, bytes: Uint8Array): this {
    let shared = 0;
    while (shared < before.length && shared < bytes.length && before[shared] === bytes[shared]) shared += 1;
    return this.number(shared)
      .number(bytes.length - shared)
      .put(bytes.subarray(shared));
  }

  #make(more: number): void {
    if (this.#size + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#size + more));
    larger.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = larger;
  }
}
