import { firstIndex } from "../../src/content/first-index.ts";

/** What stands in the place of a part of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with parts exchanged, which knows where its characters come from. */
export class Edited {
  readonly text: string;
  /** With where they begin in the new text. */
  readonly #edits: (Edit & { readonly at: number })[] = [];

  /** What is put in at one place is in the order of its edits, and before what is exchanged there. Of two that overlap the first counts. */
  constructor(text: string, edits: readonly Edit[]) {
    let edited = "";
    let from = 0;
    for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
      if (edit.start < from) continue;
      edited += text.slice(from, edit.start);
      this.#edits.push({ ...edit, at: edited.length });
      edited += edit.text;
      from = edit.end;
    }
    this.text = edited + text.slice(from);
  }

  /** Where a character of the new text stood in the old one; what is new stands where it was put. */
  originOf(offset: number): number {
    const behind = firstIndex(0, this.#edits.length, (index) => (this.#edits[index]?.at ?? 0) > offset);
    const edit = this.#edits[behind - 1];
    if (!edit) return offset;
    const beyond = offset - edit.at - edit.text.length;
    return beyond < 0 ? edit.start : edit.end + beyond;
  }
}
