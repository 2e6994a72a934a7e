import { firstIndex } from "../../../src/content/first-index.ts";

/** What stands in the place of a part of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with parts exchanged, which knows where its characters come from. */
export class Edited {
  readonly text: string;
  /** Where each edit begins in the new text, and what to take off an offset behind it. */
  readonly #starts: number[] = [];
  readonly #edits: readonly Edit[];

  /** What is put in at one place is in the order of its edits, and before what is exchanged there. No edits overlap. */
  constructor(text: string, edits: readonly Edit[]) {
    this.#edits = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
    let edited = "";
    let from = 0;
    for (const edit of this.#edits) {
      edited += text.slice(from, edit.start);
      this.#starts.push(edited.length);
      edited += edit.text;
      from = edit.end;
    }
    this.text = edited + text.slice(from);
  }

  /** Where a character of the new text stood in the old one; what is new stands where it was put. */
  originOf(offset: number): number {
    const latest = firstIndex(0, this.#starts.length, (index) => (this.#starts[index] ?? 0) > offset) - 1;
    const edit = this.#edits[latest];
    if (!edit) return offset;
    const beyond = offset - (this.#starts[latest] ?? 0) - edit.text.length;
    return beyond < 0 ? edit.start : edit.end + beyond;
  }
}
