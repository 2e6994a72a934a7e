import type { Directory } from "./search-directory.ts";
import type { Moment } from "./date.ts";
import { eachFormat } from "./feed-formats.ts";
import { firstIndex } from "./first-index.ts";
import type { Models } from "./models.ts";
import { keyBytes, knownKinds, layout, magic } from "./release-layout.ts";
import type { Site } from "./site.ts";

/** Kinds of blobs that are served as they are, and their media types. All text is UTF-8. */
export const mediaTypes = {
  ...eachFormat(({ type }) => `${type}; charset=utf-8`),
  sitemap: "application/xml; charset=utf-8",
  markdown: "text/markdown; charset=utf-8",
  text: "text/plain; charset=utf-8",
  json: "application/json; charset=utf-8",
  opensearch: "application/opensearchdescription+xml; charset=utf-8",
} as const;

export type ModelKind = keyof Models;
export type FileKind = keyof typeof mediaTypes;

export const isFileKind = (kind: ModelKind | FileKind): kind is FileKind => Object.hasOwn(mediaTypes, kind);

/** A page or a file. */
export interface Content {
  readonly kind: ModelKind | FileKind;
  /** Key of the blob: 32 hexadecimal digits. */
  readonly key: string;
  /** When the representation last changed. */
  readonly modified: Moment;
}

/** What a path answers with. A redirect leads to a path of the site, perhaps with a query and a fragment, or to a URL elsewhere. */
export type Target = Content | { readonly kind: "redirect"; readonly to: string } | { readonly kind: "gone" };

/** A target from a moment on, until the next one of the same path. */
export interface Entry {
  readonly from: Moment;
  /** Undefined while the path answers like any unknown one. */
  readonly target: Target | undefined;
}

/** A stylesheet, and its SHA-256 in base64 for the Content-Security-Policy. */
export interface Sheet {
  readonly text: string;
  readonly digest: string;
}

/** The stylesheet in all forms in which pages contain it. */
export const sheetsOf = ({ lighter, ...all }: Header["style"]): Sheet[] => [all, ...Object.values(lighter ?? {})];

/** The colours of the page's ground on screens, as CSS writes them. */
export interface Ground {
  readonly light: string;
  readonly dark: string;
}

/** All that the worker must know before it reads KV, but for the routes. */
export interface Header {
  readonly site: Site;
  /**
   * The stylesheet with all its rules; what is lighter, for pages without formulas (`rich`) and for those without tables and the like
   * as well (`lean`); and the ground that it gives to pages, where that can be told.
   */
  readonly style: Sheet & { readonly lighter?: Readonly<Record<"lean" | "rich", Sheet>>; readonly ground?: Ground };
  /** The theme digest: of settings, stylesheet and views, which is what pages look like apart from their models. */
  readonly look: string;
  readonly lookModified: Moment;
  /** Moments at which something changes, ascending. */
  readonly moments: readonly Moment[];
  /** Paths of posts whose feed id was made from another path, which they had when they were first published. */
  readonly firstPaths: Readonly<Record<string, string>>;
  /** Where the search index is, and what it has of the moment; absent where nobody can search. */
  readonly search?: Directory;
  /** Kinds of routes that the form itself has no number for, in the order of the numbers that they have here. */
  readonly kinds?: readonly (ModelKind | FileKind)[];
}

/** The next moments at which a path answers with something else, and at which any path of the site does; Infinity where none is known. */
export interface Until {
  readonly path: Moment;
  readonly site: Moment;
}

/** What a path answers with, and how long. */
export interface Route {
  readonly target: Target | undefined;
  readonly until: Until;
}

/** A release in its binary form, searched in place: opening it parses the header alone, whatever the number of routes. */
export class Release {
  readonly header: Header;
  readonly #data: DataView;
  readonly #paths: number;
  readonly #kinds: readonly (Target["kind"] | "absent")[];
  readonly #at: ReturnType<typeof layout>;

  constructor(buffer: ArrayBuffer) {
    this.#data = new DataView(buffer);
    const textAt = (start: number, length: number): string =>
      new TextDecoder().decode(new Uint8Array(buffer, start, length));
    if (textAt(0, magic.length) !== magic) throw new Error("the release is not in the form that this worker reads");
    const headerLength = this.#data.getUint32(12, true);
    this.#paths = this.#data.getUint32(16, true);
    this.#at = layout(headerLength, this.#paths, this.#data.getUint32(20, true));
    this.header = JSON.parse(textAt(this.#at.header, headerLength)) as Header;
    this.#kinds = [...knownKinds, ...(this.header.kinds ?? [])];
  }

  /** What a canonical path answers with at a moment. */
  route(path: string, now: Moment): Route {
    const index = this.#search(path);
    const isThere = index < this.#paths && this.#path(index) === path;
    const [first, end] = isThere ? this.#span(this.#at.entryEnds, index) : [0, 0];
    const next = this.#next(first, end, now);
    const target = next === first ? undefined : this.#target(next - 1);
    const { moments } = this.header;
    const site = moments[firstIndex(0, moments.length, (each) => (moments[each] ?? Infinity) > now)] ?? Infinity;
    // A path that will exist one day must look like one that never will, so every 404 lives until the site's next change.
    if (target === undefined) return { target, until: { path: site, site } };
    return { target, until: { path: next < end ? this.#from(next) : Infinity, site } };
  }

  /** The paths of all routes in ascending order, each with its entries. */
  *routes(): Generator<readonly [path: string, entries: readonly Entry[]]> {
    for (let index = 0; index < this.#paths; index++) {
      const [first, end] = this.#span(this.#at.entryEnds, index);
      const entries: Entry[] = [];
      for (let entry = first; entry < end; entry++)
        entries.push({ from: this.#from(entry), target: this.#target(entry) });
      // Without entries it is only where a redirect leads.
      if (entries.length > 0) yield [this.#path(index), entries];
    }
  }

  /**
   * Paths of posts and pages around the place where `path` is or would be, among at most `reach` live paths on either
   * side. Those that are not live don't count: what is found must tell nothing of them.
   */
  articlesAround(path: string, reach: number, now: Moment): string[] {
    const place = this.#search(path);
    return [...this.#articles(place - 1, -1, reach, now).reverse(), ...this.#articles(place, 1, reach, now)];
  }

  #articles(start: number, step: 1 | -1, most: number, now: Moment): string[] {
    const found: string[] = [];
    for (let index = start, live = 0; index >= 0 && index < this.#paths && live < most; index += step) {
      const [first, end] = this.#span(this.#at.entryEnds, index);
      const next = this.#next(first, end, now);
      const kind = next === first ? "absent" : this.#kinds[this.#data.getUint8(this.#at.kind + next - 1)];
      if (kind === "absent" || kind === "gone") continue;
      live += 1;
      if (kind === "post" || kind === "page") found.push(this.#path(index));
    }
    return found;
  }

  /** Of the entries from `first` to before `end`, the first that is still to come. */
  #next(first: number, end: number, now: Moment): number {
    return firstIndex(first, end, (entry) => this.#from(entry) > now);
  }

  #target(entry: number): Target | undefined {
    const kind = this.#kinds[this.#data.getUint8(this.#at.kind + entry)];
    const key = this.#at.keys + keyBytes * entry;
    if (kind === undefined || kind === "absent") return undefined;
    if (kind === "gone") return { kind };
    if (kind === "redirect") return { kind, to: this.#path(this.#data.getUint32(key, true)) };
    const modified = this.#data.getUint32(this.#at.modified + 4 * entry, true);
    return { kind, key: this.#hex(key), modified };
  }

  #from(entry: number): Moment {
    return this.#data.getUint32(this.#at.froms + 4 * entry, true);
  }

  /** Where the entries or the text of a path begin and end, out of the ends of all. */
  #span(ends: number, index: number): [start: number, end: number] {
    const start = index === 0 ? 0 : this.#data.getUint32(ends + 4 * (index - 1), true);
    return [start, this.#data.getUint32(ends + 4 * index, true)];
  }

  #path(index: number): string {
    const [start, end] = this.#span(this.#at.pathEnds, index);
    const ascii = new Uint8Array(this.#data.buffer, this.#at.text + start, end - start);
    // `apply` takes an array as it is, for a quarter of what it costs to spread it.
    return Reflect.apply(String.fromCharCode, undefined, ascii);
  }

  /** Index of the first path that is not before `path`. */
  #search(path: string): number {
    return firstIndex(0, this.#paths, (index) => !this.#isBefore(index, path));
  }

  /** Compares without making a string of what it compares: this is most of what a request costs. */
  #isBefore(index: number, path: string): boolean {
    const [start, end] = this.#span(this.#at.pathEnds, index);
    const text = this.#at.text + start;
    const length = Math.min(end - start, path.length);
    for (let at = 0; at < length; at++) {
      const difference = this.#data.getUint8(text + at) - path.charCodeAt(at);
      if (difference !== 0) return difference < 0;
    }
    return end - start < path.length;
  }

  #hex(start: number): string {
    let digits = "";
    for (let word = start; word < start + keyBytes; word += 4)
      digits += this.#data.getUint32(word).toString(16).padStart(8, "0");
    return digits;
  }
}
