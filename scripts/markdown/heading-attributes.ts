import type { Tokens } from "marked";

/** A heading, with the id that its author gave it. */
export interface HeadingToken extends Tokens.Heading {
  id?: string;
}

const value = String.raw`(?:"[^"{}]*"|'[^'{}]*'|[^\s"'{}]+)`;
const others = String.raw`(?:[ \t]+(?:\.[^\s{}]+|[\w:-]+=${value}))*`;
// As Hugo, Zola, kramdown, Pandoc and markdown-it-attrs have it, with a colon as Python-Markdown does, and as a comment of MDX.
const attributes = new RegExp(
  String.raw`(?<=\S)[ \t]*(?<!\\)\{(?::?[ \t]*(?:#(?<id>[^\s{}]+)|\.[^\s{}]+)${others}[ \t]*|/\*[ \t]*#?(?<mdx>[^\s{}*]+)[ \t]*\*/)\}$`,
);
const badId = /(?<=\S)[ \t]*(?<!\\)\{:?[ \t]*#(?<id>[^\s{}]+[ \t][^{}\n=]*?)[ \t]*\}$/;

/** The text of a heading without the attributes at its end, and the id among them. Classes and the rest do nothing on our pages. */
export function withoutAttributes(text: string): { readonly text: string; readonly id?: string } | undefined {
  const found = text.endsWith("}") ? attributes.exec(text) : null;
  if (!found) return undefined;
  const id = found.groups?.["id"] ?? found.groups?.["mdx"];
  // `## A heading ## {#id}`
  const rest = text.slice(0, found.index).replace(/[ \t]+#+$/, "");
  return id === undefined ? { text: rest } : { text: rest, id };
}

/** What stands at the end of a heading in the place of an id, but can't be one. */
export const badIdOf = (text: string): string | undefined =>
  withoutAttributes(text) ? undefined : badId.exec(text)?.groups?.["id"];
