import { type Bucket, eachPosting, type Postings, Surfaces } from "../../src/search/shard.ts";
import { bytesOf } from "../../src/search/shard-reader.ts";
import { Bytes } from "./bytes.ts";
import { compare } from "../base/order.ts";

/** A surface of the index, to which articles are added in ascending order. The bytes' form is that of src/search/shard.ts. */
export class Surface {
  readonly stem: string;
  readonly surface: string;
  readonly #postings = new Bytes(4);
  #last = -1;
  #articles = 0;

  constructor(stem: string, surface: string) {
    this.stem = stem;
    this.surface = surface;
  }

  get articles(): number {
    return this.#articles;
  }

  get postings(): Uint8Array {
    return this.#postings.written;
  }

  /**
   * Adds the articles of postings without those that are dropped, and others with their frequencies, both ascending. What is
   * before and behind these is copied as it is: an edit touches words that thousands of articles have.
   */
  splice(
    old: Postings,
    dropped: ReadonlySet<number>,
    added: readonly (readonly [id: number, frequency: number])[],
  ): void {
    const ids = [...dropped, ...added.map(([id]) => id)];
    const [first, last] = [Math.min(...ids), Math.max(...ids)];
    const between = [...added];
    let [before, copied, left] = [old.from, -1, old.articles];
    let after: { id: number; frequency: number; end: number } | undefined;
    eachPosting(old, (id, frequency, _start, end) => {
      if (id < first) [before, copied] = [end, id];
      else if (id > last) after = { id, frequency, end };
      else if (dropped.has(id)) left -= 1;
      else between.push([id, frequency]);
      return after === undefined;
    });
    this.#postings.put(old.bytes.subarray(old.from, before));
    this.#last = copied;
    for (const [id, frequency] of between.sort(([one], [other]) => one - other)) this.add(id, frequency);
    if (after) {
      this.add(after.id, after.frequency);
      this.#postings.put(old.bytes.subarray(after.end, old.to));
    }
    this.#articles = left + added.length;
  }

  add(id: number, frequency: number): void {
    this.#postings.number((id - this.#last - 1) * 4 + Math.min(frequency, 4) - 1);
    if (frequency >= 4) this.#postings.number(frequency - 4);
    this.#last = id;
    this.#articles += 1;
  }
}

/** What of a surface becomes part of a bucket. */
export type WrittenSurface = Pick<Surface, "stem" | "surface" | "articles" | "postings">;

export function bucketOfSurfaces(key: string, surfaces: readonly WrittenSurface[]): Bucket {
  const bytes = new Bytes(256);
  const sorted = surfaces.toSorted((a, b) => compare(a.stem, b.stem) || compare(a.surface, b.surface));
  let before = new Uint8Array();
  for (let index = 0; index < sorted.length;) {
    const { stem = "" } = sorted[index] ?? {};
    const ofStem = sorted.slice(index, endOfStem(sorted, index));
    const stemBytes = bytesOf(stem);
    bytes.behind(before, stemBytes).number(ofStem.length);
    for (const { surface, articles, postings } of ofStem)
      bytes.behind(stemBytes, bytesOf(surface)).number(articles).number(postings.length).put(postings);
    before = new Uint8Array(stemBytes);
    index += ofStem.length;
  }
  return { key, bytes: bytes.written.slice() };
}

function endOfStem(sorted: readonly WrittenSurface[], from: number): number {
  let end = from + 1;
  while (end < sorted.length && sorted[end]?.stem === sorted[from]?.stem) end += 1;
  return end;
}

/** Whether one of these articles has a word of a bucket. */
export function hasArticle(bucket: Bucket, ids: ReadonlySet<number>): boolean {
  for (const entry = new Surfaces(bucket); entry.next();) if (hasOneOf(entry.postings, ids)) return true;
  return false;
}

/** Whether one of these articles has a surface. */
export function hasOneOf(postings: Postings, ids: ReadonlySet<number>): boolean {
  let has = false;
  eachPosting(postings, (id) => !(has = ids.has(id)));
  return has;
}
