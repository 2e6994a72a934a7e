import type { Segment } from "./segment.ts";
import { SegmentFolder } from "./segment-folder.ts";
import type { Kept, Shelf } from "./shelf.ts";

/** Where an entry's text is, and how many builds ago it was used last. */
interface Place {
  readonly age: number;
  readonly segment: string;
  readonly offset: number;
  readonly length: number;
  readonly note: string;
  /** The entry as it stands in the index that was read, when nothing about it has changed. */
  readonly line?: Buffer | undefined;
}

// Segments of less are put together once there are many.
const smallSegment = 4_000_000;
const manySegments = 8;

/** A shelf on disk: texts in a few large files, and an index that says where each is. */
export class Pack implements Shelf {
  readonly #folder: SegmentFolder;
  readonly #fresh: Segment;
  /** Lines of the index as they were read, by key. */
  readonly #lines: ReadonlyMap<string, Buffer>;
  readonly #used = new Map<string, Place>();

  /** Entries that were made with another salt are not there any more. */
  constructor(folder: string, salt: string) {
    this.#folder = new SegmentFolder(folder, salt);
    this.#lines = linesOf(this.#folder.body);
    this.#fresh = this.#folder.create();
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
    this.#folder.commit(live, Buffer.concat([...entries].map(([key, place]) => place.line ?? lineOf(key, place))));
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
    for (const [name, bytes] of used) if (bytes < this.#segment(name).size / 2) moving.add(name);
    moving.delete(this.#fresh.name);
    if (moving.size === 0) return;
    for (const [key, place] of entries)
      if (moving.has(place.segment)) {
        const copy = this.#fresh.append(this.#bytes(place));
        entries.set(key, { ...place, segment: this.#fresh.name, ...copy, line: undefined });
      }
  }

  #read(key: string): Place | undefined {
    const line = this.#lines.get(key);
    const place = line && parsePlace(line);
    return place && this.#folder.segments.has(place.segment) ? place : undefined;
  }

  #kept(place: Place): Kept {
    return { note: place.note, text: () => this.#bytes(place).toString() };
  }

  #bytes({ segment, offset, length }: Place): Buffer {
    return this.#segment(segment).read(offset, length);
  }

  #segment(name: string): Segment {
    const found = this.#folder.segments.get(name);
    if (!found) throw new Error(`the cache has lost its segment ${name}`);
    return found;
  }
}

// Key, age, segment, offset, length and note, with spaces between.
const keyLength = 32;

function linesOf(body: Buffer): Map<string, Buffer> {
  const lines = new Map<string, Buffer>();
  for (let start = 0, end = 0; start < body.length; start = end) {
    end = body.indexOf("\n", start) + 1;
    lines.set(body.toString("latin1", start, start + keyLength), body.subarray(start, end));
  }
  return lines;
}

function parsePlace(line: Buffer): Place {
  const numbers = line.toString("latin1", keyLength + 1, keyLength + 64);
  const [age = "", segment = "", offset = "", length = ""] = numbers.split(" ", 4);
  const start = keyLength + 5 + age.length + segment.length + offset.length + length.length;
  const note = line.toString("utf8", start, line.length - 1);
  return { age: Number(age), segment, offset: Number(offset), length: Number(length), note, line };
}

const lineOf = (key: string, { age, segment, offset, length, note }: Place): Buffer =>
  Buffer.from(`${key} ${age} ${segment} ${offset} ${length} ${note}\n`);
