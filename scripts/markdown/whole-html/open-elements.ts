import type { Tokens } from "marked";
import * as elements from "./elements.ts";
import type { Tag } from "./scan.ts";

export type Html = Tokens.HTML | Tokens.Tag;

/** An element that an author opened. */
export interface Open {
  readonly tag: Tag;
  readonly token: Html;
  /** Whether what is in it is SVG or MathML. */
  readonly foreign: boolean;
  readonly formatting: boolean;
  /** Where it ends if nothing else may be in it. */
  bare: { readonly token: Html; readonly at: number };
}

/** An element that Markdown made. Of the author's end tags only those in a paragraph itself reach through it. */
export interface Made {
  readonly name: string;
  readonly kind: "block" | "paragraph" | "inline";
}

/** How an element ends those in it. */
interface Manner {
  readonly firm: boolean;
  readonly boundary: boolean;
}

const firmly: Manner = { firm: true, boundary: false };
const isOpen = (entry: Open | Made): entry is Open => "tag" in entry;
const nameOf = (entry: Open | Made): string => (isOpen(entry) ? entry.tag.name : entry.name);
const isBoundary = (entry: Open): boolean => elements.boundaryElements.has(entry.tag.name) || holdsHtml(entry);
const holdsHtml = ({ tag, foreign }: Open): boolean => !foreign && elements.holdsHtml.has(tag.name);
const isCell = (name: string): boolean => /^(?:caption|t[dh]|template)$/.test(name);
const mayHoldHeading = (type: string): boolean => /^(?:heading|list|blockquote|alert)$/.test(type);

/**
 * The elements that are open at a place of a body, outermost first. What ends some of them gives back, innermost first, those
 * that need an end tag there; others end by themselves.
 */
export class OpenElements {
  readonly #stack: (Open | Made)[] = [];

  /** Whether what comes next is SVG or MathML. */
  get foreign(): boolean {
    const last = this.#stack.at(-1);
    return last !== undefined && isOpen(last) && last.foreign;
  }

  get last(): Open | undefined {
    const last = this.#stack.at(-1);
    return last && isOpen(last) ? last : undefined;
  }

  /** The innermost element of a name in which Markdown would stand. */
  find(name: string): Open | undefined {
    const found = this.#stack.findLast((entry) => nameOf(entry) === name || (isOpen(entry) && isBoundary(entry)));
    return found && isOpen(found) && found.tag.name === name ? found : undefined;
  }

  push(entry: Open | Made): void {
    this.#stack.push(entry);
  }

  drop(entry: Open): void {
    this.#stack.splice(this.#stack.lastIndexOf(entry), 1);
  }

  /** Ends what a start tag ends. */
  start(name: string): Open[] {
    const foreign = this.foreign && elements.htmlOnly.has(name);
    const ending = foreign ? elements.foreign : elements.endings.get(name);
    if (!ending) return [];
    for (let depth = this.#stack.length - 1; depth >= 0; depth -= 1) {
      const entry = this.#stack[depth] as Open | Made;
      const name = nameOf(entry);
      if (ending.ends.has(name)) return this.#take(isOpen(entry) ? depth : depth + 1, firmly);
      if (isOpen(entry) ? ending.shields.has(name) || holdsHtml(entry) : entry.kind === "block") return [];
    }
    return [];
  }

  /** Whether a part of a list or table would end what Markdown made. */
  isMisplaced(name: string): boolean {
    if (elements.tableParts.has(name)) {
      const around = this.#stack.findLast((entry) => /^(?:table|td|template)$/.test(nameOf(entry)));
      return around !== undefined && !isOpen(around);
    }
    const ending = /^(?:li|d[dt])$/.test(name) ? elements.endings.get(name) : undefined;
    if (!ending) return false;
    // HTML looks for what such a tag ends through <div>, which an alert is.
    const from = this.#stack.findLastIndex(
      (entry) => ending.ends.has(nameOf(entry)) || ending.shields.has(nameOf(entry)),
    );
    const between = this.#stack.slice(from + 1).filter((entry) => !isOpen(entry) && entry.kind === "block");
    return (
      from !== -1 &&
      ending.ends.has(nameOf(this.#stack[from] as Open | Made)) &&
      between.length > 0 &&
      between.every((entry) => nameOf(entry) === "alert")
    );
  }

  /** Ends what an end tag ends. Undefined where it ends nothing, a paragraph where that has to end first. */
  end(name: string): Open[] | "paragraph" | undefined {
    if (elements.formattingElements.has(name) && this.#endFormatting(name)) return [];
    let paragraph = false;
    for (let depth = this.#stack.length - 1; depth >= 0; depth -= 1) {
      const entry = this.#stack[depth] as Open | Made;
      if (!isOpen(entry)) {
        if (entry.kind !== "paragraph" || paragraph) return undefined;
        paragraph = true;
      } else if (!entry.formatting && isNamed(entry, name)) {
        if (paragraph) return "paragraph";
        const ended = this.#take(depth + 1, { firm: elements.firmElements.has(name), boundary: isBoundary(entry) });
        this.drop(entry);
        return ended;
      }
    }
    return undefined;
  }

  #endFormatting(name: string): boolean {
    for (let depth = this.#stack.length - 1; depth >= 0; depth -= 1) {
      const entry = this.#stack[depth] as Open | Made;
      if (isOpen(entry) ? isBoundary(entry) : entry.name === "td") return false;
      if (isOpen(entry) && entry.formatting && entry.tag.name === name) {
        this.#stack.splice(depth, 1);
        return true;
      }
    }
    return false;
  }

  /** Ends what can't hold what Markdown makes: parsers would end it, or not let that in. */
  makeRoom(type: string, block: boolean): Open[] {
    for (let depth = this.#stack.length - 1; depth >= 0; depth -= 1) {
      const entry = this.#stack[depth] as Open | Made;
      if (!isOpen(entry) || holdsHtml(entry) || isCell(entry.tag.name)) return [];
      const { name } = entry.tag;
      const full =
        elements.foreign.ends.has(name) ||
        (block && (name === "p" || name === "table" || name === "select")) ||
        (mayHoldHeading(type) && elements.headingElements.has(name));
      if (full) return this.#take(depth, firmly);
    }
    return [];
  }

  /** Ends an element that Markdown made. */
  leave(made: Made): Open[] {
    const depth = this.#stack.lastIndexOf(made);
    const ended = this.#take(depth + 1, { firm: made.name !== "del", boundary: made.name === "td" });
    this.#stack.splice(depth, 1);
    return ended;
  }

  /** Ends all: formatting, which goes on from block to block, behind the rest. */
  finish(): Open[] {
    return [...this.#take(0, firmly), ...this.#take(0, { firm: true, boundary: true })];
  }

  #take(from: number, by: Manner): Open[] {
    const taken = this.#stack.splice(from);
    const boundary = by.boundary ? -1 : taken.findIndex((entry) => isOpen(entry) && isBoundary(entry));
    const goesOn = (index: number): boolean => !by.boundary && (boundary === -1 || index < boundary);
    const ended: Open[] = [];
    let implied: Open[] = [];
    const kept = [];
    for (const [index, entry] of [...taken.entries()].toReversed()) {
      if (!isOpen(entry) || (entry.formatting && goesOn(index))) {
        kept.push(entry);
      } else if (elements.optionalEnds.has(entry.tag.name)) {
        implied.push(entry);
      } else {
        if (!elements.firmElements.has(entry.tag.name)) ended.push(...implied);
        implied = [];
        ended.push(entry);
      }
    }
    this.#stack.push(...kept.toReversed());
    return by.firm ? ended : [...ended, ...implied];
  }
}

/** Any heading's end tag ends a heading. */
const isNamed = ({ tag }: Open, name: string): boolean =>
  tag.name === name || (elements.headingElements.has(tag.name) && elements.headingElements.has(name));
