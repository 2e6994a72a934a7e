const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Words are compared as bytes, so that few of them become strings. */
export const bytesOf = (word: string): Uint8Array => encoder.encode(word);

/** What a word's bytes tell about it: how many characters it has, and which of ASCII, as bits; some letters share one. */
export interface Outline {
  readonly length: number;
  readonly letters: number;
}

export function outlineOf(bytes: Uint8Array, size = bytes.length): Outline {
  let [length, letters] = [0, 0];
  for (let index = 0; index < size; index++) {
    const byte = bytes[index] ?? 0;
    if ((byte & 0xc0) !== 0x80) length += 1;
    if (byte < 0x80) letters |= 1 << (byte & 0x1f);
  }
  return { length, letters };
}

/** Reads numbers and texts of a shard, one after the other. */
export class Reader {
  readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new Error("a shard of the search index ends too early");
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  text(): string {
    const size = this.number();
    return decoder.decode(this.bytes.subarray(this.at, (this.at += size)));
  }

  /** Reads a text after what it shares with another. */
  textInto(target: Bytes, shared: number): void {
    const size = this.number();
    target.put(this.bytes, this.at, size, shared);
    this.at += size;
  }

  /** Reads a text, and says whether it is this one. */
  isNext(wanted: Uint8Array): boolean {
    const size = this.number();
    const from = this.at;
    this.at += size;
    return size === wanted.length && wanted.every((byte, index) => this.bytes[from + index] === byte);
  }
}

/** A text that changes from its end. */
export class Bytes {
  #bytes = new Uint8Array(256);
  size = 0;

  /** Puts some bytes of others after what is shared. They are so few that a loop is faster than what there is for it. */
  put(others: Uint8Array, from: number, count: number, shared: number): void {
    this.size = shared + count;
    if (this.size > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.size);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    for (let index = 0; index < count; index++) this.#bytes[shared + index] = others[from + index] ?? 0;
  }

  take(other: Bytes, size: number): void {
    this.put(other.#bytes, 0, size, 0);
  }

  startsWith(beginning: Uint8Array): boolean {
    if (beginning.length > this.size) return false;
    for (let index = 0; index < beginning.length; index++) if (this.#bytes[index] !== beginning[index]) return false;
    return true;
  }

  get outline(): Outline {
    return outlineOf(this.#bytes, this.size);
  }

  get last(): number | undefined {
    return this.#bytes[this.size - 1];
  }

  get text(): string {
    return decoder.decode(this.#bytes.subarray(0, this.size));
  }
}
