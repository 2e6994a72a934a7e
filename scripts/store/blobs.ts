import { writeModel } from "../../src/content/blob.ts";
import { digestOf } from "../base/digest.ts";
import type { Cache } from "./cache.ts";
import { Text } from "./text.ts";
import type { Stored } from "./utf8.ts";

/** The model of a page, or a file. */
export interface Wanted {
  /** Stands for the key of its blob until all are made. */
  readonly digest: string;
  /** Whether its blob is still to be made, and nobody was told so. */
  readonly isMissing: boolean;
  /** Its kind and itself. */
  readonly json: string;
}

/** The blobs of a release. Their values are texts of the cache under their keys. */
export class Blobs {
  /** Size of each blob in bytes, by its key, once all are there. */
  readonly sizes = new Map<string, number>();
  readonly #cache: Cache;
  /** Key and size, by the digest of the model. */
  readonly #notes = new Map<string, string | undefined>();

  constructor(cache: Cache) {
    this.#cache = cache;
  }

  /** Takes in a model or a file. Who asks has to make its blob where it is missing, and to `put` it here. */
  want(kind: string, model: Text | object): Wanted {
    const json = JSON.stringify([kind, model]);
    const digest = digestOf(json);
    if (this.#notes.has(digest)) return { digest, isMissing: false, json };
    const note = this.#cache.note(digest);
    this.#notes.set(digest, note);
    return { digest, isMissing: note === undefined, json };
  }

  /** Takes the value of a blob, whose digest is its key, by the digest of its model. */
  put(digest: string, { digest: key, bytes }: Stored): void {
    const note = `${key} ${bytes.byteLength}`;
    this.#cache.addText(key, bytes);
    this.#cache.addNote(digest, note);
    this.#notes.set(digest, note);
  }

  /** The keys by the digests of their models, once all are there: each is a digest of the blob's value. */
  keys(): (digest: string) => string {
    for (const [digest, note] of this.#notes) {
      const [key, size] = note?.split(" ") ?? [];
      if (key === undefined) throw new Error(`the blob of the model ${digest} was not made`);
      this.#cache.use(key);
      this.sizes.set(key, Number(size));
    }
    return (digest) => this.#notes.get(digest)?.split(" ", 1)[0] ?? "";
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
}

/** What a blob of a page's model or of a file is. */
export function valueOf(model: Text | object): string {
  if (model instanceof Text) return model.read();
  return writeModel("html" in model && model.html instanceof Text ? { ...model, html: model.html.read() } : model);
}
