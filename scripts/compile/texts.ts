import type { Heading } from "../../src/content/models.ts";

/** The long texts of an article, which are wanted again only when its blobs have to be made. */
export interface Texts {
  /** The body's HTML, cut at its slots: one text more than there are slots. */
  readonly html: readonly string[];
  readonly headings: readonly Heading[];
  /** The author's Markdown. */
  readonly body: string;
}

/** Short things as JSON in a first line, and below it the texts as they are: to escape them would take as long as to render them. */
export function writeTexts({ html, headings, body }: Texts): string {
  const head = { lengths: html.map(({ length }) => length), headings };
  return `${JSON.stringify(head)}\n${html.join("")}${body}`;
}

export function readTexts(text: string): Texts {
  const end = text.indexOf("\n");
  const { lengths, headings } = JSON.parse(text.slice(0, end)) as { lengths: number[]; headings: Heading[] };
  let start = end + 1;
  const html = lengths.map((length) => text.slice(start, (start += length)));
  return { html, headings, body: text.slice(start) };
}
