import { Lexer, Marked, type MarkedOptions, type Token, Tokenizer, type Tokens, type TokensList } from "marked";
import { footnoteDefinition, footnoteReference } from "./footnotes.ts";
import { mathBlock, mathInline, maskMath } from "./math.ts";

// marked recurses, so that some 2,000 levels end its stack; each level also reads its whole text again. No text that
// a person wrote comes near this.
const deepest = 100;

/** marked's tokenizer, bounded in depth and quick with plain text. */
class BodyTokenizer extends Tokenizer {
  #depth = 0;

  // Lazy lines make marked read a block quote again from inside of its tokenizer, past the lexer's bound.
  override blockquote(src: string): Tokens.Blockquote | undefined {
    if (this.#depth >= deepest) {
      const paragraph = { type: "paragraph", raw: src, text: src, tokens: this.lexer.inline(src) };
      return { type: "blockquote", raw: src, text: src, tokens: [paragraph] };
    }
    this.#depth += 1;
    const found = super.blockquote(src);
    this.#depth -= 1;
    return found;
  }

  // CommonMark reads all that follows a script, style or text field without an end tag as a part of it. Nobody means that.
  override html(src: string): Tokens.HTML | undefined {
    const token = super.html(src);
    const name = token && /^ {0,3}<(script|style|textarea)[\s>]/i.exec(token.raw)?.[1];
    if (!name || new RegExp(`</${name}>`, "i").test(token.raw)) return token;
    const end = token.raw.search(/\n[ \t]*(?:\n|$)/);
    const raw = end === -1 ? token.raw : token.raw.slice(0, end + 1);
    return { ...token, raw, text: raw };
  }

  // The rules for these read the whole text of a paragraph to find that it goes on with no second line.
  override table(src: string): Tokens.Table | undefined {
    return isOneLine(src) ? undefined : super.table(src);
  }

  override lheading(src: string): Tokens.Heading | undefined {
    return isOneLine(src) ? undefined : super.lheading(src);
  }

  // marked's rule for text tries a dozen lookaheads at each character, for a tenth of all time. What it looks for in most
  // texts is one of a few characters.
  override inlineText(src: string): Tokens.Text | undefined {
    const length = /^(?:`+|~+|[^`~])[^\\<![`*~_]*/.exec(src)?.[0].length ?? 0;
    const raw = src.slice(0, length);
    if (maybeMore.test(raw) || src.includes("@")) return super.inlineText(src);
    return { type: "text", raw, text: raw, escaped: this.lexer.state.inRawBlock };
  }
}

/** Whether a blank line follows the first one, or nothing. */
function isOneLine(src: string): boolean {
  const end = src.indexOf("\n");
  return end === -1 || src.startsWith("\n", end + 1);
}

// An address, spaces that break a line, or a reference to a character.
const maybeMore = /:\/\/|www\.|&#| {2}\n/;

// Extensions look at every run of text, and most posts have neither footnotes nor formulas.
const footnotes = [footnoteDefinition, footnoteReference];
const formulas = [mathBlock, mathInline];
const plain = new Marked().defaults;
const noted = new Marked({ extensions: footnotes }).defaults;
const mathematical = new Marked({ extensions: [...footnotes, ...formulas], hooks: { emStrongMask: maskMath } })
  .defaults;

export const optionsFor = (body: string): MarkedOptions => ({
  ...(body.includes("$") ? mathematical : body.includes("[^") ? noted : plain),
  tokenizer: new BodyTokenizer(),
});

/** marked's lexer with a bound on nesting: what lies deeper becomes text. */
export class BodyLexer extends Lexer {
  #depth = 0;

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped = false): Token[] {
    if (this.#depth >= deepest) {
      this.state.top = true;
      tokens.push({ type: "paragraph", raw: src, text: src, tokens: this.inline(src) });
      return tokens;
    }
    this.#depth += 1;
    const found = super.blockTokens(src, tokens, lastParagraphClipped);
    this.#depth -= 1;
    return found;
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    if (this.#depth >= deepest) {
      tokens.push({ type: "text", raw: src, text: src, escaped: false });
      return tokens;
    }
    this.#depth += 1;
    const found = super.inlineTokens(src, tokens);
    this.#depth -= 1;
    return found;
  }
}
