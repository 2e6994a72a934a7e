import { marked } from "marked";

/** A text with the breaks written out that some systems make of all line breaks in paragraphs. */
export function keepLineBreaks(body: string): string {
  const blocks = marked.lexer(body);
  // Line ends and tabs may have been changed, and then no block is certain.
  if (blocks.map(({ raw }) => raw).join("") !== body) return body;
  return blocks
    .map(({ type, raw }) => (type === "paragraph" ? raw.replace(/(?<! {2}|\\|<br ?\/?>)\n(?=[^\n])/g, "  \n") : raw))
    .join("");
}
