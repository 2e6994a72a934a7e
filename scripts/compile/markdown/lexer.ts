import { Lexer, Marked, type MarkedOptions, type Token, Tokenizer, type Tokens, type TokensList } from "marked";
import { footnoteDefinition, footnoteReference } from "./footnotes.ts";
import { mathBlock, mathInline, maskMath } from "./math.ts";

// marked recurses, so that some 2,000 levels end its stack; each level also reads its whole text again. No text that
// a person wrote comes near this.
const deepest = 100;

// Lazy lines make marked read a block quote again from inside of its tokenizer, past the lexer's bound.
class BoundTokenizer extends Tokenizer {
  #depth = 0;

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
}

const plain = new Marked({ extensions: [footnoteDefinition, footnoteReference] });
// Looking for formulas costs time on every run of text, and most posts have none.
const mathematical = new Marked({
  extensions: [footnoteDefinition, footnoteReference, mathBlock, mathInline],
  hooks: { emStrongMask: maskMath },
});

export const optionsFor = (body: string): MarkedOptions => ({
  ...(body.includes("$") ? mathematical : plain).defaults,
  tokenizer: new BoundTokenizer(),
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
