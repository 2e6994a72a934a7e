import type { Moment } from "./date.ts";
import type { Models } from "./models.ts";
import type { Site } from "./site.ts";

/** Kinds of blobs that are served as they are, and their media types. All text is UTF-8. */
export const mediaTypes = {
  rss: "application/rss+xml; charset=utf-8",
  atom: "application/atom+xml; charset=utf-8",
  jsonfeed: "application/feed+json; charset=utf-8",
  sitemap: "application/xml; charset=utf-8",
  markdown: "text/markdown; charset=utf-8",
  text: "text/plain; charset=utf-8",
  json: "application/json; charset=utf-8",
} as const;

export type ModelKind = keyof Models;
export type FileKind = keyof typeof mediaTypes;

/** What a path answers with. */
export type Target =
  | { readonly kind: "redirect"; readonly to: string }
  | { readonly kind: "gone" }
  | {
      readonly kind: ModelKind | FileKind;
      /** Key of the blob: 32 hexadecimal digits. */
      readonly key: string;
      /** When the representation last changed. */
      readonly modified: Moment;
    };

/** A target from a moment on, until the next one of the same path. */
export interface Entry {
  readonly from: Moment;
  /** Undefined while the path answers like any unknown one. */
  readonly target: Target | undefined;
}

/** All that the worker must know before it reads KV, but for the routes. */
export interface Header {
  readonly site: Site;
  /** The stylesheet as it stands in every page, and its SHA-256 in base64 for the Content-Security-Policy. */
  readonly style: { readonly text: string; readonly digest: string };
  /** Digest of settings, stylesheet and the worker's own sources: what pages look like apart from their models. */
  readonly look: string;
  readonly lookModified: Moment;
  /** Moments at which something changes, ascending. */
  readonly moments: readonly Moment[];
  /** Paths of posts whose feed id was made from another path, which they had when they were first published. */
  readonly firstPaths: Readonly<Record<string, string>>;
}

/** The name of each kind in the binary form. Part of the format: append only. */
export const kinds = [
  "absent",
  "gone",
  "redirect",
  "post",
  "page",
  "list",
  "tags",
  "archive",
  "feeds",
  "rss",
  "atom",
  "jsonfeed",
  "sitemap",
  "markdown",
  "text",
  "json",
] as const;

export const magic = "foreedge1";

/**
 * Where the parts of the binary form begin, in bytes. All numbers are little endian.
 *
 * `magic`, padded to 12 bytes; length of the header, number of paths, number of entries (u32 each); the header as JSON,
 * padded to 4 bytes; for the paths in ascending order: where each ends in the text of paths (u32), where its entries end
 * in the list of entries (u32); for the entries: from (u32), modified (u32), kind (u8), key (16 bytes; of a redirect the
 * index of its target's path, u32); last the text of all paths (ASCII).
 */
export function layout(headerLength: number, paths: number, entries: number) {
  const header = 24;
  const pathEnds = (header + headerLength + 3) & ~3;
  const entryEnds = pathEnds + 4 * paths;
  const froms = entryEnds + 4 * paths;
  const modified = froms + 4 * entries;
  const kind = modified + 4 * entries;
  const keys = kind + entries;
  return { header, pathEnds, entryEnds, froms, modified, kind, keys, text: keys + keyBytes * entries };
}

export const keyBytes = 16;

/** A route and the moment of its next change, if one is known. */
export interface Route {
  readonly target: Target | undefined;
  readonly until: Moment | undefined;
}

/** A release in its binary form, searched in place: opening it parses the header alone, whatever the number of routes. */
export class Release {
  readonly header: Header;
  readonly #data: DataView;
  readonly #paths: number;
  readonly #at: ReturnType<typeof layout>;

  constructor(buffer: ArrayBuffer) {
    this.#data = new DataView(buffer);
    if (this.#ascii(0, magic.length) !== magic) throw new Error("the release is not in the form that this worker reads");
    const headerLength = this.#data.getUint32(12, true);
    this.#paths = this.#data.getUint32(16, true);
    this.#at = layout(headerLength, this.#paths, this.#data.getUint32(20, true));
    const header = new Uint8Array(buffer, this.#at.header, headerLength);
    this.header = JSON.parse(new TextDecoder().decode(header)) as Header;
  }

  /** What a canonical path answers with at a moment. */
  route(path: string, now: Moment): Route {
    const index = this.#indexOf(path);
    const [first, end] = index === undefined ? [0, 0] : this.#entriesOf(index);
    let next = first;
    while (next < end && this.#from(next) <= now) next++;
    const target = next === first ? undefined : this.#target(next - 1);
    // A path that will exist one day must look like one that never will, so every 404 lives until the site's next change.
    return { target, until: target === undefined ? this.nextMoment(now) : next < end ? this.#from(next) : undefined };
  }

  nextMoment(now: Moment): Moment | undefined {
    return this.header.moments.find((moment) => moment > now);
  }

  /** All paths in ascending order, each with its entries. */
  *routes(): Generator<readonly [path: string, entries: readonly Entry[]]> {
    for (let index = 0; index < this.#paths; index++) {
      const [first, end] = this.#entriesOf(index);
      const entries: Entry[] = [];
      for (let entry = first; entry < end; entry++) entries.push({ from: this.#from(entry), target: this.#target(entry) });
      yield [this.#path(index), entries];
    }
  }

  /** Paths around the place where `path` is or would be, at most `reach` on either side. */
  around(path: string, reach: number): string[] {
    const place = this.#search(path);
    const paths: string[] = [];
    for (let index = Math.max(0, place - reach); index < Math.min(this.#paths, place + reach); index++)
      paths.push(this.#path(index));
    return paths;
  }

  #target(entry: number): Target | undefined {
    const kind = kinds[this.#data.getUint8(this.#at.kind + entry)];
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

  #entriesOf(index: number): [first: number, end: number] {
    const { entryEnds } = this.#at;
    const first = index === 0 ? 0 : this.#data.getUint32(entryEnds + 4 * (index - 1), true);
    return [first, this.#data.getUint32(entryEnds + 4 * index, true)];
  }

  #path(index: number): string {
    const { pathEnds, text } = this.#at;
    const start = index === 0 ? 0 : this.#data.getUint32(pathEnds + 4 * (index - 1), true);
    return this.#ascii(text + start, text + this.#data.getUint32(pathEnds + 4 * index, true));
  }

  #indexOf(path: string): number | undefined {
    const index = this.#search(path);
    return index < this.#paths && this.#path(index) === path ? index : undefined;
  }

  /** Index of the first path that is not before `path`. */
  #search(path: string): number {
    let low = 0;
    let high = this.#paths;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#path(middle) < path) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #hex(start: number): string {
    let digits = "";
    for (let word = start; word < start + keyBytes; word += 4)
      digits += this.#data.getUint32(word).toString(16).padStart(8, "0");
    return digits;
  }

  #ascii(start: number, end: number): string {
    return String.fromCharCode(...new Uint8Array(this.#data.buffer, start, end - start));
  }
}
