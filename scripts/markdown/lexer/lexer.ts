import { Lexer, Marked, type MarkedExtension, type MarkedOptions, type Token, type TokensList } from "marked";
import { definitionList, mayDefine } from "../definition-lists.ts";
import { footnoteDefinition, footnoteReference } from "../footnotes.ts";
import { mathBlock, mathInline, maskMath } from "../math/math.ts";
import type { FootnoteToken } from "../tokens.ts";
import { checkEnds, deepest, type Run } from "./bounds.ts";
import { tokenizerFor } from "./tokenizer.ts";
import { Ends } from "../whole-html/ends.ts";

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
  return { ...options, tokenizer: tokenizerFor(body) };
}

// marked reads an address up to the next space, which may be far where none is needed between words, and only then looks for the bracket that
// ends it. Nearly all have no more brackets in them than these.
const address = String.raw`(?:\\[^\s]|[^\s\x00-\x1f\\()]|\((?:\\[^\s]|[^\s\x00-\x1f\\()])*\))+(?=[ \t\n]*\)|[ \t\n])|[^ \t\n\x00-\x1f]{1,8192}`;
const link = exchanged(Lexer.rules.inline.gfm.link, "[^ \\t\\n\\x00-\\x1f]+", `(?:${address})`);

// To find that a paragraph ends before a table, marked reads all rows of what may be its head.
const { table, paragraph } = Lexer.rules.block.gfm;
const rows = table.source.slice(table.source.indexOf(String.raw`(?:\n((`));
const beforeTables = exchanged(paragraph, rows, String.raw`(?:\n|$)`);

/** One of marked's rules with another part in it, which another version of marked may not have. */
function exchanged({ source }: RegExp, part: string, other: string): RegExp {
  if (!source.includes(part)) throw new Error(`marked's rule has no ${part}`);
  return new RegExp(source.replace(part, () => other));
}

const inline = { ...Lexer.rules.inline.gfm, link };
const block = { ...Lexer.rules.block.gfm, paragraph: beforeTables };

/** marked's lexer with a bound on nesting: what lies deeper becomes text. */
export class BodyLexer extends Lexer {
  /** The first definition of each label. */
  readonly footnotes = new Map<string, FootnoteToken>();
  run: Run = { text: "" };
  /** What ends what, in the text whose blocks are being read. */
  ends = new Ends("");
  #depth = 0;

  constructor(options: MarkedOptions) {
    super(options);
    const { rules } = this.options.tokenizer ?? {};
    if (!rules) return;
    rules.inline = inline;
    rules.block = block;
  }

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped = false): Token[] {
    if (this.#depth >= deepest) {
      this.state.top = true;
      tokens.push({ type: "paragraph", raw: src, text: src, tokens: this.inline(src) });
      return tokens;
    }
    const outer = this.ends;
    this.ends = new Ends(src);
    this.#depth += 1;
    const found = super.blockTokens(src, tokens, lastParagraphClipped);
    this.#depth -= 1;
    this.ends = outer;
    return found;
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    if (this.#depth >= deepest) {
      tokens.push({ type: "text", raw: src, text: src, escaped: false });
      return tokens;
    }
    checkEnds(src);
    const outer = this.run;
    this.run = { text: src };
    this.#depth += 1;
    const found = super.inlineTokens(src, tokens);
    this.#depth -= 1;
    this.run = outer;
    return found;
  }
}
