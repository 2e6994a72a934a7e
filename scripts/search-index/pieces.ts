/** A longer piece, in code units, is not remembered: sentences in scripts without spaces don't come twice. */
const maxRemembered = 32;

/** Numbers of a place in the table: two hashes, the length, and the value plus one, 0 where the place is free. */
const width = 4;

/** How many pieces that came last are looked for first, in few enough bytes for the nearest memory. Most pieces of a text come again in it. */
const mostRecent = 1024;

/**
 * The pieces of texts between separators, and a number for what each is analysed to. A piece that was met before is known by 64 bits
 * of hashes and its length, all of them side by side in memory: to make a string of each piece and to look that up would take several times
 * as long, more than all else that an index needs of an article.
 */
export class Pieces {
  readonly #analyse: (piece: string) => number;
  readonly #separators: Uint8Array;
  readonly #isSeparator: (code: number) => boolean;
  /** Like the table, but what comes later takes the place. */
  readonly #recent = new Int32Array(width * mostRecent);
  /** One after the other where hashes lead to the same place; at most half of the places are taken. */
  #table = new Int32Array(width * 8192);
  #size = 0;

  /** `analyse` gives numbers from 0 on. Separators are those of ASCII, and other code units for which `isSeparator` returns true. */
  constructor(
    analyse: (piece: string) => number,
    separators: string,
    isSeparator: (code: number) => boolean = () => false,
  ) {
    this.#analyse = analyse;
    this.#separators = new Uint8Array(0x80);
    for (const sign of separators) this.#separators[sign.charCodeAt(0)] = 1;
    this.#isSeparator = isSeparator;
  }

  get size(): number {
    return this.#size;
  }

  /** Visits what each piece of a text is analysed to. */
  visit(text: string, found: (value: number) => void): void {
    const separators = this.#separators;
    let [start, one, other] = [0, 0, 0];
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code < 0x80 ? separators[code] === 0 : !this.#isSeparator(code)) {
        one = (Math.imul(one, 31) + code) | 0;
        other = Math.imul(other ^ code, 0x01000193);
      } else {
        if (at > start) found(this.#of(text, start, at, one, other));
        [start, one, other] = [at + 1, 0, 0];
      }
    }
    if (text.length > start) found(this.#of(text, start, text.length, one, other));
  }

  #of(text: string, start: number, end: number, one: number, other: number): number {
    const length = end - start;
    if (length > maxRemembered) return this.#analyse(text.slice(start, end));
    const recent = this.#recent;
    const near = width * ((one ^ (one >>> 15) ^ other) & (mostRecent - 1));
    if (recent[near] === one && recent[near + 1] === other && recent[near + 2] === length)
      return (recent[near + 3] ?? 0) - 1;
    const value = this.#known(text, start, end, one, other);
    recent[near] = one;
    recent[near + 1] = other;
    recent[near + 2] = length;
    recent[near + 3] = value + 1;
    return value;
  }

  #known(text: string, start: number, end: number, one: number, other: number): number {
    const length = end - start;
    const place = placeIn(this.#table, one, other, length);
    const known = this.#table[place + 3] ?? 0;
    if (known !== 0) return known - 1;
    const value = this.#analyse(text.slice(start, end));
    this.#table.set([one, other, length, value + 1], place);
    this.#size += 1;
    if (2 * width * this.#size > this.#table.length) this.#grow();
    return value;
  }

  #grow(): void {
    const larger = new Int32Array(2 * this.#table.length);
    for (let at = 0; at < this.#table.length; at += width) {
      const [one = 0, other = 0, length = 0, value = 0] = this.#table.subarray(at, at + width);
      if (value !== 0) larger.set([one, other, length, value], placeIn(larger, one, other, length));
    }
    this.#table = larger;
  }
}

/** Where a piece is in a table, or would be. */
function placeIn(table: Int32Array, one: number, other: number, length: number): number {
  const mask = table.length / width - 1;
  for (let place = (one ^ (one >>> 15) ^ other) & mask; ; place = (place + 1) & mask) {
    const at = width * place;
    if (table[at + 3] === 0 || (table[at] === one && table[at + 1] === other && table[at + 2] === length)) return at;
  }
}
