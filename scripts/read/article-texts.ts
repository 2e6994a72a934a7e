/** The long texts of an article, which the cache keeps as one: they are needed only when its blobs have to be made. */
export interface Texts {
  /** The body's HTML, cut at its slots: one more text than there are slots. */
  readonly html: readonly string[];
  /** The author's Markdown. */
  readonly body: string;
  /** The headings for a table of contents as JSON; none unless the article is long enough for one. */
  readonly contents: string;
}

/** Lengths of the HTML and the contents in a line each, then the texts as they are: escaping them would take as long as rendering them. */
export function writeTexts({ html, body, contents }: Texts): string {
  return `${html.map(({ length }) => length).join(" ")}\n${contents}\n${html.join("")}${body}`;
}

export function readTexts(text: string): Texts {
  const end = text.indexOf("\n");
  const lengths = text.slice(0, end).split(" ").map(Number);
  const endOfContents = text.indexOf("\n", end + 1);
  let start = endOfContents + 1;
  const html = lengths.map((length) => text.slice(start, (start += length)));
  return { html, body: text.slice(start), contents: text.slice(end + 1, endOfContents) };
}
