import type { Token } from "marked";
import type { Wording } from "../../src/views/wording.ts";
import type { Anchors } from "./headings.ts";
import type { Slots } from "./slots.ts";
import type { Positions } from "./positions.ts";
import type { FootnoteToken } from "./tokens.ts";

/** What the HTML of one body is made of, besides its tokens. */
export interface Body {
  readonly source: string;
  readonly slots: Slots;
  readonly positions: Positions;
  readonly anchors: Anchors;
  readonly footnotes: ReadonlyMap<string, FootnoteToken>;
  readonly words: Wording;
  /** A text beside the tokens with the quotes and dashes that theirs have. */
  readonly educated: (text: string) => string;
  /** `within` is an offset in the text of the token. */
  readonly warn: (token: Token, message: string, within?: number) => void;
}
