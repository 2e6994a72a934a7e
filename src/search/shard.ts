import { titleSign } from "./query.ts";
import { Bytes, bytesOf, type Outline, Reader } from "./shard-reader.ts";

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

const titleByte = bytesOf(titleSign)[0];

/** All buckets of a shard, in order. */
export function bucketsOf(shard: Uint8Array): Bucket[] {
  const reader = new Reader(shard);
  const heads = Array.from({ length: reader.number() }, () => ({ key: reader.text(), size: reader.number() }));
  let at = reader.at;
  return heads.map(({ key, size }) => ({ key, bytes: shard.subarray(at, (at += size)) }));
}

/** All surfaces of a shard: its buckets stand one after the other, and the first stem of each shares nothing with the one before. */
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

  /** Whether it is not a word but a whole title (see `Query`). */
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
