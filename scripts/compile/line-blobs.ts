import { Blobs } from "./blobs.ts";
import { digestOf } from "./digest.ts";
import type { Shelf } from "./shelf.ts";

/** Hands out blobs as lines of a manifest. The shelf keeps them as such too, so that those that are known are copied as bytes. */
export class LineBlobs extends Blobs {
  readonly #add: (key: string, line: Uint8Array) => void;
  readonly #lines: Shelf;

  /** `add` takes the line of each different blob once. */
  constructor(add: (key: string, line: Uint8Array) => void, lines: Shelf) {
    super((key, value) => add(key, lineOf(key, value)));
    this.#add = add;
    this.#lines = lines;
  }

  protected override recall(recipe: string, make: () => string): string {
    const known = this.#lines.find(recipe);
    if (!known) {
      const value = make();
      const key = digestOf(value);
      const size = Buffer.byteLength(value);
      const line = lineOf(key, value);
      this.#lines.add(recipe, `${key} ${size}`, line);
      if (this.isNew(key, size)) this.#add(key, line);
      return key;
    }
    const [key = "", size] = known.note.split(" ");
    if (this.isNew(key, Number(size))) this.#add(key, known.bytes());
    return key;
  }
}

const lineOf = (key: string, value: string): Buffer => Buffer.from(JSON.stringify({ key, value }));

/** The value in a line. */
export const valueOf = (line: string): string => (JSON.parse(line) as { readonly value: string }).value;
