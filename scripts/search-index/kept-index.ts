import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { move } from "../store/move.ts";
import { type Bucket, bucketsOf } from "../../src/search/shard.ts";
import { codeDigest } from "../base/code-digest.ts";
import { digestOf } from "../base/digest.ts";
import { isAbsence } from "../base/own-file.ts";
import { isRunning } from "../store/is-running.ts";
import { isStill, lend, type Stamp, stampOf } from "../store/kept-files.ts";
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
    if (!stamp || !stats || !isStill(stamp, stats)) this.#write(digest, content);
    return this.lend(digest, to);
  }

  /** Puts a file that is here where it is wanted, and gives its digest. */
  lend(digest: string, to: string): string {
    const kept = join(this.#folder, digest);
    this.#stamps[digest] = stampOf(statSync(kept));
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
    this.#write(noteName, `${digestOf(text + codeNow())}\n${text}`);
    const names = readdirSync(this.#folder);
    // Not at once, as somebody may build two sites in turn.
    if (names.length > 2 * (1 + Object.keys(this.#stamps).length))
      for (const name of names)
        if (
          name !== noteName &&
          !Object.hasOwn(this.#stamps, name) &&
          !isRunning(Number(/^draft-(\d+)-/.exec(name)?.[1]))
        )
          rmSync(join(this.#folder, name), { force: true });
  }

  #readNote(): Note | undefined {
    try {
      const [digest, text = ""] = readFileSync(join(this.#folder, noteName), "utf8").split("\n");
      return digest === digestOf(text + codeNow()) ? (JSON.parse(text) as Note) : undefined;
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw error;
    }
  }

  #read(digest: string): Uint8Array {
    const bytes = readFileSync(join(this.#folder, digest));
    if (digestOf(bytes) !== digest) throw new Damage();
    return bytes;
  }

  /** As a whole: a build that is killed leaves no half of it under that name. */
  #write(name: string, content: Uint8Array | string): void {
    const draft = join(this.#folder, `draft-${process.pid}-${randomUUID()}`);
    writeFileSync(draft, content);
    move(draft, join(this.#folder, name));
  }
}

class Damage extends Error {}
