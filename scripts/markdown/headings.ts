import { decodeHTMLAttribute } from "entities";
import GithubSlugger, { slug } from "github-slugger";
import type { Token, Tokens } from "marked";
import type { Heading } from "../../src/content/models.ts";
import type { Position } from "../base/problems.ts";
import type { HeadingToken } from "./heading-attributes.ts";
import { plainText } from "./plaintext.ts";
import type { Positions } from "./positions.ts";
import { visit } from "./tokens.ts";
import { tagsOf } from "./whole-html/scan.ts";

/** A heading, and where it stands in the body. */
export interface PlacedHeading extends Heading, Position {}

/** What a fragment can lead to. */
export interface Anchors {
  /** The ids of headings. */
  readonly headings: Map<Tokens.Heading, string>;
  /** These, and the ids and names in raw HTML. Footnotes add theirs when they are rendered. */
  readonly all: Set<string>;
}

/**
 * Gives each heading that has text an id, unique in the body and among the ids of its raw HTML: the one that its author chose,
 * or one of its words. Typographic quotes don't change that; ask before they are put in.
 */
export function findAnchors(tokens: readonly Token[]): Anchors {
  const found: HeadingToken[] = [];
  const all = new Set<string>();
  const slugger = new GithubSlugger();
  visit(tokens, (token) => {
    if (token.type === "heading") found.push(token);
    for (const { name, value } of namesIn(token)) {
      all.add(value);
      if (name === "id") slugger.occurrences[value] ??= 0;
    }
  });
  const headings = new Map<Tokens.Heading, string>();
  const chosen = new Map<string, HeadingToken>();
  for (const heading of found) {
    const { id } = heading;
    if (id === undefined || Object.hasOwn(slugger.occurrences, id)) continue;
    slugger.occurrences[id] = 0;
    chosen.set(id, heading);
  }
  for (const heading of found) {
    const text = plainText(heading.tokens);
    if (heading.id !== undefined && chosen.get(heading.id) === heading) headings.set(heading, heading.id);
    else if (text !== "") headings.set(heading, slugger.slug(heading.id ?? (slug(text) || "section")));
  }
  for (const id of headings.values()) all.add(id);
  return { headings, all };
}

/** The ids and names in raw HTML. */
function namesIn(token: Token): readonly { readonly name: string; readonly value: string }[] {
  if (token.type !== "html") return none;
  return tagsOf((token as Tokens.HTML).text)
    .flatMap(({ attributes }) => attributes)
    .map(({ name, spelled }) => ({ name, value: decodeHTMLAttribute(spelled) }))
    .filter(({ name, value }) => value !== "" && (name === "id" || name === "name"));
}

const none: readonly never[] = [];

/** Takes out what is in tokens that are not shown. */
export function dropAnchors({ headings, all }: Anchors, tokens: readonly Token[]): void {
  visit(tokens, (token) => {
    for (const { value } of namesIn(token)) all.delete(value);
    if (token.type !== "heading") return;
    all.delete(headings.get(token) ?? "");
    headings.delete(token);
  });
}

/** The headings that have an id, in their order. */
export const listHeadings = ({ headings }: Anchors, positions: Positions): PlacedHeading[] =>
  Array.from(headings, ([token, id]) => {
    const { depth, tokens } = token;
    return { depth, id, text: plainText(tokens), ...positions.of(token) };
  });
