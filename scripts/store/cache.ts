import { join } from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { cleaned, decoder, fileIn, jsonOfKey, open, refusalOf, textOfKey } from "./database.ts";
import { utf8Of } from "./utf8.ts";
import { Text } from "./text.ts";

/**
 * What builds remember, under digests of all that it was made from, so that nothing in it is ever stale: notes, which are
 * short and at hand, and texts, which are read when they are asked for. It is one SQLite database: a build that is killed
 * leaves it as it was, and several may use it at once.
 */
export class Cache {
  /** Where larger things are, in folders and files of their own. */
  readonly folder: string;
  /** The database. */
  readonly file: string;
  /** Whether other threads can read what is in there. */
  readonly isShared: boolean;
  readonly #database: DatabaseSync;
  readonly #texts: StatementSync;
  readonly #json: StatementSync;
  readonly #used = new Set<string>();
  #notes: Map<string, string> | undefined;
  readonly #fresh = { notes: new Map<string, string>(), texts: new Map<string, Uint8Array>() };
  #waiting = 0;

  /**
   * With a digest of the code that makes what is kept, notes and texts are kept on disk; without one, as long as this object is.
   * `server` is for what lives long and has a database of its own, so that no build drops what it still wants: it throws
   * where another has that.
   */
  constructor(folder: string, code?: string, user: "build" | "server" = "build") {
    this.folder = folder;
    this.file = code === undefined ? ":memory:" : fileIn(join(folder, user), code.slice(0, 16));
    this.isShared = code !== undefined && user !== "server";
    this.#database = open(this.file, user === "server");
    this.#texts = this.#database.prepare(textOfKey);
    this.#json = this.#database.prepare(jsonOfKey);
  }

  note(key: string): string | undefined {
    const note = this.#allNotes.get(key);
    if (note !== undefined) this.#used.add(key);
    return note;
  }

  addNote(key: string, note: string): void {
    this.#used.add(key);
    this.#allNotes.set(key, note);
    this.#fresh.notes.set(key, note);
    this.#grow(note.length);
  }

  text(key: string): string | undefined {
    this.#used.add(key);
    const bytes = this.#fresh.texts.get(key) ?? (this.#texts.get(key)?.["text"] as Uint8Array | undefined);
    return bytes && decoder.decode(bytes);
  }

  /** The bytes of a text that nobody else can read yet. */
  unwritten(key: string): Uint8Array | undefined {
    return this.#fresh.texts.get(key);
  }

  addText(key: string, text: string | Uint8Array): void {
    this.#used.add(key);
    // As bytes, since so many texts that wait would fill the heap of JavaScript.
    this.#fresh.texts.set(key, typeof text === "string" ? utf8Of(text) : text);
    this.#grow(text.length);
  }

  /** The text as a string of JSON, in UTF-8: as `JSON.stringify` writes it, but never a string of JavaScript, which takes far longer. */
  json(key: string): Uint8Array {
    this.flush();
    const bytes = this.#json.get(key)?.["json"];
    return bytes instanceof Uint8Array ? bytes : cleaned(this.folder);
  }

  /** The text under a digest, which was added before. */
  kept(digest: string): Text {
    this.use(digest);
    return Text.kept(digest, () => this.text(digest) ?? cleaned(this.folder));
  }

  /** The same text, which is made only if it is not in here yet. */
  keep(text: Text): Text {
    this.use(text.digest);
    return Text.keeping(text, {
      find: (digest) => this.text(digest),
      put: (digest, made) => this.addText(digest, made),
    });
  }

  /** Tells that what is under a key is of use. */
  use(key: string): void {
    this.#used.add(key);
  }

  /** Writes what is new. Texts are in the file then for other threads. */
  flush(): void {
    const { notes, texts } = this.#fresh;
    if (notes.size + texts.size === 0) return;
    this.#change(() => {
      for (const [table, entries] of Object.entries(this.#fresh)) {
        const put = this.#database.prepare(`INSERT OR REPLACE INTO ${table} VALUES (?, ?)`);
        for (const [key, value] of entries) put.run(key, value);
      }
    });
    notes.clear();
    texts.clear();
    this.#waiting = 0;
  }

  /** Ends a build. One that failed says nothing of what is of use. */
  finish(succeeded: boolean): void {
    this.flush();
    if (succeeded) this.#drop();
    this.#used.clear();
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  /** Drops what was of no use to a build, once that is half of what is in here. */
  #drop(): void {
    const sum = "SELECT (SELECT count(*) FROM notes) + (SELECT count(*) FROM texts) AS count";
    if (Number(this.#database.prepare(sum).get()?.["count"]) <= 2 * this.#used.size) return;
    const used = JSON.stringify([...this.#used]);
    this.#change(() => {
      for (const table of ["notes", "texts"])
        this.#database.prepare(`DELETE FROM ${table} WHERE key NOT IN (SELECT value FROM json_each(?))`).run(used);
    });
    this.#notes = undefined;
  }

  /** Changes the database as a whole or not at all: SQLite itself takes back what a full disk has no room for. */
  #change(change: () => void): void {
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      change();
      this.#database.exec("COMMIT");
    } catch (error) {
      throw refusalOf(error, this.file);
    }
  }

  #grow(length: number): void {
    this.#waiting += length;
    if (this.#waiting > mostUnwritten) this.flush();
  }

  /** All at once: to ask for each takes longer, and a build asks for most of them. */
  get #allNotes(): Map<string, string> {
    const all = (): unknown => this.#database.prepare("SELECT key, note FROM notes", { returnArrays: true }).all();
    return (this.#notes ??= new Map(all() as [key: string, note: string][]));
  }
}

// Bytes and characters that wait in memory to be written together: the texts of a thousand articles, and the blobs of as many that are made
// of them. To read what was just written takes longer than to write it.
const mostUnwritten = 40_000_000;

/** Runs a build with what it remembers, which is finished whatever becomes of the build. What is wrong with that comes first. */
export async function finishing<T>(cache: Cache, build: (cache: Cache) => Promise<T>): Promise<T> {
  const outcome = build(cache);
  const [{ status }] = await Promise.allSettled([outcome]);
  try {
    cache.finish(status === "fulfilled");
  } catch (error) {
    await outcome;
    throw error;
  }
  return outcome;
}
