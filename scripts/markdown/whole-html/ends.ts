import { firstIndex } from "../../../src/content/first-index.ts";

/**
 * Where in a text what ends something stands. Each pattern is looked for once, so that nobody looks through the rest of the text, again and
 * again, for what is not there or far away.
 */
export class Ends {
  readonly #text: string;
  readonly #places = new Map<string, readonly number[]>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Where a pattern is found next in the rest of the text, after its first characters. */
  next(pattern: string, rest: string, from = 0): number | undefined {
    const places = this.#places.get(pattern) ?? this.#find(pattern);
    const start = this.#text.length - rest.length;
    const place = places[firstIndex(0, places.length, (index) => (places[index] ?? 0) >= start + from)];
    return place === undefined ? undefined : place - start;
  }

  /** Behind that. */
  behind(pattern: string, rest: string, from = 0): number | undefined {
    const next = this.next(pattern, rest, from);
    if (next === undefined) return undefined;
    const end = new RegExp(pattern, "iy");
    end.lastIndex = next;
    return end.test(rest) ? end.lastIndex : undefined;
  }

  #find(pattern: string): readonly number[] {
    const places = Array.from(this.#text.matchAll(new RegExp(pattern, "gi")), ({ index }) => index);
    this.#places.set(pattern, places);
    return places;
  }
}
