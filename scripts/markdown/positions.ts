import type { Token } from "marked";
import { lineOf, lineStartsOf, positionIn } from "../base/line-and-column.ts";
import type { Position } from "../base/problems.ts";
import type { Edited } from "../base/edits.ts";
import type { Written } from "./slots.ts";
import { type BodyToken, inside, isLine, known } from "./tokens.ts";

// A token that isn't found (a tab was expanded in it) costs a search of its whole block; a block with more of them gets
// positions that are only near.
const missesAllowed = 50;

interface LinePlace {
  readonly start: number;
  readonly taken: number;
}

/** The lines of a token: where they begin in it, and in the body as far as that is known. */
interface Lines {
  readonly token: Token;
  readonly starts: readonly number[];
  readonly places: LinePlace[];
}

/**
 * Where tokens stand in the body. marked gives a token's raw text only, for blocks inside of others without the
 * markers of the outer ones; but tokens come in the order of the source, so each is looked for after the one before.
 */
export class Positions {
  readonly #body: string;
  readonly #lineStarts: readonly number[];
  readonly #offsets = new Map<Token, number>();
  /** Tokens that have another text now, to which what is asked refers. */
  readonly edited = new Map<Token, Edited>();
  #latest: Lines | undefined;

  constructor(body: string, tokens: readonly Token[]) {
    this.#body = body;
    this.#lineStarts = lineStartsOf(body);
    // The raw texts of the outermost tokens are the body.
    let start = 0;
    for (const token of tokens) {
      this.#locate(token, start);
      start += token.raw.length;
    }
  }

  /** Position of a character `within` the text of a token. */
  of(token: Token, within = 0): Position {
    const offset = this.#offsetOf(token, within);
    return positionIn(this.#lineStarts, offset);
  }

  /** Where `url`, as its author spelled it, stands `within` the text of a token; nothing when the body has something else there. */
  written(token: Token, within: number, url: string): { written?: Written } {
    const start = this.#offsetOf(token, within);
    return url !== "" && this.#body.startsWith(url, start) ? { written: { url, start } } : {};
  }

  #offsetOf(token: Token, within: number): number {
    const origin = this.edited.get(token)?.originOf(within) ?? within;
    const offset = this.#offsets.get(token) ?? 0;
    if (origin === 0) return offset;
    const lines = this.#linesOf(token);
    const newlines = lineOf(origin, lines.starts);
    if (newlines === 0) return offset + origin;
    const { start, taken } = (lines.places[newlines] ??= this.#placeOf(token, lines.starts, newlines));
    return Math.max(start, start + taken + origin - (lines.starts[newlines] ?? 0));
  }

  /** Where a line of a token begins in the body, and how much marked took off it. */
  #placeOf(token: Token, starts: readonly number[], newlines: number): LinePlace {
    const line = lineOf(this.#offsets.get(token) ?? 0, this.#lineStarts) + newlines;
    const start = this.#lineStarts[line] ?? 0;
    const text = lineAt(newlines, starts, token.raw);
    const whole = lineAt(line, this.#lineStarts, this.#body);
    // What marked took off a line, it took off its start. The last line may go on after the token.
    const found = newlines === starts.length - 1 ? whole.indexOf(text) : -1;
    return { start, taken: found === -1 ? whole.length - text.length : found };
  }

  // A block of HTML is asked for many positions in a row, which may be on one line.
  #linesOf(token: Token): Lines {
    if (this.#latest?.token !== token) this.#latest = { token, starts: lineStartsOf(token.raw), places: [] };
    return this.#latest;
  }

  #locate(top: Token, start: number): void {
    const block = this.#body.slice(start, start + top.raw.length);
    let cursor = 0;
    let misses = 0;
    const visit = (token: Token): void => {
      // Nobody asks where plain text stands, which is most of what there is, so it is not searched for. But where it
      // comes next it is behind, since it can contain what is a link later on: in "awww.a.org, www.a.org" only the second is.
      if (isPlain(token)) {
        if (block.startsWith(token.raw, cursor)) cursor += token.raw.length;
        return;
      }
      const line = firstLine(token.raw);
      const found = misses > missesAllowed || line === "" ? -1 : block.indexOf(line, cursor);
      if (found === -1) misses += line === "" ? 0 : 1;
      else cursor = found;
      this.#offsets.set(token, start + cursor);
      const children = mayBeAsked(known(token)) ? inside(known(token)) : none;
      for (const child of children) visit(child);
      // Where nothing inside is searched for, all of it is behind: the picture "![a](b)" contains the text of "[a](b)".
      if (found !== -1) cursor = Math.max(cursor, found + (children.every(isPlain) ? line.length : 1));
      // The same for a text of several lines, each of which is one of the block's.
      if (found !== -1 && token !== top && isLine(known(token))) cursor = Math.max(cursor, behind(token.raw, found));
    };
    const behind = (raw: string, from: number): number => {
      const lines = raw.trimEnd().split("\n");
      let start = from;
      for (let left = lines.length - 1; left > 0; left -= 1) start = block.indexOf("\n", start) + 1 || block.length;
      const last = (lines.at(-1) ?? "").trim();
      const at = block.slice(start, block.indexOf("\n", start) + 1 || undefined).indexOf(last);
      return at === -1 ? start : start + at + last.length;
    };
    visit(top);
  }
}

/** Whether somebody may ask where something in a token stands: a link, a picture, HTML, a formula or a footnote. */
const mayBeAsked = (token: BodyToken): boolean => !isLine(token) || /[[<$@]|:\/\/|www\./i.test(token.raw);

const none: readonly Token[] = [];

const isPlain = (token: Token): boolean => token.type === "text" && !("tokens" in token);

/** The first line of a text that isn't blank, without the space around it. */
function firstLine(raw: string): string {
  const text = raw.trimStart();
  const end = text.indexOf("\n");
  return (end === -1 ? text : text.slice(0, end)).trimEnd();
}

const lineAt = (line: number, starts: readonly number[], text: string): string =>
  text.slice(starts[line], (starts[line + 1] ?? text.length + 1) - 1);
