import { firstIndex } from "../../src/content/first-index.ts";
import type { Moment } from "../../src/content/date.ts";
import type { Summary } from "../../src/content/models.ts";
import type { Post } from "../read/parse-article.ts";
import type { Link } from "../../src/content/site.ts";
import type { AnyTaxonomy } from "../../src/content/taxonomies.ts";
import type { Compiled } from "../read/compile-article.ts";
import { compare } from "../base/order.ts";

/** A list of posts: one term of a taxonomy. There is one object for each, however posts spell its title. */
export interface Term {
  readonly taxonomy: AnyTaxonomy;
  readonly slug: string;
  readonly path: string;
}

/** A post with all that is known of it without the others. */
export interface LivePost {
  readonly compiled: Compiled<Post>;
  readonly post: Post;
  readonly path: string;
  /** Path of the Markdown source. */
  readonly source: string;
  /** The terms that the post has, in the order of the taxonomies, each with its title as the post spells it. */
  readonly terms: readonly { readonly term: Term; readonly link: Link }[];
  readonly year: string;
  readonly summary: Summary;
  /** When the post itself last changed. */
  readonly stamp: Moment;
}

/** The posts of one list, oldest first; posts of one second by slug, so that the order never wavers. */
export class Sequence {
  readonly entries: LivePost[] = [];

  add(entry: LivePost): void {
    this.entries.splice(this.placeOf(entry), 0, entry);
  }

  remove(entry: LivePost): void {
    this.entries.splice(this.placeOf(entry), 1);
  }

  /** The posts right before and after one. */
  around(entry: LivePost): { readonly older: LivePost | undefined; readonly newer: LivePost | undefined } {
    const place = this.placeOf(entry);
    return { older: this.entries[place - 1], newer: this.entries[place + 1] };
  }

  /** At most `count` posts before this one. */
  before(entry: LivePost, count: number): LivePost[] {
    const place = this.placeOf(entry);
    return this.entries.slice(Math.max(0, place - count), place);
  }

  after(entry: LivePost): LivePost[] {
    return this.entries.slice(this.placeOf(entry) + 1);
  }

  placeOf(entry: LivePost): number {
    const isBefore = (other: LivePost | undefined): boolean => other !== undefined && byAge(other, entry) < 0;
    return firstIndex(0, this.entries.length, (index) => !isBefore(this.entries[index]));
  }
}

/** The order of all lists, oldest first. */
export const byAge = (a: LivePost, b: LivePost): number =>
  a.post.date - b.post.date || compare(a.post.slug, b.post.slug);

/** Posts, such as those that are live at a moment, and the lists that they are in. */
export class LiveLists {
  readonly all = new Sequence();
  readonly terms = new Map<Term, Sequence>();
  readonly years = new Map<string, Sequence>();
  readonly #entries = new Set<LivePost>();

  has(entry: LivePost): boolean {
    return this.#entries.has(entry);
  }

  add(entry: LivePost): void {
    this.#entries.add(entry);
    this.#change(entry, (list) => list.add(entry));
  }

  remove(entry: LivePost): void {
    this.#entries.delete(entry);
    this.#change(entry, (list) => list.remove(entry));
  }

  /** Changes all lists that a post is in. Only the list of all may have no posts. */
  #change(entry: LivePost, change: (list: Sequence) => void): void {
    change(this.all);
    for (const { term } of entry.terms) changeIn(this.terms, term, change);
    changeIn(this.years, entry.year, change);
  }
}

function changeIn<K>(lists: Map<K, Sequence>, key: K, change: (list: Sequence) => void): void {
  const list = lists.get(key) ?? new Sequence();
  change(list);
  if (list.entries.length > 0) lists.set(key, list);
  else lists.delete(key);
}

/** The terms of one taxonomy that a post has. */
export const termsIn = ({ terms }: Pick<LivePost, "terms">, name: string): LivePost["terms"] =>
  terms.filter(({ term }) => term.taxonomy.name === name);

/** Links to them. */
export const linksIn = (entry: Pick<LivePost, "terms">, name: string): Link[] =>
  termsIn(entry, name).map(({ link }) => link);
