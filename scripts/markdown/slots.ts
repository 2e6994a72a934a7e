import type { Position } from "../base/problems.ts";

/**
 * A URL as it is written in the body, escapes and references to characters included, so that it can be exchanged there, and
 * the offset of its first character.
 */
export interface Written {
  readonly url: string;
  readonly start: number;
}

/** Lines and columns count from 1 within the body. `written` is absent when the body has the URL elsewhere (references). */
export interface Placed extends Position {
  readonly written?: Written;
}

/**
 * Stands for the value of one attribute that contains a URL (`href`, `src`, `poster`, one candidate of a `srcset`), unescaped.
 * A URL that Markdown wrote is percent-encoded as CommonMark wants it, one from raw HTML is as its author wrote it.
 */
export interface LinkSlot extends Placed {
  readonly kind: "link";
  readonly href: string;
  /** The URL is the text of the link too, which is its author's to choose. */
  readonly bare?: true;
}

/** Stands for a whole `<img>`. `attributes` are the further ones of an `<img>` that the author wrote as HTML, unescaped. */
export interface PictureSlot extends Placed {
  readonly kind: "picture";
  readonly src: string;
  readonly alt: string;
  readonly title?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export type Slot = LinkSlot | PictureSlot;

/** Finished HTML, or the place of a URL or picture that differs between the pages and the feeds of a site. */
export type Piece = string | Slot;

// No body has a U+0000 (CommonMark §2.3 replaces it), so nothing but a slot can look like one.
export const mark = "\u0000";

/** Collects slots while HTML is written as one string, and cuts that string at them in the end. */
export class Slots {
  readonly #slots: Slot[] = [];

  /** Text that keeps the slot's place in HTML. */
  hold(slot: Slot): string {
    this.#slots.push(slot);
    return `${mark}${this.#slots.length - 1}${mark}`;
  }

  cut(html: string): Piece[] {
    const pieces = html.split(mark).map((part, index) => (index % 2 === 0 ? part : (this.#slots[Number(part)] ?? "")));
    return pieces.filter((piece) => piece !== "");
  }

  /** Those that `pieces` lack: the body has them where nothing is shown. */
  left(pieces: readonly Piece[]): Slot[] {
    const there = new Set(pieces.filter((piece) => typeof piece !== "string"));
    return this.#slots.filter((slot) => !there.has(slot));
  }
}
