import { writeModel } from "../../src/content/blob.ts";
import { digestOf } from "../base/digest.ts";
import { utf8Of } from "./utf8.ts";
import type { Cache } from "./cache.ts";
import { Text } from "./text.ts";

/** The blobs of a release. Their values are texts of the cache under their keys. */
export class Blobs {
  /** Size of each blob in bytes, by its key. */
  readonly sizes = new Map<string, number>();
  readonly #cache: Cache;

  constructor(cache: Cache) {
    this.#cache = cache;
  }

  /** The key of the blob of a page's model or of a file, a digest of its value, which is made only where the model is new. */
  keyOf(kind: string, model: Text | object): string {
    const digest = digestOf(JSON.stringify([kind, model]));
    const note = this.#cache.note(digest) ?? this.#add(digest, valueOf(model));
    const [key = "", size] = note.split(" ");
    if (!this.sizes.has(key)) this.#cache.kept(key); // so that it stays
    this.sizes.set(key, Number(size));
    return key;
  }

  value(key: string): string {
    return this.#cache.kept(key).read();
  }

  get bytes(): number {
    return this.sizes.values().reduce((sum, size) => sum + size, 0);
  }

  *[Symbol.iterator](): Generator<[key: string, value: string]> {
    for (const key of this.sizes.keys()) yield [key, this.value(key)];
  }

  #add(digest: string, value: string): string {
    const bytes = utf8Of(value); // once: values are long, and there are many
    const key = digestOf(bytes);
    const note = `${key} ${bytes.byteLength}`;
    this.#cache.addText(key, bytes);
    this.#cache.addNote(digest, note);
    return note;
  }
}

/** What a blob of a page's model or of a file is. */
export function valueOf(model: Text | object): string {
  if (model instanceof Text) return model.read();
  return writeModel("html" in model && model.html instanceof Text ? { ...model, html: model.html.read() } : model);
}
