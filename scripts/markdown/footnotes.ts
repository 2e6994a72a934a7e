import type { TokenizerExtension } from "marked";
import { blocksIn } from "./definition-lists.ts";
import type { BodyLexer } from "./lexer/lexer.ts";
import type { FootnoteRefToken, FootnoteToken } from "./tokens.ts";

// As long as the labels of links may be (CommonMark §4.7).
const label = String.raw`\[\^([^\]\s]{1,999})\]`;
const definition = new RegExp(`^ {0,3}${label}:[ \t]*`);
const reference = new RegExp(`^${label}`);
// A line that a paragraph would not go on with.
const startsBlock = /^ {0,3}(?:\[\^[^\]\s]+\]:|#{1,6}(?:\s|$)|>|[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$)|`{3}|~{3}|<|\$\$)/;

/** Length of the definition at the start of `src`: indented and lazily continued lines belong to it, as on GitHub. */
function extent(src: string): number {
  let end = 0;
  let lazy = true;
  for (const { 0: line, index } of src.matchAll(/[^\n]*\n|[^\n]+$/g)) {
    const blank = line.trim() === "";
    if (index > 0 && !blank && !/^(?: {4}|\t)/.test(line) && (!lazy || startsBlock.test(line))) break;
    if (!blank) end = index + line.length;
    lazy = !blank;
  }
  return end;
}

export const footnoteDefinition: TokenizerExtension = {
  name: "footnote",
  level: "block",
  start(src) {
    // What only looks like one must not part a paragraph, which marked would have to put together again.
    const { ends, state } = this.lexer as BodyLexer;
    const at = state.top ? ends.next(String.raw`\n(?:\n| {0,3}\[\^[^\]\s]{1,999}\]:)`, src) : undefined;
    return at === undefined || src[at + 1] === "\n" ? undefined : at + 1;
  },
  tokenizer(src): FootnoteToken | undefined {
    const head = definition.exec(src);
    if (!head) return undefined;
    const raw = src.slice(0, extent(src));
    const text = raw.slice(head[0].length).replaceAll(/^(?: {4}|\t)/gm, "");
    const token: FootnoteToken = { type: "footnote", raw, label: head[1] ?? "", tokens: [] };
    const { footnotes } = this.lexer as BodyLexer;
    if (!footnotes.has(token.label)) footnotes.set(token.label, token);
    token.tokens = blocksIn(this.lexer, text, true); // also where the definition stands in a list
    return token;
  },
};

export const footnoteReference: TokenizerExtension = {
  name: "footnoteRef",
  level: "inline",
  tokenizer(src): FootnoteRefToken | undefined {
    // Links can't contain links (HTML, content model of `a`), so a reference inside one stays text, as in `<code>`.
    if (!src.startsWith("[^") || this.lexer.state.inLink || this.lexer.state.inRawBlock) return undefined;
    const [raw, name = ""] = reference.exec(src) ?? [""];
    return (this.lexer as BodyLexer).footnotes.has(name) ? { type: "footnoteRef", raw, label: name } : undefined;
  },
};
