import GithubSlugger, { slug } from "github-slugger";
import type { Token, Tokens } from "marked";
import type { Heading } from "../../../src/content/models.ts";
import { collapsed } from "./plaintext.ts";
import { idsOf } from "./tags.ts";
import { inside, known } from "./tokens.ts";

/**
 * Gives each heading that has text an id, unique in the body and among the ids of its raw HTML. An id comes from the
 * words alone, so typographic quotes don't change it; ask before they are put in.
 */
export function headingIds(tokens: readonly Token[]): Map<Token, string> {
  const headings: Tokens.Heading[] = [];
  const slugger = new GithubSlugger();
  const visit = (other: Token): void => {
    const token = known(other);
    if (token.type === "heading") headings.push(token);
    if (token.type === "html") for (const id of idsOf(token.text)) slugger.occurrences[id] ??= 0;
    for (const child of inside(token)) visit(child);
  };
  for (const token of tokens) visit(token);

  const ids = new Map<Token, string>();
  for (const heading of headings) {
    const text = collapsed(heading.tokens);
    if (text !== "") ids.set(heading, slugger.slug(slug(text) || "section"));
  }
  return ids;
}

/** The headings that have an id, in their order. */
export const listHeadings = (ids: ReadonlyMap<Token, string>): Heading[] =>
  [...ids].flatMap(([other, id]) => {
    const token = known(other);
    return token.type === "heading" ? [{ depth: token.depth, id, text: collapsed(token.tokens) }] : [];
  });
