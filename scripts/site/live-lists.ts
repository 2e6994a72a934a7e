import type { Moment } from "../../src/content/date.ts";
import type { Summary } from "../../src/content/models.ts";
import type { Post } from "../read/parse-article.ts";
import type { Link } from "../../src/content/site.ts";
import type { Compiled } from "../read/compile-article.ts";
import { compare } from "../base/order.ts";

/** A post with all that is known of it without the others. */
export interface Entry {
  readonly compiled: Compiled<Post>;
  readonly post: Post;
  readonly path: string;
  /** Path of the Markdown source. */
  readonly source: string;
  /** Links to the lists that the post is in. */
  readonly tags: readonly Link[];
  readonly authors: readonly Link[];
  readonly series: Link | undefined;
  readonly year: string;
  readonly summary: Summary;
  /** When the post itself last changed. */
  readonly stamp: Moment;
}

/** The posts of one list, oldest first; posts of one second by slug, so that the order never wavers. */
export class Sequence {
  readonly entries: Entry[] = [];
  #length = 0;
  #changed = 0;

  add(entry: Entry): void {
    this.entries.splice(this.#touch(entry), 0, entry);
  }

  remove(entry: Entry): void {
    this.entries.splice(this.#touch(entry), 1);
  }

  /** The place from which on something may have changed, and the length, both as of when this was last asked. */
  changesSince(): { readonly place: number; readonly length: number } {
    const changes = { place: this.#changed, length: this.#length };
    this.#length = this.entries.length;
    this.#changed = this.entries.length;
    return changes;
  }

  older(entry: Entry): Entry | undefined {
    return this.entries[this.#place(entry) - 1];
  }

  newer(entry: Entry): Entry | undefined {
    return this.entries[this.#place(entry) + 1];
  }

  /** Counts from 1. */
  positionOf(entry: Entry): number {
    return this.#place(entry) + 1;
  }

  /** At most `count` posts before this one, newest first. */
  before(entry: Entry, count: number): Entry[] {
    const place = this.#place(entry);
    return this.entries.slice(Math.max(0, place - count), place).reverse();
  }

  after(entry: Entry): Entry[] {
    return this.entries.slice(this.#place(entry) + 1);
  }

  #touch(entry: Entry): number {
    const place = this.#place(entry);
    this.#changed = Math.min(this.#changed, place);
    return place;
  }

  #place(entry: Entry): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.entries[middle];
      if (other && byAge(other, entry) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The order of all lists, oldest first. */
export const byAge = (a: Entry, b: Entry): number => a.post.date - b.post.date || compare(a.post.slug, b.post.slug);

/** The posts that are live at a moment, and the lists that they are in, by path. */
export class Live {
  readonly all = new Sequence();
  readonly tags = new Map<string, Sequence>();
  readonly authors = new Map<string, Sequence>();
  readonly series = new Map<string, Sequence>();
  readonly years = new Map<string, Sequence>();
  readonly #entries = new Set<Entry>();

  has(entry: Entry): boolean {
    return this.#entries.has(entry);
  }

  add(entry: Entry): void {
    this.#entries.add(entry);
    this.all.add(entry);
    for (const [lists, path] of listsOf(this, entry)) {
      const sequence = lists.get(path) ?? new Sequence();
      lists.set(path, sequence);
      sequence.add(entry);
    }
  }

  remove(entry: Entry): void {
    this.#entries.delete(entry);
    this.all.remove(entry);
    for (const [lists, path] of listsOf(this, entry)) {
      const sequence = lists.get(path);
      sequence?.remove(entry);
      if (sequence?.entries.length === 0) lists.delete(path);
    }
  }
}

const listsOf = (live: Live, { tags, authors, series, year }: Entry): [Map<string, Sequence>, string][] => [
  ...tags.map(({ path }) => [live.tags, path] as [Map<string, Sequence>, string]),
  ...authors.map(({ path }) => [live.authors, path] as [Map<string, Sequence>, string]),
  ...(series ? [[live.series, series.path] as [Map<string, Sequence>, string]] : []),
  [live.years, year],
];
