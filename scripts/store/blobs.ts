import { writeModel } from "../../src/content/blob.ts";
import { digestOf } from "../base/digest.ts";
import type { Cache } from "./cache.ts";
import { Text } from "./text.ts";
import type { Stored } from "./utf8.ts";

/** The model of a page, or a file. */
export interface Wanted {
  /** Stands for the key of its blob until all are made. */
  readonly digest: string;
  /** Its kind and itself, where its blob is still to be made and nobody was told so. */
  readonly json?: string;
}

/** What is known of a blob: its key, and its size in bytes. */
interface Known {
  readonly key: string;
  readonly size: number;
}

function readNote(note: string): Known {
  const end = note.indexOf(" ");
  return { key: note.slice(0, end), size: Number(note.slice(end + 1)) };
}

/** The blobs of a release. Their values are texts of the cache under their keys. */
export class Blobs {
  /** Size of each blob in bytes, by its key, once all are there. */
  readonly sizes = new Map<string, number>();
  readonly #cache: Cache;
  /** By the digest of the model; nothing of those that are still to be made. */
  readonly #known = new Map<string, Known | undefined>();
  /** Of what lists say of their posts. */
  readonly #digests = new WeakMap<object, string>();

  constructor(cache: Cache) {
    this.#cache = cache;
  }

  /** Takes in a model or a file. Who asks has to make its blob where it is missing, and to `put` it here. */
  want(kind: string, model: Text | object): Wanted {
    const brief = this.#briefOf(model);
    const json = JSON.stringify([kind, brief]);
    const digest = digestOf(json);
    if (this.#known.has(digest)) return { digest };
    const note = this.#cache.note(digest);
    this.#known.set(digest, note === undefined ? note : readNote(note));
    if (note !== undefined) return { digest };
    return { digest, json: brief === model ? json : JSON.stringify([kind, model]) };
  }

  /** The same with digests in place of what lists say of their posts, which stands on pages of several lists. */
  #briefOf(model: Text | object): object {
    if (model instanceof Text || !("posts" in model) || !Array.isArray(model.posts)) return model;
    return { ...model, posts: (model.posts as readonly object[]).map((post) => this.#digestOf(post)) };
  }

  #digestOf(post: object): string {
    const digest = this.#digests.get(post) ?? digestOf(JSON.stringify(post));
    this.#digests.set(post, digest);
    return digest;
  }

  /** Takes the value of a blob, whose digest is its key, by the digest of its model. */
  put(digest: string, { digest: key, bytes }: Stored): void {
    const size = bytes.byteLength;
    this.#cache.addText(key, bytes);
    this.#cache.addNote(digest, `${key} ${size}`);
    this.#known.set(digest, { key, size });
  }

  /** The key of a blob, and its bytes until others can read them; nothing while it is still to be made. */
  made(digest: string): { readonly key: string; readonly bytes: Uint8Array | undefined } | undefined {
    const key = this.#known.get(digest)?.key;
    return key === undefined ? undefined : { key, bytes: this.#cache.unwritten(key) };
  }

  /** The keys by the digests of their models, once all are there: each is a digest of the blob's value. */
  keys(): (digest: string) => string {
    for (const [digest, known] of this.#known) {
      if (!known) throw new Error(`the blob of the model ${digest} was not made`);
      this.#cache.use(known.key);
      this.sizes.set(known.key, known.size);
    }
    return (digest) => this.#known.get(digest)?.key ?? "";
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
  if (model instanceof Text) return model.readOnce();
  return writeModel("html" in model && model.html instanceof Text ? { ...model, html: model.html.read() } : model);
}
