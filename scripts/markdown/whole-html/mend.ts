import type { Token, Tokens } from "marked";
import { type Edit, Edited } from "../../base/edits.ts";
import { hidingElements, isUnknown } from "./elements.ts";
import type { AuthorTag, Html, Open } from "./open-elements.ts";
import type { Body } from "../body.ts";
import type { MarkdownOptions } from "../markdown.ts";
import type { Unfinished } from "./scan.ts";

type PlaceInHtml = Pick<AuthorTag, "token" | "start">;

/** A place among tokens, or before a tag in the HTML of the one there. */
export interface Place {
  readonly tokens: Token[];
  index: number;
  readonly block: boolean;
  tag?: PlaceInHtml;
}

export type MendedBody = Pick<Body, "source" | "positions" | "warn"> & Pick<MarkdownOptions, "policy">;

/** Changes the HTML of tokens, and says so. Texts are as they were until all changes are applied. */
export class Mender {
  readonly #body: MendedBody;
  readonly #edits: (Edit & { readonly token: Html })[] = [];

  constructor(body: MendedBody) {
    this.#body = body;
  }

  apply(): void {
    for (const [token, edits] of Map.groupBy(this.#edits, ({ token }) => token)) {
      const edited = new Edited(token.text, edits);
      token.text = edited.text;
      this.#body.positions.edited.set(token, edited);
    }
  }

  /** Writes the end tags of elements that are left open. */
  close(ended: readonly Open[], place: Place): void {
    for (const open of ended) {
      const { name, written } = open;
      if (hidingElements.has(name)) {
        this.closeAtOnce(open);
        continue;
      }
      const endTag = `</${written}>`;
      if (place.tag) this.insert(place.tag.token, place.tag.start, endTag);
      else place.tokens.splice(place.index++, 0, htmlToken(endTag, place.block));
      const message = `<${written}> is not closed, so it ends with the part of the text that it stands in; write ${endTag} where it should end`;
      this.warn(open, !open.foreign && isUnknown(name) ? unseen(written) : message);
    }
  }

  closeAtOnce(open: Open): void {
    const { written, bare } = open;
    this.insert(bare.token, bare.at, `</${written}>`);
    const message = `<${written}> is not closed and would hide the text after it, so it ends at once; write </${written}> where it should end`;
    this.warn(open, message);
  }

  /** `<iframe />`, where HTML knows no such thing. */
  closeItself(tag: AuthorTag): void {
    const { name, written, token, slash, end } = tag;
    const start = token.text.slice(0, slash).trimEnd().length;
    this.#edits.push({ token, start, end, text: `></${written}>` });
    const message = `<${written} /> does not close itself in HTML, so what follows would be taken for its content; write <${written}></${written}>, as which it is read`;
    this.warn(tag, isUnknown(name) ? unseen(written) : message);
  }

  /** Returns where to go on. */
  finish({ comment, start }: Unfinished, token: Html): number {
    const { length } = token.text;
    if (comment) {
      this.insert(token, length, "-->");
      this.warn({ token, start }, "comment is not closed and hides what follows; write --> where it should end");
      return length;
    }
    const message = `tag is not finished, so it is shown as text; close its quotes and end it with ">", or write &lt; for a plain "<"`;
    return this.#escape({ token, start }, message);
  }

  /** `Vec<String>`. Returns where to go on. */
  showAsText(tag: AuthorTag): number {
    const text = tag.token.text.slice(tag.start, tag.end);
    const message = `${text} is not an element of HTML, so it is shown as text; write &lt;${text.slice(1)} or \`${text}\``;
    return this.#escape(tag, message);
  }

  #escape({ token, start }: PlaceInHtml, message: string): number {
    this.#edits.push({ token, start, end: start + 1, text: "&lt;" });
    this.warn({ token, start }, message);
    return start + 1;
  }

  drop(tag: AuthorTag, message: string): void {
    this.leaveOut(tag);
    this.warn(tag, message);
  }

  leaveOut({ token, start, end }: AuthorTag): void {
    // In "<</b>a" a sign would come to stand before a letter.
    this.#edits.push({ token, start, end, text: token.text[start - 1] === "<" ? " " : "" });
  }

  insert(token: Html, at: number, text: string): void {
    this.#edits.push({ token, start: at, end: at, text });
  }

  warn({ token, start }: PlaceInHtml, message: string): void {
    this.#body.warn(token, message, start);
  }
}

const htmlToken = (text: string, block: boolean): Tokens.HTML => ({ type: "html", raw: "", text, block, pre: false });

const unseen = (written: string): string =>
  `<${written}> is not an element of HTML, so readers don't see it; write HTML or Markdown in its place, or for text &lt;${written}> or \`<${written}>\``;
