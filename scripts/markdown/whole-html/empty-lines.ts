import type { Ends } from "./ends.ts";
import { type Misses, scan, type Tag, type Unfinished } from "./scan.ts";

/**
 * What has neither Markdown nor, for the most part, anything in it that readers should see, and how many of it may be open in
 * each other: drawings contain others, and of two sources the second has the end.
 */
const depths = new Map(Object.entries({ math: 20, svg: 20, script: 1, style: 1, textarea: 1 }));

/** Whether a text may contain what goes on over empty lines. */
export function mayGoOn(text: string): boolean {
  // An expression alone would take far longer to find that there is none.
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at + 1)) {
    goingOn.lastIndex = at;
    if (goingOn.test(text)) return true;
  }
  return false;
}

const goingOn = /<(?:!--|(?:math|svg|script|style|textarea)\b)/iy;

/**
 * Where blocks end whose HTML goes on over an empty line. CommonMark ends HTML there whatever is open; but a comment, a
 * drawing or a source that has its end further on would come to light or fall apart.
 */
export class EmptyLines {
  readonly #ends: Ends;

  /** `ends` of the text that `src` is the rest of. */
  constructor(ends: Ends) {
    this.#ends = ends;
  }

  /**
   * The end of a block that begins `src` and would end with its `text`, of prose or of mere HTML. `lengthOf` says how much of the
   * rest belongs to it if it goes on there.
   */
  endOf(src: string, text: string, lengthOf: (rest: string) => number, isProse = false): number {
    let head = isProse ? withoutCode(text) : text;
    let start = 0; // of the head
    let at = 0; // in it
    const misses: Misses = new Map();
    for (;;) {
      const found = scan(head, at, false, misses);
      if (!found) return start + head.length;
      at = found.type === "unfinished" ? found.start + 1 : found.end;
      const end = this.#behind(found, src, start, isProse);
      const goesOn = end !== undefined && end > start + head.length;
      // A list or a heading that follows without an empty line is Markdown.
      if (end === undefined || (goesOn && !/\n[ \t]*\n/.test(src.slice(start + found.start, end)))) continue;
      if (goesOn) {
        [head, start] = [src.slice(end, end + lengthOf(src.slice(end))), end];
        misses.clear();
      }
      at = end - start;
    }
  }

  /** Where a comment or an element ends that was found after `start`. */
  #behind(found: Tag | Unfinished, src: string, start: number, isProse: boolean): number | undefined {
    if (found.type === "unfinished")
      return found.comment ? this.#ends.behind("--!?>", src, start + found.start + 4) : undefined;
    const { type, name, slash } = found;
    const depth = depths.get(name);
    // A sentence that speaks of <style> has no source in it.
    if (type === "end" || slash !== undefined || depth === undefined || (isProse && depth === 1)) return undefined;
    const from = start + found.end;
    if (this.#ends.next(`</${name}`, src, from) === undefined) return undefined;
    const tags = new RegExp(`<(/?)${name}(?:[\\s/][^>]*)?>`, "gi");
    tags.lastIndex = from;
    let open = 1;
    for (const { 0: tag, 1: slash, index } of src.matchAll(tags)) {
      if (!tag.endsWith("/>")) open += slash ? -1 : 1;
      if (open === 0) return index + tag.length;
      if (open > depth) return undefined;
    }
    return undefined;
  }
}

/** Prose with other characters in the place of those that code and backslashes keep from being HTML. */
const withoutCode = (text: string): string =>
  text.replaceAll(/\\[\\`<]|(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, (code) => "x".repeat(code.length));
