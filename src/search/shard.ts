import { titleSign } from "./query.ts";

/**
 * A shard of the index, `words-N.bin`, read in place:
 *
 *     shard   = number of buckets, head of each, bucket of each
 *     head    = key, bytes of the bucket
 *     bucket  = stem…         all stems with the same beginning (`bucketOf`), in code-unit order
 *     stem    = bytes shared with the stem before it, rest, number of surfaces, surface…
 *     surface = bytes shared with its stem, rest, number of postings, their bytes, posting…
 *     posting = gap · 4 + min(frequency, 4) − 1, and frequency − 4 where that is 4 or more
 *
 * A surface is a word as it stands, folded; a key and a rest are a length and UTF-8; numbers are varints, seven bits a byte and the
 * lowest first. A gap is the difference to the article before, the first one's to −1, less one. A frequency is weighted.
 */
export interface Bucket {
  readonly key: string;
  readonly bytes: Uint8Array;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Words are compared as bytes, so that few of them become strings. */
export const bytesOf = (word: string): Uint8Array => encoder.encode(word);

const titleByte = bytesOf(titleSign)[0];

/** What can be told of a word from its bytes: how many characters it has, and which of ASCII, as bits, of which some letters share one. */
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

/** All buckets of a shard, in order. */
export function bucketsOf(shard: Uint8Array): Bucket[] {
  const reader = new Reader(shard);
  const heads = Array.from({ length: reader.number() }, () => ({ key: reader.text(), size: reader.number() }));
  let at = reader.at;
  return heads.map(({ key, size }) => ({ key, bytes: shard.subarray(at, (at += size)) }));
}

/** All surfaces of a shard: its buckets stand one behind the other, and the first stem of each shares nothing with the one before. */
export function surfacesOf(shard: Uint8Array): Surfaces {
  const [first] = bucketsOf(shard);
  return new Surfaces({
    key: "",
    bytes: shard.subarray(first ? first.bytes.byteOffset - shard.byteOffset : shard.length),
  });
}

/** A bucket of a shard, if it is there. */
export function bucketIn(shard: Uint8Array, key: string): Bucket | undefined {
  const reader = new Reader(shard);
  const wanted = bytesOf(key);
  let [found, before] = [undefined as { at: number; size: number } | undefined, 0];
  for (let left = reader.number(); left > 0; left--) {
    const isWanted = reader.isNext(wanted);
    const size = reader.number();
    if (isWanted) found = { at: before, size };
    before += size;
  }
  return found && { key, bytes: shard.subarray(reader.at + found.at, reader.at + found.at + found.size) };
}

/** Where a surface's postings are. */
export interface Postings {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Of articles that have the surface, live or not. */
  readonly articles: number;
}

/** Goes from surface to surface of a bucket. */
export class Surfaces {
  readonly #reader: Reader;
  readonly #stem = new Bytes();
  readonly #surface = new Bytes();
  #left = 0;
  #articles = 0;
  #from = 0;
  #to = 0;

  constructor({ bytes }: Bucket) {
    this.#reader = new Reader(bytes);
  }

  /** Goes to the next one, the first at first. Whether there is one. */
  next(): boolean {
    const reader = this.#reader;
    reader.at = this.#to;
    if (reader.isAtEnd) return false;
    if (this.#left === 0) {
      reader.textInto(this.#stem, reader.number());
      this.#left = reader.number();
    }
    this.#left -= 1;
    const shared = reader.number();
    this.#surface.take(this.#stem, shared);
    reader.textInto(this.#surface, shared);
    this.#articles = reader.number();
    const size = reader.number();
    this.#from = reader.at;
    this.#to = reader.at + size;
    return true;
  }

  stemIs(stem: Uint8Array): boolean {
    return this.#stem.size === stem.length && this.#stem.startsWith(stem);
  }

  surfaceIs(word: Uint8Array): boolean {
    return this.#surface.size === word.length && this.#surface.startsWith(word);
  }

  surfaceStartsWith(beginning: Uint8Array): boolean {
    return this.#surface.startsWith(beginning);
  }

  /** Whether so many slips may make another word of it, as far as that is told by both outlines: most words become no strings. */
  mayBeNear(outline: Outline, slips: number): boolean {
    const { length, letters } = this.#surface.outline;
    let differing = letters ^ outline.letters;
    // A slip changes two letters at most.
    for (let count = 2 * slips; differing !== 0; count--) {
      if (count === 0) return false;
      differing &= differing - 1;
    }
    return Math.abs(length - outline.length) <= slips;
  }

  /** Whether it is no word, but a whole title (see `Query`). */
  get isTitle(): boolean {
    return this.#surface.last === titleByte;
  }

  get stem(): string {
    return this.#stem.text;
  }

  get surface(): string {
    return this.#surface.text;
  }

  get postings(): Postings {
    return { bytes: this.#reader.bytes, from: this.#from, to: this.#to, articles: this.#articles };
  }
}

/**
 * Calls `visit` with each article that has a surface, ascending, how often it does, weighted, and between which bytes that stands,
 * until it says `false`.
 */
export function eachPosting(
  { bytes, from, to }: Postings,
  visit: (id: number, frequency: number, start: number, end: number) => boolean | void,
): void {
  // Millions of them in a search are nothing unusual, so that nothing is called here but `visit`.
  let id = -1;
  for (let at = from; at < to;) {
    const start = at;
    let byte = bytes[at++] ?? 0;
    let packed = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[at++] ?? 0;
      packed |= (byte & 0x7f) << shift;
    }
    id += (packed >> 2) + 1;
    let frequency = (packed & 3) + 1;
    if (frequency === 4)
      for (let shift = 0, more = true; more; shift += 7) {
        byte = bytes[at++] ?? 0;
        frequency += (byte & 0x7f) << shift;
        more = byte >= 0x80;
      }
    if (visit(id, frequency, start, at) === false) return;
  }
}

class Reader {
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

  /** Reads a text behind what is shared of another. */
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
class Bytes {
  #bytes = new Uint8Array(256);
  size = 0;

  /** Puts some bytes of others behind what is shared. They are so few that a loop is faster than what there is for it. */
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
