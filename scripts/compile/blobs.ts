import { digestOf } from "./digest.ts";
import { MemoryShelf, type Shelf } from "./shelf.ts";

/** Takes the blobs of a release as they are made. */
export class Blobs {
  /** Size of each blob in bytes, by its key. */
  readonly sizes = new Map<string, number>();
  readonly #store: (key: string, value: string) => void;
  readonly #shelf: Shelf;

  /** `store` is called once for each different blob. A shelf spares the making of those that an earlier build made. */
  constructor(store: (key: string, value: string) => void, shelf: Shelf = new MemoryShelf()) {
    this.#store = store;
    this.#shelf = shelf;
  }

  /** Gives the key of a value: a digest of it. */
  put(value: string): string {
    const key = digestOf(value);
    if (this.isNew(key, Buffer.byteLength(value))) this.#store(key, value);
    return key;
  }

  /** Gives the key of the value that `make` makes from nothing but what `recipe` names; if that is known already, it is not called. */
  make(recipe: string, make: () => string): string {
    const digest = digestOf(`blob ${recipe}`);
    const known = this.#shelf.find(digest);
    if (!known) {
      const value = make();
      const key = this.put(value);
      this.#shelf.add(digest, `${key} ${this.sizes.get(key)}`, value);
      return key;
    }
    const [key = "", size] = known.note.split(" ");
    if (this.isNew(key, Number(size))) this.#store(key, known.text());
    return key;
  }

  /** Whether a value has not been stored yet, which it is from now on. */
  protected isNew(key: string, size: number): boolean {
    if (this.sizes.has(key)) return false;
    this.sizes.set(key, size);
    return true;
  }

  get bytes(): number {
    return this.sizes.values().reduce((sum, size) => sum + size, 0);
  }
}
