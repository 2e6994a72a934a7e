import type { Token, Tokens } from "marked";
import { type Edit, Edited } from "./edits.ts";
import { hidingElements, isUnknown } from "./elements.ts";
import type { Html, Open } from "./open-elements.ts";
import type { Position, Positions } from "../positions.ts";
import type { Tag, Unfinished } from "./scan.ts";

/** A place among tokens, or within the HTML of the one there. */
export interface Place {
  readonly tokens: Token[];
  index: number;
  readonly block: boolean;
  within?: { readonly token: Html; readonly at: number };
}

export interface Body {
  readonly source: string;
  readonly positions: Positions;
  readonly warn: (position: Position, message: string) => void;
}

/** Changes the HTML of tokens, and says so. Texts are as they were until all changes are applied. */
export class Mender {
  readonly #body: Body;
  readonly #edits = new Map<Html, Edit[]>();

  constructor(body: Body) {
    this.#body = body;
  }

  apply(): void {
    for (const [token, edits] of this.#edits) {
      const edited = new Edited(token.text, edits);
      token.text = edited.text;
      this.#body.positions.edited(token, edited);
    }
  }

  /** Writes the end tags of elements that are left open. */
  close(ended: readonly Open[], place: Place): void {
    for (const open of ended) {
      const { name, written, start } = open.tag;
      if (hidingElements.has(name)) {
        this.closeAtOnce(open);
        continue;
      }
      const endTag = `</${written}>`;
      const { within } = place;
      if (within) this.edit(within.token, { start: within.at, end: within.at, text: endTag });
      else place.tokens.splice(place.index++, 0, htmlToken(endTag, place.block));
      const message = `<${written}> is not closed, so it ends with the part of the text that it stands in; write ${endTag} where it should end`;
      this.warn(open.token, start, !open.foreign && isUnknown(name) ? unseen(written) : message);
    }
  }

  closeAtOnce({ tag: { written, start }, token, bare }: Open): void {
    this.edit(bare.token, { start: bare.at, end: bare.at, text: `</${written}>` });
    const message = `<${written}> is not closed and would hide the text after it, so it ends at once; write </${written}> where it should end`;
    this.warn(token, start, message);
  }

  /** `<iframe />`, where HTML knows no such thing. */
  closeItself({ name, written, start, end }: Tag, slash: number, token: Html): void {
    const from = token.text.slice(0, slash).trimEnd().length;
    this.edit(token, { start: from, end, text: `></${written}>` });
    const message = `<${written} /> does not close itself in HTML, so what follows would be taken for its content; write <${written}></${written}>, as which it is read`;
    this.warn(token, start, isUnknown(name) ? unseen(written) : message);
  }

  /** Returns where to go on. */
  finish({ comment, start }: Unfinished, token: Html): number {
    const { length } = token.text;
    if (comment) {
      this.edit(token, { start: length, end: length, text: "-->" });
      this.warn(token, start, "comment is not closed and hides what follows; write --> where it should end");
      return length;
    }
    const message = `tag is not finished, so it is shown as text; close its quotes and end it with ">", or write &lt; for a plain "<"`;
    return this.#escape(token, start, message);
  }

  /** `Vec<String>`. Returns where to go on. */
  showAsText({ start, end }: Tag, token: Html): number {
    const tag = token.text.slice(start, end);
    const message = `${tag} is no element of HTML, so it is shown as text; write &lt;${tag.slice(1)} or \`${tag}\``;
    return this.#escape(token, start, message);
  }

  #escape(token: Html, start: number, message: string): number {
    this.edit(token, { start, end: start + 1, text: "&lt;" });
    this.warn(token, start, message);
    return start + 1;
  }

  drop(tag: Tag, token: Html, message: string): void {
    this.leaveOut(tag, token);
    this.warn(token, tag.start, message);
  }

  leaveOut({ start, end }: Tag, token: Html): void {
    // In "<</b>a" a sign would come to stand before a letter.
    this.edit(token, { start, end, text: token.text[start - 1] === "<" ? " " : "" });
  }

  edit(token: Html, edit: Edit): void {
    const edits = this.#edits.get(token) ?? [];
    this.#edits.set(token, edits);
    edits.push(edit);
  }

  warn(token: Html, at: number, message: string): void {
    this.#body.warn(this.#body.positions.of(token, at), message);
  }
}

const htmlToken = (text: string, block: boolean): Tokens.HTML => ({ type: "html", raw: "", text, block, pre: false });

const unseen = (written: string): string =>
  `<${written}> is no element of HTML, so readers don't see it; write HTML or Markdown in its place, or for text &lt;${written}> or \`<${written}>\``;
