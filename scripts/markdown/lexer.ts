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
import { firstIndex } from "../../src/content/first-index.ts";
import { footnoteDefinition, footnoteReference } from "./footnotes.ts";
import { type HeadingToken, withoutAttributes } from "./heading-attributes.ts";
import { mathBlock, mathInline, maskMath } from "./math/math.ts";
import type { FootnoteToken } from "./tokens.ts";
import { Excess } from "../base/problems.ts";
import { EmptyLines, mayGoOn } from "./whole-html/empty-lines.ts";

// marked recurses, so that some 2,000 levels end its stack; each level also reads its whole text again. No text that
// a person wrote comes near this.
const deepest = 100;

const mostLazyLines = 500;
const mostLazyInItem = 5000;
const manyInLink = 5000;

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
    if (!/^ {0,3}>/.test(src)) return undefined;
    const whole = this.rules.block.blockquote.exec(src)?.[0] ?? "";
    // marked reads a quotation again at each line that goes on with it after one that did not say so.
    if (Array.from(whole.matchAll(/\n {0,3}[^\s>][^\n]*\n {0,3}>/g)).length > mostLazyLines)
      throw new Excess(
        src,
        `quotation has more than ${mostLazyLines} lines without the ">" of those around them, write it`,
      );
    if (this.#depth >= deepest) {
      const paragraph = { type: "paragraph", raw: src, text: src, tokens: this.lexer.inline(src) };
      return { type: "blockquote", raw: src, text: src, tokens: [paragraph] };
    }
    this.#depth += 1;
    const found = super.blockquote(src);
    this.#depth -= 1;
    return found;
  }

  override list(src: string): Tokens.List | undefined {
    // marked copies what it has of an item at each line of a paragraph that is not indented as the item is.
    if (!this.rules.block.list.test(src)) return undefined;
    if (lazyLines(src, mostLazyInItem) >= mostLazyInItem)
      throw new Excess(
        src,
        `list item has more than ${mostLazyInItem} lines that are not indented, indent them or write an empty line before what is no item`,
      );
    return super.list(src);
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
    return this.#longProse("text", src) ?? this.#lines(src) ?? super.text(src);
  }

  // marked takes one line at a time, looks ahead from each for what the paragraph might be, and copies all that it has.
  #lines(src: string): Tokens.Text | undefined {
    let end = src.indexOf("\n");
    const first = end;
    while (end !== -1 && beginsWithLetter(src, end + 1)) {
      const next = src.indexOf("\n", end + 1);
      // A line below could make it the head of a table.
      if (next !== -1 && !beginsWithLetter(src, next + 1)) break;
      end = next;
    }
    if (end === first) return undefined;
    const raw = end === -1 ? src : src.slice(0, end);
    return mayGoOn(raw) ? undefined : { type: "text", raw, text: raw, tokens: this.lexer.inline(raw) };
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
    if (isOneLine(src)) return undefined;
    const end = src.indexOf("\n");
    const next = src.indexOf("\n", end + 1);
    // Without these it is the underline of a heading. The rule would read the text to its end to find that.
    if (!/[|:]/.test(src.slice(end + 1, next === -1 ? undefined : next))) return undefined;
    const columns = src.slice(0, end).split("|").length;
    // marked fills up the cells that a row lacks, so that a few characters become many.
    const whole = columns > 8 ? (this.rules.block.table.exec(src)?.[0] ?? "") : "";
    if (columns * whole.split("\n").length > 10_000 + whole.length)
      throw new Excess(
        src,
        `table has ${columns} columns, and most of its rows have far fewer cells, write all cells or fewer columns`,
      );
    return super.table(src);
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

  // marked looks for the end of emphasis at every mark that might be one, up to the end of the paragraph, and again from each
  // mark that has none.
  override emStrong(src: string, maskedSrc: string, prevChar = ""): Tokens.Em | Tokens.Strong | undefined {
    return super.emStrong(...this.#near(src, maskedSrc), prevChar);
  }

  override del(src: string, maskedSrc: string, prevChar = ""): Tokens.Del | undefined {
    return super.del(...this.#near(src, maskedSrc), prevChar);
  }

  /** The text up to the last mark that can end what begins here, and the same of its masked form, with what stands before. */
  #near(src: string, masked: string): [string, string] {
    if (src.length < longText || !/[*_~]/.test(src.charAt(0))) return [src, masked];
    const { run } = this.lexer as BodyLexer;
    const places = (run.marks ??= marksIn(masked));
    const start = masked.length - src.length;
    const end = places[firstIndex(0, places.length, (index) => (places[index] ?? 0) >= start) + manyMarks];
    if (end === undefined) return [src, masked];
    return [src.slice(0, end - start), masked.slice(Math.max(0, start - manyMarks), end)];
  }

  override link(src: string): Tokens.Link | Tokens.Image | undefined {
    // marked looks through all that follows at each of these in the text of a link.
    if (src.length > manyInLink && /^!?\[/.test(src) && (this.lexer as BodyLexer).mayHoldMany) {
      const text = src.slice(0, src.indexOf("]("));
      if (signsIn(text) > manyInLink)
        throw new Excess(
          src,
          `text of a link has more than ${manyInLink} of the signs "<" and "\`", write it as a text of its own`,
        );
    }
    return super.link(src);
  }

  // Whatever is longer is no address, and what of it might be one marked's rules look for again from each of its characters.
  override url(src: string): Tokens.Link | undefined {
    const longest = /^(?:https?:|ftp:|www\.)/i.test(src) ? longestUrl : longestMail;
    const found = super.url(src.length > longest ? src.slice(0, longest) : src);
    return found && found.raw.length < longest ? found : undefined;
  }

  // marked's rule for text tries a dozen lookaheads at each character, for a tenth of all time. What it looks for in most
  // texts is one of a few characters.
  override inlineText(src: string): Tokens.Text | undefined {
    const run = /^(?:`+|~+|[^`~])[^\\<![`*~_]{0,1000}/.exec(src)?.[0] ?? "";
    const near = src.slice(0, run.length > 1000 ? lastGap(run) : run.length + longestMail);
    if (maybeMore.test(run) || near.includes("@")) return super.inlineText(near);
    const raw = near.slice(0, run.length);
    return { type: "text", raw, text: raw, escaped: this.lexer.state.inRawBlock };
  }
}

const signsIn = (text: string): number => text.match(/[<`]/g)?.length ?? 0;

/** So many marks of emphasis further on, none ends what begins at one, in what is left of a long text. */
const manyMarks = 100;
const longText = 4096;

function marksIn(text: string): number[] {
  return Array.from(text.matchAll(/[*_~]/g), ({ index }) => index);
}

const longestUrl = 8192;

// 64 characters, the sign, and 255 (RFC 5321 §4.5.3.1), and `mailto:`.
const longestMail = 330;

/** The last space between two words, where a text too long to be looked at as a whole can be divided. */
function lastGap(text: string): number {
  for (let at = text.lastIndexOf(" "); at > 0; at = text.lastIndexOf(" ", at - 1))
    if (/\S/.test(text.charAt(at - 1)) && /\S/.test(text.charAt(at + 1))) return at;
  return text.length;
}

/** How many lines behind the first begin with a letter, up to a limit. */
function lazyLines(src: string, limit: number): number {
  let count = 0;
  for (
    let end = src.indexOf("\n");
    end !== -1 && count < limit && beginsWithLetter(src, end + 1);
    end = src.indexOf("\n", end + 1)
  )
    count += 1;
  return count;
}

/** Whether a line begins as none does that begins a block other than a paragraph. */
const beginsWithLetter = (src: string, at: number): boolean => /^\p{L}/u.test(src.slice(at, at + 2));

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
  /** The text of which inline tokens are being read, and where its marks of emphasis are, once that is asked for. */
  run: { readonly text: string; marks?: readonly number[]; many?: boolean } = { text: "" };
  #depth = 0;

  /** Whether the text being read has a link, and more signs than one may hold. */
  get mayHoldMany(): boolean {
    const { text } = this.run;
    return (this.run.many ??= text.includes("](") && signsIn(text) > manyInLink);
  }

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
    const outer = this.run;
    this.run = { text: src };
    this.#depth += 1;
    const found = super.inlineTokens(src, tokens);
    this.#depth -= 1;
    this.run = outer;
    return found;
  }
}
