import type { Tokens } from "marked";
import * as elements from "./elements.ts";
import type { Tag } from "./scan.ts";

export type Html = Tokens.HTML | Tokens.Tag;

/** A tag, and the HTML of an author that it stands in. */
export interface AuthorTag extends Tag {
  readonly token: Html;
}

/** An element that an author opened. */
export interface Open extends AuthorTag {
  /** Whether what is in it is SVG or MathML. */
  readonly foreign: boolean;
  readonly formatting: boolean;
  /** Where it ends if nothing else may be in it. */
  bare: { readonly token: Html; readonly at: number };
}

/** An element that Markdown made. Of the author's end tags only those in a paragraph itself reach through it. */
export interface Made {
  readonly name: string;
}

type Entry = Open | Made;

const isOpen = (entry: Entry): entry is Open => "token" in entry;
const isBlock = (entry: Entry): boolean => !isOpen(entry) && elements.madeAsBlock.has(entry.name);
const isAlert = (entry: Entry): boolean => isBlock(entry) && entry.name === "alert";
const holdsHtml = (entry: Entry): boolean => isOpen(entry) && !entry.foreign && elements.holdsHtml.has(entry.name);
const isBoundary = (entry: Entry): boolean => elements.boundaryElements.has(entry.name) || holdsHtml(entry);
const nests = (entry: Entry): boolean => isOpen(entry) && !elements.optionalEnds.has(entry.name);
const isCell = ({ name }: Entry): boolean => /^(?:caption|t[dh]|template)$/.test(name);
const mayHoldHeading = (type: string): boolean => /^(?:heading|list|blockquote|alert|definitionList)$/.test(type);

/**
 * The elements that are open at a place of a body, outermost first. What ends some of them gives back, innermost first, those
 * that need an end tag there; others end by themselves.
 */
export class OpenElements {
  readonly #stack: Entry[] = [];

  /** Whether what comes next is SVG or MathML. */
  get foreign(): boolean {
    return this.last?.foreign === true;
  }

  get isEmpty(): boolean {
    return this.#stack.length === 0;
  }

  /** How many elements were looked at so far, which may be all that are open for each further one. */
  get looks(): number {
    return this.#looks;
  }

  #looks = 0;

  /** How many elements are open in each other, but for those that end by themselves where the next one begins. */
  get depth(): number {
    return this.#depth;
  }

  #depth = 0;

  get last(): Open | undefined {
    const last = this.#stack.at(-1);
    return last && isOpen(last) ? last : undefined;
  }

  /** The innermost element of a name in which Markdown would stand. */
  find(name: string): Open | undefined {
    const found = this.#stack[this.#innermost((entry) => entry.name === name, isBoundary)];
    return found && isOpen(found) ? found : undefined;
  }

  push(...entries: readonly Entry[]): void {
    this.#stack.push(...entries);
    this.#depth += entries.filter(nests).length;
  }

  #remove(from: number, count = Infinity): Entry[] {
    const removed = this.#stack.splice(from, count);
    this.#depth -= removed.filter(nests).length;
    return removed;
  }

  /** Ends what a start tag ends. */
  start(name: string): Open[] {
    const foreign = this.foreign && elements.htmlOnly.has(name);
    const ending = foreign ? elements.foreign : elements.endings.get(name);
    if (!ending) return [];
    const depth = this.#innermost(
      (entry) => ending.ends.has(entry.name),
      (entry) => isBlock(entry) || (isOpen(entry) && (ending.shields.has(entry.name) || holdsHtml(entry))),
    );
    const ended = this.#stack[depth];
    return ended ? this.#take(isOpen(ended) ? depth : depth + 1) : [];
  }

  /** Whether a part of a list or table would end what Markdown made. */
  isMisplaced(name: string): boolean {
    if (elements.tableParts.has(name)) {
      const around = this.#stack[this.#last((entry) => /^(?:table|td|template)$/.test(entry.name))];
      return around !== undefined && !isOpen(around);
    }
    const ending = /^(?:li|d[dt])$/.test(name) ? elements.endings.get(name) : undefined;
    if (!ending) return false;
    // HTML looks for what such a tag ends through <div>, which an alert is, and finds what a paragraph before it has left open, too.
    return (
      this.#innermost(isAlert, (entry) => {
        return ending.ends.has(entry.name) || ending.shields.has(entry.name) || isBlock(entry);
      }) !== -1
    );
  }

  /** Ends what an end tag ends. Undefined where it ends nothing, a paragraph where that has to end first. */
  end(name: string): Open[] | "paragraph" | undefined {
    if (elements.formattingElements.has(name) && this.#endFormatting(name)) return [];
    const depth = this.#innermost(
      (entry) => isOpen(entry) && !entry.formatting && isNamed(entry, name),
      (entry) => !isOpen(entry) && entry.name !== "p",
    );
    const entry = this.#stack[depth];
    if (!entry) return undefined;
    if (this.#last((other, index) => index <= depth || !isOpen(other)) > depth) return "paragraph";
    const manner = { firm: elements.firmElements.has(name), boundary: isBoundary(entry) };
    const ended = this.#take(depth + 1, manner);
    this.#remove(depth, 1);
    return ended;
  }

  #endFormatting(name: string): boolean {
    const depth = this.#innermost((entry) => isOpen(entry) && entry.formatting && entry.name === name, isBoundary);
    if (depth !== -1) this.#remove(depth, 1);
    return depth !== -1;
  }

  /** Ends what can't contain what Markdown makes: parsers would end it, or not let that in. */
  makeRoom(type: string, block: boolean): Open[] {
    const depth = this.#innermost(
      ({ name }) =>
        elements.foreign.ends.has(name) ||
        (block && (name === "p" || name === "table" || name === "select")) ||
        (mayHoldHeading(type) && elements.headingElements.has(name)),
      (entry) => !isOpen(entry) || holdsHtml(entry) || isCell(entry),
    );
    return depth === -1 ? [] : this.#take(depth);
  }

  /** Ends an element that Markdown made. */
  leave(made: Made): Open[] {
    const depth = this.#stack.lastIndexOf(made);
    const ended = this.#take(depth + 1, { firm: made.name !== "del", boundary: isBoundary(made) });
    this.#remove(depth, 1);
    return ended;
  }

  /** Ends all: formatting, which goes on from block to block, after the rest. */
  finish(): Open[] {
    return [...this.#take(0), ...this.#take(0, { boundary: true })];
  }

  /** Where the innermost of some entries is, or -1 where another one hides it. */
  #innermost(isIt: (entry: Entry) => boolean, hides: (entry: Entry) => boolean): number {
    const depth = this.#last((entry) => isIt(entry) || hides(entry));
    const entry = this.#stack[depth];
    return entry && isIt(entry) ? depth : -1;
  }

  #last(isIt: (entry: Entry, index: number) => boolean): number {
    const depth = this.#stack.findLastIndex(isIt);
    this.#looks += this.#stack.length - Math.max(0, depth);
    return depth;
  }

  /** Ends those from a depth on, by an end that is `firm` or not, and that formatting reaches through or not. */
  #take(from: number, { firm = true, boundary = false } = {}): Open[] {
    const taken = this.#remove(from);
    const reach = boundary ? 0 : taken.findIndex(isBoundary);
    const ended: Open[] = [];
    let implied: Open[] = [];
    const kept: Entry[] = [];
    for (const [index, entry] of [...taken.entries()].toReversed()) {
      if (!isOpen(entry) || (entry.formatting && (reach === -1 || index < reach))) {
        kept.push(entry);
      } else if (elements.optionalEnds.has(entry.name)) {
        implied.push(entry);
      } else {
        if (!elements.firmElements.has(entry.name)) ended.push(...implied);
        implied = [];
        ended.push(entry);
      }
    }
    this.push(...kept.toReversed());
    return firm ? ended : [...ended, ...implied];
  }
}

/** Any heading's end tag ends a heading. */
const isNamed = (entry: Entry, name: string): boolean =>
  entry.name === name || (elements.headingElements.has(entry.name) && elements.headingElements.has(name));
