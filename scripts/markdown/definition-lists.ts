import type { Lexer, Token, TokenizerExtension, TokenizerThis } from "marked";
import type { BodyLexer } from "./lexer/lexer.ts";
import type { DefinitionListToken, DefinitionToken, TermToken } from "./tokens.ts";

/** Whether a text may contain a definition list: few colons have a space after them and no letter before. */
export function mayDefine(text: string): boolean {
  for (let at = text.indexOf(":"); at !== -1; at = text.indexOf(":", at + 1))
    if (/^[\n \t>*+-]:[ \t]/.test(text.slice(at - 1, at + 2))) return true;
  return false;
}

const marker = /^ {0,3}:([ \t]+)(?=\S)/;
const isBlank = (line: string): boolean => line.trim() === "";
// A line that is not part of a paragraph, or ends one.
const startsBlock =
  /^(?: {4}| *\t| {0,3}(?:\[[^\]]+\]:|#{1,6}(?:\s|$)|>|[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$)|`{3}|~{3}|\$\$|[=-]+\s*$|(?:[-*_][ \t]*){3,}$))/;
const fence = /^[ \t]*(?:`{3}|~{3})/;

/** A text by its lines, each with its break. */
class Lines {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The line at this place; undefined at the end of the text. */
  get line(): string | undefined {
    if (this.at >= this.#text.length) return undefined;
    const end = this.#text.indexOf("\n", this.at);
    return this.#text.slice(this.at, end === -1 ? undefined : end + 1);
  }

  next(line: string): void {
    this.at += line.length;
  }

  /** Skips blank lines. Returns whether there were any. */
  skipBlank(): boolean {
    const from = this.at;
    for (let { line } = this; line !== undefined && isBlank(line); { line } = this) this.next(line);
    return this.at > from;
  }
}

/**
 * Terms, each a line of a paragraph, and their definitions, each from a colon and a space on, as in PHP Markdown Extra, kramdown, Pandoc
 * and Hugo's Goldmark. What is indented below a definition belongs to it, as much as the text after its colon or four spaces,
 * and so do lines that its paragraph goes on with.
 */
export const definitionList: TokenizerExtension = {
  name: "definitionList",
  level: "block",
  tokenizer(src): DefinitionListToken | undefined {
    const { ends } = this.lexer as BodyLexer;
    const end = ends.next(String.raw`\n {0,3}:[ \t]`, src);
    const blank = ends.next(String.raw`\n[ \t]*\n(?![ \t]*\n| {0,3}:[ \t])`, src);
    if (end === undefined || (blank !== undefined && blank < end)) return undefined;
    const lines = new Lines(src);
    const tokens: Token[] = [];
    let length = 0;
    for (;;) {
      const terms = readTerms(this, lines, src);
      if (!terms) break;
      tokens.push(...terms);
      for (let loose = lines.skipBlank(); marker.test(lines.line ?? ""); loose = lines.skipBlank()) {
        tokens.push(readDefinition(this, lines, loose));
        length = lines.at;
      }
    }
    return length === 0 ? undefined : { type: "definitionList", raw: src.slice(0, length), tokens };
  },
};

/** The lines up to a definition, if they are a paragraph. */
function readTerms({ lexer }: TokenizerThis, lines: Lines, src: string): TermToken[] | undefined {
  const start = lines.at;
  for (let { line } = lines; line !== undefined && !isBlank(line) && !marker.test(line); { line } = lines) {
    if (startsBlock.test(line)) return undefined;
    lines.next(line);
  }
  const raw = src.slice(start, lines.at);
  const { at } = lines;
  lines.skipBlank();
  if (raw === "" || !marker.test(lines.line ?? "")) return undefined;
  lines.at = at;
  // Tables and HTML have more forms than a pattern tells; what was read to find that out is not looked at further.
  const queued = lexer.inlineQueue.length;
  const [paragraph, ...more] = blocksIn(lexer, raw, true);
  lexer.inlineQueue.length = queued;
  if (paragraph?.type !== "paragraph" || more.some(({ type }) => type !== "space")) return undefined;
  return raw.split(/(?<=\n)/).map((line) => ({ type: "term", raw: line, tokens: lexer.inline(line.trim()) }));
}

function readDefinition({ lexer }: TokenizerThis, lines: Lines, loose: boolean): DefinitionToken {
  const first = lines.line ?? "";
  const [head = "", space = ""] = marker.exec(first) ?? [];
  const width = Math.min(space.includes("\t") ? 4 : head.length, 4);
  const indented = new RegExp(`^(?: {${width}}| {0,${width - 1}}\\t)`);
  let raw = first;
  let text = first.slice(head.length);
  lines.next(first);
  let end = lines.at;
  let blank = "";
  let lazy = !fence.test(text);
  for (let { line } = lines; line !== undefined; { line } = lines) {
    if (isBlank(line)) blank += line;
    else if (!indented.test(line) && (blank !== "" || !lazy || marker.test(line) || startsBlock.test(line))) break;
    else {
      const own = indented.test(line) ? line.replace(indented, "") : line.trimStart();
      lazy = !fence.test(own);
      raw += blank + line;
      text += blank + own;
      blank = "";
      end = lines.at + line.length;
    }
    lines.next(line);
  }
  lines.at = end;
  // As in an item of a list, what has blank lines is made of paragraphs.
  const isLoose = loose || /\n[ \t]*\n/.test(text);
  return { type: "definition", raw, tokens: blocksIn(lexer, text, isLoose) };
}

/** The blocks of a text; what would be a paragraph is a mere line of text where it is not `loose`. */
export function blocksIn(lexer: Lexer, text: string, loose: boolean): Token[] {
  const state = { ...lexer.state };
  lexer.state.top = loose;
  const tokens = lexer.blockTokens(text);
  Object.assign(lexer.state, state);
  return tokens;
}
