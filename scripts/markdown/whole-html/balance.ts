import type { Token, Tokens } from "marked";
import { dropNotHtml } from "../../../src/markup.ts";
import * as elements from "./elements.ts";
import { EndTags, opensOfComments } from "./end-tags.ts";
import { type MendedBody, Mender, type Place } from "./mend.ts";
import { type AuthorTag, type Html, type Open, OpenElements } from "./open-elements.ts";
import { policyOn } from "../warnings/dead-html.ts";
import { type Finding, warnSparingly } from "../warnings/sparing.ts";
import { Excess } from "../../base/problems.ts";
import { endTagIn, type Misses, scan } from "./scan.ts";
import { type BodyToken, cellsOf, known } from "../tokens.ts";
import { plural } from "../../base/order.ts";

/**
 * Makes the HTML of authors whole, in the tokens themselves, so that all that is made from them agrees: each element that is
 * opened ends, at the latest with the body, and no end tag ends what the author did not open. Without this browsers take
 * what follows, the page's own frame included, for a part of what was left open. What is well formed stays as it is.
 */
export const balance = (tokens: Token[], body: MendedBody): void => new Balance(tokens, body).run();

/** What makes no element. */
const silent = new Set(["def", "escape", "space", "text"]);

// A tenth of a second.
const mostLooks = 2_000_000;

// Parsers take the longer for an element the more are open around it, and browsers nest no deeper than 512.
const deepest = 10_000;

class Balance {
  /** The text and its footnotes, which are shown elsewhere, each in an element of its own. */
  readonly #flows: Token[][];
  readonly #body: MendedBody;
  readonly #mender: Mender;
  readonly #endTags: EndTags;
  readonly #open = new OpenElements();
  /** The element whose content is read as mere text, up to its end tag. */
  #text: string | undefined;
  readonly #cutCode = new Set<Open>();
  /** What does nothing on our pages, by its kind. */
  readonly #idle = new Map<string, Finding[]>();
  /** The line on which Markdown ended the author's paragraph before. */
  #cut: number | undefined;

  constructor(tokens: Token[], body: MendedBody) {
    this.#flows = [tokens];
    this.#body = body;
    this.#mender = new Mender(body);
    this.#endTags = new EndTags(body.source);
  }

  run(): void {
    for (const tokens of this.#flows) {
      this.#cut = undefined;
      this.#walk(tokens, true);
      this.#mender.close(this.#open.finish(), { tokens, index: tokens.length, block: true });
    }
    for (const found of this.#idle.values()) warnSparingly(found, this.#body.warn);
    this.#mender.apply();
  }

  /** Returns the index of an end tag that ends the paragraph whose tokens these are, or the number of tokens. */
  #walk(tokens: Token[], block: boolean): number {
    // Characters that pages leave out could hide a tag.
    for (const token of tokens as BodyToken[]) if (token.type === "html") token.text = dropNotHtml(token.text);
    const place: Place = { tokens, index: 0, block };
    for (; place.index < tokens.length; place.index += 1) {
      const token = known(tokens[place.index] as Token);
      this.#checkLooks({ token, start: 0 });
      if (token.type !== "html") this.#made(token, place);
      else if (this.#html(token, place)) break;
    }
    return place.index;
  }

  /** What Markdown made. */
  #made(token: BodyToken, place: Place): void {
    if (this.#text !== undefined) return;
    // Most blocks have no HTML in them and stand in none.
    const isPlain = !token.raw.includes("<");
    if (isPlain && this.#open.isEmpty) return;
    if (token.type === "footnote") return void this.#flows.push(token.tokens);
    if (silent.has(token.type)) {
      if ("tokens" in token && token.tokens) this.#walk(token.tokens, false);
      return;
    }
    if (place.block) this.#belowEmptyLine(token);
    this.#mender.close(this.#open.makeRoom(token.type, place.block), place);
    // The text of a picture has no markup.
    if (isPlain || token.type === "image") return;
    if (token.type === "paragraph") this.#paragraph(token, place);
    else if (token.type === "list") for (const item of token.items) this.#inside("li", item.tokens);
    else if (token.type === "definitionList") for (const part of token.tokens) this.#made(known(part), place);
    else if (token.type === "term") this.#inside("dt", token.tokens);
    else if (token.type === "definition") this.#inside("dd", token.tokens);
    else if (token.type === "table") for (const cell of cellsOf(token)) this.#inside("td", cell.tokens);
    else if (token.type === "heading") this.#inside("h1", token.tokens);
    else if ("tokens" in token && token.tokens) this.#inside(token.type, token.tokens);
  }

  /** Markdown within HTML. */
  #belowEmptyLine(token: BodyToken): void {
    const [paragraph, code] = [this.#open.find("p"), this.#open.find("pre")];
    if (!paragraph && !code) return;
    const line = this.#body.positions.of(token).line - 1;
    if (paragraph) this.#cut = line;
    if (!code || this.#cutCode.has(code)) return;
    this.#cutCode.add(code);
    const far = plural(line - this.#lineOf(code), "line");
    const message = `the empty line ${far} below makes what follows in this <pre> Markdown; take it out, or begin a line with the <pre>`;
    this.#mender.warn(code, message);
  }

  #inside(name: string, tokens: Token[]): number {
    const made = { name };
    const block = elements.madeOfBlocks.has(name);
    this.#open.push(made);
    const end = { tokens, index: this.#walk(tokens, block), block };
    this.#mender.close(this.#open.leave(made), end);
    return end.index;
  }

  /** An end tag in a paragraph can be that of an element around the paragraph, which then ends before it. */
  #paragraph(paragraph: Tokens.Paragraph, { tokens, index }: Place): void {
    const end = this.#inside("p", paragraph.tokens);
    const [tag, ...rest] = paragraph.tokens.splice(end);
    if (!tag) return;
    const behind = rest.some(({ raw }) => raw.trim() !== "") ? [{ ...paragraph, tokens: rest }] : [];
    tokens.splice(index + 1, 0, Object.assign(tag, { block: true }), ...behind);
  }

  /** Returns whether a tag ends an element around the paragraph that it stands in. */
  #html(token: Html, place: Place): boolean {
    const misses: Misses = new Map();
    let at: number | undefined = 0;
    for (;;) {
      if (this.#text !== undefined) at = endTagIn(token.text, this.#text, at);
      if (at === undefined) break;
      this.#text = undefined;
      const found = scan(token.text, at, this.#open.foreign, misses);
      if (!found) break;
      place.tag = { token, start: found.start };
      this.#checkLooks(place.tag);
      if (found.type === "unfinished") {
        at = this.#mender.finish(found, token);
        continue;
      }
      const tag = { ...found, token };
      at = tag.end;
      // No page runs scripts, so what is there for want of them is always wanted.
      if (tag.name === "noscript") this.#mender.leaveOut(tag);
      else if (this.#isText(tag)) at = this.#mender.showAsText(tag);
      else if (tag.type === "start") this.#start(tag, place);
      else if (this.#end(tag, place)) return true;
    }
    delete place.tag;
    return false;
  }

  #start(tag: AuthorTag, place: Place): void {
    const { name, written, slash, token } = tag;
    if (elements.pageElements.has(name)) {
      this.#mender.drop(tag, `<${written}> belongs to a whole page, so it is left out of this text; remove it`);
      return;
    }
    if (this.#open.isMisplaced(name)) {
      this.#mender.drop(tag, `<${written}> is in no list or table of its own here, so it is left out; remove it`);
      return;
    }
    this.#mender.close(this.#open.start(name), place);
    if (this.#open.depth >= deepest) this.#tooDeep(tag);
    for (const { kind, message } of policyOn(tag, this.#body.policy)) {
      const known = this.#idle.get(kind) ?? [];
      known.push({ token, at: tag.start, message });
      this.#idle.set(kind, known);
    }
    const { foreign } = this.#open;
    const isForeign = name === "svg" || name === "math";
    const open: Open = {
      ...tag,
      formatting: !foreign && elements.formattingElements.has(name),
      foreign: isForeign || (foreign && !elements.holdsHtml.has(name)),
      bare: { token, at: tag.end },
    };
    if (foreign || isForeign ? slash !== undefined : elements.voidElements.has(name)) this.#extend(tag, place);
    else if (slash !== undefined) this.#mender.closeItself(tag);
    else if (isForeign || (!foreign && elements.sealedElements.has(name))) this.#openIfEnded(open, place);
    else this.#open.push(open);
  }

  #checkLooks(place: { readonly token: Token; readonly start: number }): void {
    if (this.#open.looks > mostLooks) this.#tooDeep(place);
  }

  #tooDeep({ token, start }: { readonly token: Token; readonly start: number }): never {
    const message = "too many elements are open in each other here, write the end tags of those before";
    throw new Excess(this.#body.positions.of(token, start), message);
  }

  #lineOf({ token, start }: AuthorTag): number {
    return this.#body.positions.of(token, start).line;
  }

  /** What only looks like a tag: "Vec<String>", "<condition 1>". */
  #isText({ type, name, slash, attributes }: AuthorTag): boolean {
    if (type === "end" || this.#open.foreign || slash !== undefined || !elements.isUnknown(name)) return false;
    if (attributes.some(({ spelled }) => spelled !== "")) return false;
    return !this.#endTags.anywhere.has(name);
  }

  #openIfEnded(open: Open, { tokens, index }: Place): void {
    const parts = this.#endTags.upToEnd(open, tokens, index);
    if (parts) this.#open.push(open);
    else this.#mender.closeAtOnce(open);
    if (!parts || !elements.rawTextElements.has(open.name)) return;
    this.#text = open.name;
    if (open.name === "script")
      for (const { token, at } of opensOfComments(parts)) this.#mender.insert(token, at, "\\");
  }

  /** Returns whether it ends an element around the paragraph that it stands in. */
  #end(tag: AuthorTag, place: Place): boolean {
    const { name, written } = tag;
    // HTML reads </br> as <br>.
    if (name === "br" && !this.#open.foreign) return false;
    const ended = this.#open.end(name);
    if (ended === "paragraph") return true;
    if (ended) this.#mender.close(ended, place);
    else if (name === "p" && this.#cut !== undefined) {
      const far = plural(this.#lineOf(tag) - this.#cut, "line");
      const message = `the empty line ${far} above ends the <${written}> before it, so this </${written}> is left out; take the line out, or write <div>`;
      this.#mender.drop(tag, message);
    } else {
      const cure = elements.voidElements.has(name) ? "" : `, or write <${written}> where it should begin`;
      this.#mender.drop(tag, `</${written}> closes nothing here, so it is left out; remove it${cure}`);
    }
    return false;
  }

  /** Sources at the beginning of a film are a part of it, even if it is left open. */
  #extend({ name, token, start, end }: AuthorTag, { tokens, index }: Place): void {
    const open = this.#open.last;
    if (!open || !elements.sourceElements.has(name) || !elements.hidingElements.has(open.name)) return;
    const { bare } = open;
    const from = bare.token === token ? bare.at : bare.token === tokens[index - 1] ? 0 : undefined;
    if (from !== undefined && token.text.slice(from, start).trim() === "") open.bare = { token, at: end };
  }
}
