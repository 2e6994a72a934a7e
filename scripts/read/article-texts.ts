/** The long texts of an article, which the cache keeps as one: they are needed only when its blobs have to be made. */
export interface Texts {
  /** The body's HTML, cut at its slots: one more text than there are slots. */
  readonly html: readonly string[];
  /** The author's Markdown. */
  readonly body: string;
}

/** Their lengths in a first line, then the texts as they are: escaping them would take as long as rendering them. */
export function writeTexts({ html, body }: Texts): string {
  return `${html.map(({ length }) => length).join(" ")}\n${html.join("")}${body}`;
}

export function readTexts(text: string): Texts {
  const end = text.indexOf("\n");
  const lengths = text.slice(0, end).split(" ").map(Number);
  let start = end + 1;
  const html = lengths.map((length) => text.slice(start, (start += length)));
  return { html, body: text.slice(start) };
}
