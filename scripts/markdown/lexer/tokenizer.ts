import { Tokenizer, type Tokens } from "marked";
import { type HeadingToken, withoutAttributes } from "../heading-attributes.ts";
import { EmptyLines, mayGoOn } from "../whole-html/empty-lines.ts";
import type { Ends } from "../whole-html/ends.ts";
import { beginsText, checkHeads, checkItem, checkQuotation, checkTable, deepest, isLong, nearMarks } from "./bounds.ts";
import type { BodyLexer } from "./lexer.ts";

/** marked's tokenizer, bounded in depth and quick with plain text. */
class BodyTokenizer extends Tokenizer {
  #depth = 0;
  /** Lines like the head of a table that begin no table. */
  #heads = 0;
  /** Whether any HTML goes on over an empty line. */
  readonly #mayGoOn: boolean;

  constructor(goesOn: boolean) {
    super();
    this.#mayGoOn = goesOn;
  }

  get #ends(): Ends {
    return (this.lexer as BodyLexer).ends;
  }

  // Lazy lines make marked read a block quote again from inside of its tokenizer, past the lexer's bound.
  override blockquote(src: string): Tokens.Blockquote | undefined {
    if (!/^ {0,3}>/.test(src)) return undefined;
    const whole = this.rules.block.blockquote.exec(src)?.[0] ?? "";
    checkQuotation(whole, src);
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
    if (!this.rules.block.list.test(src)) return undefined;
    checkItem(src, this.rules.other.htmlBeginRegex(0));
    return super.list(src);
  }

  override html(src: string): Tokens.HTML | undefined {
    if (!this.#mayGoOn) return super.html(src);
    const token = super.html(isEndless(src, this.#ends) ? src.slice(0, lengthOfHtml(src)) : src);
    if (!token) return undefined;
    const raw = src.slice(0, new EmptyLines(this.#ends).endOf(src, token.raw, lengthOfHtml));
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
    while (end !== -1 && beginsText(src, end + 1)) {
      const next = src.indexOf("\n", end + 1);
      // A line below could make it the head of a table.
      if (next !== -1 && !beginsText(src, next + 1)) break;
      end = next;
    }
    if (end === first) return undefined;
    const raw = end === -1 ? src : src.slice(0, end);
    return mayGoOn(raw) ? undefined : { type: "text", raw, text: raw, tokens: this.lexer.inline(raw) };
  }

  /** A paragraph, or a line of a list, in which HTML goes on over an empty line. */
  #longProse<Type extends "paragraph" | "text">(type: Type, src: string) {
    const rule = this.rules.block[type];
    const text = this.#mayGoOn && rule.exec(src)?.[0];
    if (!text || !mayGoOn(text)) return undefined;
    // Behind a character that begins no other block.
    const lengthOf = (rest: string): number =>
      (rule.exec(`x${/^[^]*?\n(?=[ \t]*\n)/.exec(rest)?.[0] ?? rest}`)?.[0].length ?? 1) - 1;
    const raw = src.slice(0, new EmptyLines(this.#ends).endOf(src, text, lengthOf, true));
    return raw === text ? undefined : { type, raw, text: raw, tokens: this.lexer.inline(raw) };
  }

  // The rule for this reads the whole text of a paragraph to find that it goes on with no second line.
  override table(src: string): Tokens.Table | undefined {
    if (isOneLine(src)) return undefined;
    const end = src.indexOf("\n");
    const next = src.indexOf("\n", end + 1);
    // Without these it is the underline of a heading. The rule would read the text to its end to find that.
    if (!/[|:]/.test(src.slice(end + 1, next === -1 ? undefined : next))) return undefined;
    const head = src.slice(0, next === -1 ? undefined : next);
    if (!this.#isTable(head)) {
      if (this.rules.block.table.test(head)) checkHeads((this.#heads += 1), src);
      return undefined;
    }
    checkTable(src.slice(0, end).split("|").length, () => this.rules.block.table.exec(src)?.[0] ?? "", src);
    return super.table(src);
  }

  /** Whether two lines are the head of a table, whose rows marked would read before it counts the columns. */
  #isTable(head: string): boolean {
    const { inlineQueue } = this.lexer;
    const queued = inlineQueue.length;
    const table = super.table(head);
    inlineQueue.length = queued;
    return table !== undefined;
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
    const may = !isOneLine(src) && (this.lexer.state.top || this.#ends.next(underline, src) !== undefined);
    const heading = may ? this.#withId(super.lheading(src)) : undefined;
    if (heading || !this.lexer.state.top) return heading;
    // With a tokenizer of paragraphs other than its own marked takes some apart; this is called right before that.
    return this.#longProse("paragraph", src) as Tokens.Generic as Tokens.Heading | undefined;
  }

  // Whatever is longer is not an address, but marked's rules would look for one in it again from each of its characters.
  override url(src: string): Tokens.Link | undefined {
    const { run } = this.lexer as BodyLexer;
    const start = run.text.length - src.length;
    if (start < (run.unaddressed ?? 0)) return undefined;
    const longest = /^(?:https?:|ftp:|www\.)/i.test(src) ? longestUrl : longestMail;
    const found = super.url(src.length > longest ? src.slice(0, longest) : src);
    if (!found || found.raw.length < longest) return found;
    run.unaddressed = start + (/^[^\s<]*/.exec(src)?.[0].length ?? 0);
    return undefined;
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

/**
 * The same for bodies with long paragraphs: marked looks for the end of emphasis at every mark that might be one, up to the end of the
 * paragraph, and again from each mark that has none. With these methods it masks each text, though few have such marks.
 */
class LongTextTokenizer extends BodyTokenizer {
  override emStrong(src: string, maskedSrc: string, prevChar = ""): Tokens.Em | Tokens.Strong | undefined {
    return super.emStrong(...nearMarks(src, maskedSrc, (this.lexer as BodyLexer).run), prevChar);
  }

  override del(src: string, maskedSrc: string, prevChar = ""): Tokens.Del | undefined {
    return super.del(...nearMarks(src, maskedSrc, (this.lexer as BodyLexer).run), prevChar);
  }
}

export function tokenizerFor(body: string): BodyTokenizer {
  const goesOn = mayGoOn(body);
  // What is indented may belong to the text before, in an item of a list.
  return goesOn || body.split(/\n\n(?=\S)/).some(isLong) ? new LongTextTokenizer(goesOn) : new BodyTokenizer(goesOn);
}

// Of a heading. In lists, without one, marked reads what follows up to the end of the paragraph at each line.
const underline = String.raw`\n {0,3}(?:=+|-+)[ \t]*(?=\n|$)`;

const longestUrl = 8192;

// 64 characters, the sign, and 255 (RFC 5321 §4.5.3.1), and `mailto:`.
const longestMail = 330;

/** The last space between two words, where a text too long to be looked at as a whole can be divided. */
function lastGap(text: string): number {
  for (let at = text.lastIndexOf(" "); at > 0; at = text.lastIndexOf(" ", at - 1))
    if (/\S/.test(text.charAt(at - 1)) && /\S/.test(text.charAt(at + 1))) return at;
  return text.length;
}

// CommonMark reads all that follows a script, style or text field without an end tag as a part of it. Nobody means that.
function isEndless(src: string, ends: Ends): boolean {
  const name = /^ {0,3}<(script|style|textarea)[\s>]/i.exec(src)?.[1];
  return name !== undefined && ends.next(`</${name.toLowerCase()}>`, src) === undefined;
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
