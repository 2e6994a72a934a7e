import type { Token, Tokens } from "marked";
import * as elements from "./elements.ts";
import { clean, disarmed, type EndTag, EndTags } from "./end-tags.ts";
import { type Body, Mender, type Place } from "./mend.ts";
import { type Html, type Made, type Open, OpenElements } from "./open-elements.ts";
import { policyOn } from "../dead-html.ts";
import { scan, type Tag } from "./scan.ts";
import { type BodyToken, known } from "../tokens.ts";
import { plural } from "../../base/order.ts";

/**
 * Makes the HTML of authors whole, in the tokens themselves, so that all that is made from them agrees: each element that is
 * opened ends, at the latest with the body, and no end tag ends what the author did not open. Without this browsers take
 * what follows, the page's own frame included, for a part of what was left open. What is well formed stays as it is.
 */
export function balance(tokens: Token[], body: Body): void {
  // Footnotes are shown elsewhere, each in an element of its own.
  const flows = [tokens];
  for (const flow of flows) new Balance(body, flows).run(flow);
}

class Balance {
  readonly #flows: Token[][];
  readonly #mender: Mender;
  readonly #open = new OpenElements();
  readonly #endTags: EndTags;
  readonly #body: Body;
  readonly #cutCode = new Set<Open>();
  /** The author's paragraph that Markdown ended last, and the empty line before. */
  #cut: { readonly open: Open; readonly line: number } | undefined;

  constructor(body: Body, flows: Token[][]) {
    this.#body = body;
    this.#mender = new Mender(body);
    this.#endTags = new EndTags(body.source);
    this.#flows = flows;
  }

  run(tokens: Token[]): void {
    this.#walk(tokens, true);
    this.#mender.close(this.#open.finish(), { tokens, index: tokens.length, block: true });
    this.#mender.apply();
  }

  /** Returns the index of an end tag that ends the paragraph whose tokens these are, or the number of tokens. */
  #walk(tokens: Token[], block: boolean): number {
    const place: Place = { tokens, index: 0, block };
    for (; place.index < tokens.length; place.index += 1) {
      const token = known(tokens[place.index] as Token);
      if (token.type !== "html") this.#made(token, place);
      else if (this.#html(token, place) === "paragraph") break;
    }
    return place.index;
  }

  /** What Markdown made. */
  #made(token: BodyToken, place: Place): void {
    if (token.type === "footnote") return void this.#flows.push(token.tokens);
    if (/^(?:def|escape|space|text)$/.test(token.type)) {
      if ("tokens" in token && token.tokens) this.#walk(token.tokens, false);
      return;
    }
    if (place.block) this.#belowEmptyLine(token);
    this.#mender.close(this.#open.makeRoom(token.type, place.block), place);
    // The text of a picture has no markup.
    if (!token.raw.includes("<") || token.type === "image") return;
    if (token.type === "paragraph") this.#paragraph(token, place);
    else if (token.type === "list") for (const item of token.items) this.#inside("block", "li", item.tokens);
    else if (token.type === "table")
      for (const cell of [token.header, ...token.rows].flat()) this.#inside("block", "td", cell.tokens, false);
    else if (token.type === "heading") this.#inside("block", `h${token.depth}`, token.tokens, false);
    else if (token.type === "blockquote" || token.type === "alert") this.#inside("block", token.type, token.tokens);
    else if ("tokens" in token && token.tokens) this.#inside("inline", token.type, token.tokens, false);
  }

  /** Markdown within HTML. */
  #belowEmptyLine(token: BodyToken): void {
    const [paragraph, code] = [this.#open.find("p"), this.#open.find("pre")];
    if (!paragraph && !code) return;
    const line = this.#body.positions.of(token).line - 1;
    if (paragraph) this.#cut = { open: paragraph, line };
    if (!code || this.#cutCode.has(code)) return;
    this.#cutCode.add(code);
    const far = plural(line - this.#lineOf(code.tag, code.token), "line");
    const message = `the empty line ${far} below makes what follows in this <pre> Markdown; take it out, or begin a line with the <pre>`;
    this.#mender.warn(code.token, code.tag.start, message);
  }

  #inside(kind: Made["kind"], name: string, tokens: Token[], block = true): number {
    const made = { kind, name };
    this.#open.push(made);
    const end = { tokens, index: this.#walk(tokens, block), block };
    this.#mender.close(this.#open.leave(made), end);
    return end.index;
  }

  /** An end tag in a paragraph can be that of an element around the paragraph, which then ends before it. */
  #paragraph(paragraph: Tokens.Paragraph, { tokens, index }: Place): void {
    const end = this.#inside("paragraph", "p", paragraph.tokens, false);
    const [tag, ...rest] = paragraph.tokens.splice(end);
    if (!tag) return;
    const behind = rest.some(({ raw }) => raw.trim() !== "") ? [{ ...paragraph, tokens: rest }] : [];
    tokens.splice(index + 1, 0, Object.assign(tag, { block: true }), ...behind);
  }

  #html(first: Html, place: Place): "paragraph" | undefined {
    let token = clean(first);
    let at = 0;
    for (;;) {
      const found = scan(token.text, at, this.#open.foreign);
      if (!found) break;
      place.within = { token, at: found.start };
      if (found.type === "unfinished") {
        at = this.#mender.finish(found, token);
      } else if (this.#isText(found)) {
        at = this.#mender.showAsText(found, token);
      } else if (found.type === "end") {
        at = found.end;
        if (this.#end(found, token, place) === "paragraph") return "paragraph";
      } else {
        at = found.end;
        const end = this.#start(found, token, place);
        if (!end) continue;
        place.index = end.index;
        ({ token, at } = end);
      }
    }
    delete place.within;
    return undefined;
  }

  /** Returns the end tag of an element that holds mere text. */
  #start(tag: Tag, token: Html, place: Place): EndTag | undefined {
    const { name, slash } = tag;
    if (this.#isLeftOut(tag, token)) return undefined;
    this.#mender.close(this.#open.start(name), place);
    const idle = policyOn(tag);
    if (idle !== undefined) this.#mender.warn(token, tag.start, idle);
    const { foreign } = this.#open;
    const isForeign = name === "svg" || name === "math";
    if (foreign || isForeign ? slash !== undefined : elements.voidElements.has(name)) {
      if (elements.sourceElements.has(name)) this.#extend(tag, token, place);
    } else if (slash !== undefined) this.#mender.closeItself(tag, slash, token);
    else {
      const formatting = !foreign && elements.formattingElements.has(name);
      const inner = isForeign || (foreign && !elements.holdsHtml.has(name));
      const open = { tag, token, formatting, foreign: inner, bare: { token, at: tag.end } };
      if (isForeign || (!foreign && elements.sealedElements.has(name))) return this.#upToEnd(open, place);
      this.#open.push(open);
    }
    return undefined;
  }

  #lineOf({ start }: Tag, token: Html): number {
    return this.#body.positions.of(token, start).line;
  }

  /** What only looks like a tag: "Vec<String>", "<condition 1>". */
  #isText({ type, name, slash, attributes }: Tag): boolean {
    if (type === "end" || this.#open.foreign || slash !== undefined || !elements.isUnknown(name)) return false;
    if (attributes.some(({ spelled }) => spelled !== "")) return false;
    return !this.#endTags.isEnded(name);
  }

  #isLeftOut(tag: Tag, token: Html): boolean {
    const { name, written } = tag;
    // No page runs scripts, so what is there for want of them is always wanted.
    if (name === "noscript") this.#mender.leaveOut(tag, token);
    else if (elements.pageElements.has(name))
      this.#mender.drop(tag, token, `<${written}> belongs to a whole page, so it is left out of this text; remove it`);
    else if (this.#open.isMisplaced(name))
      this.#mender.drop(
        tag,
        token,
        `<${written}> is in no list or table of its own here, so it is left out; remove it`,
      );
    else return false;
    return true;
  }

  /** Opens an element if it has an end tag somewhere. Returns that where what is between is text. */
  #upToEnd(open: Open, place: Place): EndTag | undefined {
    const { tag } = open;
    const end = this.#endTags.next(tag, place);
    if (end) this.#open.push(open);
    else this.#mender.closeAtOnce(open);
    if (!end || !elements.rawTextElements.has(tag.name)) return undefined;
    if (tag.name === "script") for (const { token, edit } of disarmed(tag, end, place)) this.#mender.edit(token, edit);
    return end;
  }

  #end(tag: Tag, token: Html, place: Place): "paragraph" | undefined {
    const { name, written } = tag;
    // HTML reads </br> as <br>.
    if (name === "br" && !this.#open.foreign) return undefined;
    const ended = this.#open.end(name);
    if (ended === "paragraph") return "paragraph";
    if (ended) this.#mender.close(ended, place);
    else if (name === "noscript") this.#mender.leaveOut(tag, token);
    else if (name === "p" && this.#cut) {
      const far = plural(this.#lineOf(tag, token) - this.#cut.line, "line");
      const message = `the empty line ${far} above ends the <${written}> before it, so this </${written}> is left out; take the line out, or write <div>`;
      this.#mender.drop(tag, token, message);
    } else {
      const cure = elements.voidElements.has(name) ? "" : `, or write <${written}> where it should begin`;
      this.#mender.drop(tag, token, `</${written}> closes nothing here, so it is left out; remove it${cure}`);
    }
    return undefined;
  }

  /** Sources at the beginning of a film are a part of it, even if it is left open. */
  #extend({ start, end }: Tag, token: Html, { tokens, index }: Place): void {
    const open = this.#open.last;
    if (!open || !elements.hidingElements.has(open.tag.name)) return;
    const { bare } = open;
    const from = bare.token === token ? bare.at : bare.token === tokens[index - 1] ? 0 : undefined;
    if (from !== undefined && token.text.slice(from, start).trim() === "") open.bare = { token, at: end };
  }
}
