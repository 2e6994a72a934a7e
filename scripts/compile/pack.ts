import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "./digest.ts";
import { Segment } from "./segment.ts";
import type { Kept, Shelf } from "./shelf.ts";

/** Where an entry's text is, and how many builds ago it was used last. */
interface Place {
  readonly age: number;
  readonly segment: string;
  readonly offset: number;
  readonly length: number;
  readonly note: string;
  /** The entry as it stands in the index that was read, when nothing about it has changed. */
  readonly line?: string | undefined;
}

interface IndexHeader {
  /** Digest of the code and the dependencies that made the texts. */
  readonly salt: string;
  /** Digest of the lines below, which a power cut may have spoilt. */
  readonly digest: string;
  readonly segments: Readonly<Record<string, number>>;
}

// What a build that was killed left behind. One that still runs is not that old.
const abandonedAfter = 60 * 60 * 1000;

// Segments of less are put together once there are many.
const smallSegment = 4_000_000;
const manySegments = 8;

/**
 * A shelf on disk: texts in a few large files, the segments, and an index that names them. Segments are written once and
 * the index is replaced by renaming, so that a build that is killed changes nothing, and of two builds at once the last
 * one's index stays. What is missing or damaged is as if it had never been kept.
 */
export class Pack implements Shelf {
  readonly #folder: string;
  readonly #salt: string;
  readonly #segments = new Map<string, Segment>();
  readonly #fresh: Segment;
  /** Lines of the index as they were read, by key. */
  readonly #lines: Map<string, string>;
  readonly #used = new Map<string, Place>();

  /** Entries that were made with another salt are not there any more. */
  constructor(folder: string, salt: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#salt = salt;
    const { header, lines } = readIndex(join(folder, "index"));
    this.#lines = header?.salt === salt ? lines : new Map();
    for (const [name, size] of Object.entries(header?.segments ?? {})) {
      const segment = Segment.open(join(folder, name), size);
      if (segment) this.#segments.set(name, segment);
    }
    this.#fresh = Segment.create(join(folder, `${randomBytes(6).toString("hex")}.pack`));
    this.#segments.set(this.#fresh.name, this.#fresh);
  }

  find(key: string): Kept | undefined {
    const place = this.#used.get(key) ?? this.#read(key);
    if (!place) return undefined;
    this.#used.set(key, place.age === 0 ? place : { ...place, age: 0, line: undefined });
    return this.#kept(place);
  }

  add(key: string, note: string, text: string | Uint8Array): Kept {
    const bytes = typeof text === "string" ? Buffer.from(text) : text;
    const place = { age: 0, segment: this.#fresh.name, ...this.#fresh.append(bytes), note };
    this.#used.set(key, place);
    return this.#kept(place);
  }

  finish(succeeded = true): void {
    const entries = this.#remaining(succeeded);
    this.#compact(entries);
    this.#fresh.finish();
    const live = new Set(entries.values().map(({ segment }) => segment));
    this.#writeIndex(entries, live);
    for (const segment of this.#segments.values()) segment.close();
    this.#sweep(live);
  }

  /** What was used in this build or the one before. A build that stopped early says nothing of what it did not use. */
  #remaining(succeeded: boolean): Map<string, Place> {
    const entries = new Map(this.#used);
    for (const key of this.#lines.keys()) {
      const place = entries.has(key) ? undefined : this.#read(key);
      if (place && !succeeded) entries.set(key, place);
      else if (place?.age === 0) entries.set(key, { ...place, age: 1, line: undefined });
    }
    return entries;
  }

  /** Moves what is left of segments that are mostly unused, or small and many, into the new one. */
  #compact(entries: Map<string, Place>): void {
    const used = new Map<string, number>();
    for (const { segment, length } of entries.values()) used.set(segment, (used.get(segment) ?? 0) + length);
    const small = [...used].filter(([, bytes]) => bytes < smallSegment).map(([name]) => name);
    const moving = new Set(small.length > manySegments ? small : []);
    for (const [name, bytes] of used) if (bytes < (this.#segments.get(name)?.size ?? 0) / 2) moving.add(name);
    moving.delete(this.#fresh.name);
    if (moving.size === 0) return;
    for (const [key, place] of entries)
      if (moving.has(place.segment)) {
        const copy = this.#fresh.append(this.#bytes(place));
        entries.set(key, { ...place, segment: this.#fresh.name, ...copy, line: undefined });
      }
  }

  #writeIndex(entries: ReadonlyMap<string, Place>, live: ReadonlySet<string>): void {
    const body = Buffer.from([...entries].map(([key, place]) => place.line ?? lineOf(key, place)).join("\n"));
    const sizes = [...live].map((name) => [name, this.#segments.get(name)?.size ?? 0]);
    const header: IndexHeader = { salt: this.#salt, digest: digestOf(body), segments: Object.fromEntries(sizes) };
    const draft = join(this.#folder, `${this.#fresh.name}.index`);
    writeFileSync(draft, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]));
    renameSync(draft, join(this.#folder, "index"));
  }

  /** Removes files that no index names any more. */
  #sweep(live: ReadonlySet<string>): void {
    for (const name of readdirSync(this.#folder)) {
      if (name === "index" || live.has(name)) continue;
      const file = join(this.#folder, name);
      const isOurs = this.#segments.has(name);
      const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (isOurs || age > abandonedAfter) rmSync(file, { force: true });
    }
  }

  #read(key: string): Place | undefined {
    const line = this.#lines.get(key);
    const place = line === undefined ? undefined : parsePlace(line);
    return place && this.#segments.has(place.segment) ? place : undefined;
  }

  #kept(place: Place): Kept {
    const bytes = (): Buffer => this.#bytes(place);
    return { note: place.note, text: () => bytes().toString(), bytes };
  }

  #bytes({ segment, offset, length }: Place): Buffer {
    const found = this.#segments.get(segment);
    if (!found) throw new Error(`the cache has lost its segment ${segment}`);
    return found.read(offset, length);
  }
}

function readIndex(file: string): { readonly header?: IndexHeader; readonly lines: Map<string, string> } {
  if (!existsSync(file)) return { lines: new Map() };
  const bytes = readFileSync(file);
  const start = bytes.indexOf("\n") + 1;
  try {
    const header = JSON.parse(bytes.toString("utf8", 0, start)) as IndexHeader;
    if (header.digest !== digestOf(bytes.subarray(start))) return { lines: new Map() };
    const lines = bytes.toString("utf8", start).split("\n");
    return { header, lines: new Map(lines.map((line) => [line.slice(0, 32), line])) };
  } catch {
    return { lines: new Map() }; // cut off or overwritten
  }
}

function parsePlace(line: string): Place {
  const [, age, segment = "", offset, length] = line.split(" ", 5);
  const start = 32 + 5 + `${age}${segment}${offset}${length}`.length;
  return { age: Number(age), segment, offset: Number(offset), length: Number(length), note: line.slice(start), line };
}

const lineOf = (key: string, { age, segment, offset, length, note }: Place): string =>
  `${key} ${age} ${segment} ${offset} ${length} ${note}`;
