import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Bucket, bucketsOf } from "../../src/search/shard.ts";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { isAbsence, textIfThere } from "../base/own-file.ts";
import { dropOthers, isStill, lend, type Stamp, stampOf, writeWhole } from "../store/kept-files.ts";
import type { Merged } from "./merge.ts";

/** What an index was made from, and the digests of the files that the next one is made from. */
interface Index {
  readonly languages: readonly string[];
  readonly articles: readonly string[];
  readonly lengths: string;
  readonly shards: readonly string[];
}

interface Note extends Index {
  /** Of all its files, by digest. */
  readonly stamps: Readonly<Record<string, Stamp>>;
}

/** An index that the next one is made from. */
export interface LastIndex {
  readonly articles: readonly string[];
  readonly merged: Merged;
  /** The buckets of each file, the same objects as in `merged`. */
  readonly shards: readonly { readonly digest: string; readonly buckets: readonly Bucket[] }[];
}

const noteName = "index.json";

let code: string | undefined;
const codeNow = (): string => (code ??= codeDigest(new URL("./merge.ts", import.meta.url)));

/**
 * The files of the last index, under their digests in a folder of the cache. Those that the next index has too appear there
 * as second names, as making some hundred files anew would take longer than all else that an edit costs.
 */
export class KeptIndex {
  readonly #folder: string;
  readonly #note: Note | undefined;
  readonly #stamps: Record<string, Stamp> = {};

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#note = this.#readNote();
  }

  /** Puts a file where it is wanted, and gives its digest. */
  put(content: Uint8Array, to: string): string {
    const digest = digestOf(content);
    const kept = join(this.#folder, digest);
    const [stamp, stats] = [this.#note?.stamps[digest], statSync(kept, { throwIfNoEntry: false })];
    if (!stamp || !stats || !isStill(stamp, stats)) writeWhole(this.#folder, digest, content);
    this.lend(digest, to);
    return digest;
  }

  /** Puts a file that is here where it is wanted, and gives its digest; nothing if another build has dropped it. */
  lend(digest: string, to: string): string | undefined {
    const kept = join(this.#folder, digest);
    const stats = statSync(kept, { throwIfNoEntry: false });
    if (!stats) return undefined;
    this.#stamps[digest] = stampOf(stats);
    lend(kept, to);
    return digest;
  }

  /** The digests of its articles; undefined if there is none, or other code or languages made it. */
  articles(languages: readonly string[]): readonly string[] | undefined {
    return this.#note?.languages.join() === languages.join() ? this.#note.articles : undefined;
  }

  /** The last index; undefined if there is none, or other code or languages made it, or it is damaged. */
  read(languages: readonly string[]): LastIndex | undefined {
    const note = this.#note;
    if (!note || note.languages.join() !== languages.join()) return undefined;
    try {
      const lengths = new Uint16Array(Uint8Array.from(this.#read(note.lengths)).buffer);
      const shards = note.shards.map((digest) => ({ digest, buckets: bucketsOf(this.#read(digest)) }));
      const buckets = shards.flatMap(({ buckets }) => buckets);
      return { articles: note.articles, shards, merged: { buckets, lengths } };
    } catch (error) {
      if (isAbsence(error) || error instanceof Damage) return undefined;
      throw error;
    }
  }

  /** Leaves an index, whose files are here, to the next build. */
  leave(index: Index): void {
    const text = JSON.stringify({ ...index, stamps: this.#stamps } satisfies Note);
    writeWhole(this.#folder, noteName, `${digestOf(text + codeNow())}\n${text}`);
    dropOthers(this.#folder, new Set([noteName, ...Object.keys(this.#stamps)]));
  }

  #readNote(): Note | undefined {
    const [digest, text = ""] = (textIfThere(join(this.#folder, noteName)) ?? "").split("\n");
    return digest === digestOf(text + codeNow()) ? (JSON.parse(text) as Note) : undefined;
  }

  #read(digest: string): Uint8Array {
    const bytes = readFileSync(join(this.#folder, digest));
    if (digestOf(bytes) !== digest) throw new Damage();
    return bytes;
  }
}

class Damage extends Error {}
