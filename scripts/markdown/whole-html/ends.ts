/** Where in a text what ends something stands last, so that nobody looks through all of its rest, again and again, for what is not there. */
export class Ends {
  readonly #text: string;
  readonly #last = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether a pattern is found in the rest of the text, behind its first characters. */
  isAhead(pattern: string, rest: string, from = 0): boolean {
    const last = this.#last.get(pattern) ?? this.#find(pattern);
    return last >= this.#text.length - rest.length + from;
  }

  /** Behind the next of it there. */
  behind(pattern: string, rest: string, from = 0): number | undefined {
    if (!this.isAhead(pattern, rest, from)) return undefined;
    const end = new RegExp(pattern, "gi");
    end.lastIndex = from;
    return end.test(rest) ? end.lastIndex : undefined;
  }

  #find(pattern: string): number {
    let last = -1;
    for (const { index } of this.#text.matchAll(new RegExp(pattern, "gi"))) last = index;
    this.#last.set(pattern, last);
    return last;
  }
}
