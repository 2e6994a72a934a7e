import type { MarkedToken, Token, Tokens } from "marked";

/** A formula: `$…$`, or `$$…$$` when it is displayed, which may be a block of its own. `text` is its TeX. */
export interface MathToken {
  type: "math";
  raw: string;
  text: string;
  display: boolean;
  block: boolean;
}

/** `[^label]` */
export interface FootnoteRefToken {
  type: "footnoteRef";
  raw: string;
  label: string;
}

/** A token with others inside. */
interface Outer<Type extends string> {
  type: Type;
  raw: string;
  tokens: Token[];
}

/** `[^label]: note`. Its tokens are blocks. */
export interface FootnoteToken extends Outer<"footnote"> {
  label: string;
}

export type AlertKind = "note" | "tip" | "important" | "warning" | "caution";

/** A block quote that begins with `[!NOTE]` or one of its sisters. */
export interface AlertToken extends Outer<"alert"> {
  alert: AlertKind;
}

/** Terms and their definitions, in their order. */
export type DefinitionListToken = Outer<"definitionList">;

/** A line that definitions follow. */
export type TermToken = Outer<"term">;

/** `: text`. Its tokens are blocks. */
export type DefinitionToken = Outer<"definition">;

export type BodyToken =
  | MarkedToken
  | MathToken
  | FootnoteRefToken
  | FootnoteToken
  | AlertToken
  | DefinitionListToken
  | TermToken
  | DefinitionToken;

/**
 * marked's `Token` has a member that matches every `type`; this union can be told apart. marked makes its own tokens and those
 * of our extensions, and no others.
 */
export const known = (token: Token): BodyToken => token as BodyToken;

export const cellsOf = ({ header, rows }: Tokens.Table): readonly Tokens.TableCell[] => [header, ...rows].flat();

const none: readonly Token[] = [];

/** The tokens inside a token, in the order of the source. */
export function inside(token: BodyToken): readonly Token[] {
  if (token.type === "list") return token.items;
  if (token.type === "table") return cellsOf(token).flatMap((cell) => cell.tokens);
  return ("tokens" in token && token.tokens) || none;
}

/** Whether a token is a line of text, or several, with other tokens inside. */
export const isLine = (token: BodyToken): token is Tokens.Paragraph | Tokens.Heading | Tokens.Text | TermToken =>
  token.type === "paragraph" || token.type === "heading" || token.type === "text" || token.type === "term";

/** Visits blocks, outer ones first, and raw HTML. Nothing else in a line of text is looked for, so many are passed over. */
export function visit(tokens: readonly Token[], found: (token: BodyToken) => void): void {
  for (const other of tokens) {
    const token = known(other);
    found(token);
    if (!isLine(token) || token.raw.includes("<")) visit(inside(token), found);
  }
}
