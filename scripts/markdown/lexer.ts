import {
  Lexer,
  Marked,
  type MarkedExtension,
  type MarkedOptions,
  type Token,
  Tokenizer,
  type Tokens,
  type TokensList,
} from "marked";
import { definitionList, mayDefine } from "./definition-lists.ts";
import { footnoteDefinition, footnoteReference } from "./footnotes.ts";
import { type HeadingToken, withoutAttributes } from "./heading-attributes.ts";
import { mathBlock, mathInline, maskMath } from "./math/math.ts";
import type { FootnoteToken } from "./tokens.ts";
import { EmptyLines, mayGoOn } from "./whole-html/empty-lines.ts";

// marked recurses, so that some 2,000 levels end its stack; each level also reads its whole text again. No text that
// a person wrote comes near this.
const deepest = 100;

/** marked's tokenizer, bounded in depth and quick with plain text. */
class BodyTokenizer extends Tokenizer {
  #depth = 0;
  readonly #emptyLines: EmptyLines | undefined;

  constructor(body: string) {
    super();
    if (mayGoOn(body)) this.#emptyLines = new EmptyLines();
  }

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

  override html(src: string): Tokens.HTML | undefined {
    const token = super.html(src);
    if (!token || !this.#emptyLines) return token;
    const text = withoutEndless(token.raw);
    const raw = src.slice(0, this.#emptyLines.endOf(src, text, lengthOfHtml));
    return { ...token, raw, text: raw };
  }

  /** A line of a list. */
  override text(src: string): Tokens.Text | undefined {
    return this.#longProse("text", src) ?? super.text(src);
  }

  /** A paragraph, or a line of a list, in which HTML goes on over an empty line. */
  #longProse<Type extends "paragraph" | "text">(type: Type, src: string) {
    const rule = this.rules.block[type];
    const text = this.#emptyLines && rule.exec(src)?.[0];
    if (!text || !mayGoOn(text)) return undefined;
    // Behind a character that begins no other block.
    const lengthOf = (rest: string): number => (rule.exec(`x${rest}`)?.[0].length ?? 1) - 1;
    const raw = src.slice(0, this.#emptyLines?.endOf(src, text, lengthOf, true));
    return raw === text ? undefined : { type, raw, text: raw, tokens: this.lexer.inline(raw) };
  }

  // The rules for these read the whole text of a paragraph to find that it goes on with no second line.
  override table(src: string): Tokens.Table | undefined {
    return isOneLine(src) ? undefined : super.table(src);
  }

  override heading(src: string): Tokens.Heading | undefined {
    return this.#withId(super.heading(src));
  }

  /** Takes the attributes off a heading before the markup in its text is read. */
  #withId(heading: Tokens.Heading | undefined): HeadingToken | undefined {
    const found = heading && withoutAttributes(heading.text);
    if (!found) return heading;
    const queued = this.lexer.inlineQueue.at(-1);
    if (queued?.tokens === heading.tokens) queued.src = found.text;
    return Object.assign(heading, found);
  }

  override lheading(src: string): Tokens.Heading | undefined {
    const heading = isOneLine(src) ? undefined : this.#withId(super.lheading(src));
    if (heading || !this.lexer.state.top) return heading;
    // With a tokenizer of paragraphs other than its own marked takes some apart; this is called right before that.
    return this.#longProse("paragraph", src) as Tokens.Generic as Tokens.Heading | undefined;
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

// CommonMark reads all that follows a script, style or text field without an end tag as a part of it. Nobody means that.
function withoutEndless(html: string): string {
  const name = /^ {0,3}<(script|style|textarea)[\s>]/i.exec(html)?.[1];
  return !name || new RegExp(`</${name}>`, "i").test(html) ? html : html.slice(0, lengthOfHtml(html));
}

/** Up to an empty line. */
function lengthOfHtml(text: string): number {
  const end = text.search(/\n[ \t]*(?:\n|$)/);
  return end === -1 ? text.length : end + 1;
}

/** Whether a blank line follows the first one, or nothing. */
function isOneLine(src: string): boolean {
  const end = src.indexOf("\n");
  return end === -1 || src.startsWith("\n", end + 1);
}

// An address, spaces that break a line, or a reference to a character.
const maybeMore = /:\/\/|www\.|&#| {2}\n/;

/** Extensions look at every run of text or at every block, and most posts have nothing for any of them. */
const kinds: readonly { readonly isIn: (body: string) => boolean; readonly adds: MarkedExtension }[] = [
  { isIn: (body) => body.includes("[^"), adds: { extensions: [footnoteDefinition, footnoteReference] } },
  {
    isIn: (body) => body.includes("$"),
    adds: { extensions: [mathBlock, mathInline], hooks: { emStrongMask: maskMath } },
  },
  { isIn: mayDefine, adds: { extensions: [definitionList] } },
];

const known = new Map<string, MarkedOptions>();

export function optionsFor(body: string): MarkedOptions {
  const found = kinds.filter(({ isIn }) => isIn(body));
  const key = found.map((kind) => kinds.indexOf(kind)).join();
  const options = known.get(key) ?? new Marked(...found.map(({ adds }) => adds)).defaults;
  known.set(key, options);
  return { ...options, tokenizer: new BodyTokenizer(body) };
}

/** marked's lexer with a bound on nesting: what lies deeper becomes text. */
export class BodyLexer extends Lexer {
  /** The first definition of each label. */
  readonly footnotes = new Map<string, FootnoteToken>();
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
