import GithubSlugger, { slug } from "github-slugger";
import type { Token, Tokens } from "marked";
import type { Heading } from "../../src/content/models.ts";
import { plainText } from "./plaintext.ts";
import { idsOf } from "./html-tags.ts";
import { type BodyToken, inside, known } from "./tokens.ts";

/**
 * Gives each heading that has text an id, unique in the body and among the ids of its raw HTML. An id comes from the
 * words alone, so typographic quotes don't change it; ask before they are put in.
 */
export function headingIds(tokens: readonly Token[]): Map<Token, string> {
  const headings: Tokens.Heading[] = [];
  const slugger = new GithubSlugger();
  visit(tokens, (token) => {
    if (token.type === "heading") headings.push(token);
    else if (token.type === "html") for (const id of idsOf(token.text)) slugger.occurrences[id] ??= 0;
  });
  const ids = new Map<Token, string>();
  for (const heading of headings) {
    const text = plainText(heading.tokens);
    if (text !== "") ids.set(heading, slugger.slug(slug(text) || "section"));
  }
  return ids;
}

/** Visits headings and raw HTML. No heading is in a line of text, and raw HTML only where there is a tag. */
function visit(tokens: readonly Token[], found: (token: BodyToken) => void): void {
  for (const other of tokens) {
    const token = known(other);
    found(token);
    const inline = token.type === "paragraph" || token.type === "heading" || token.type === "text";
    if (!inline || token.raw.includes("<")) visit(inside(token), found);
  }
}

/** The headings that have an id, in their order. */
export const listHeadings = (ids: ReadonlyMap<Token, string>): Heading[] =>
  [...ids].flatMap(([other, id]) => {
    const token = known(other);
    return token.type === "heading" ? [{ depth: token.depth, id, text: plainText(token.tokens) }] : [];
  });
