/** The long texts of an article, which are one to the cache: they are wanted only when its blobs have to be made. */
export interface Texts {
  /** The body's HTML, cut at its slots: one text more than there are slots. */
  readonly html: readonly string[];
  /** The author's Markdown. */
  readonly body: string;
}

/** Lengths in a first line, and below it the texts as they are: to escape them would take as long as to render them. */
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
