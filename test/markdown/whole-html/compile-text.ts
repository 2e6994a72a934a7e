import { renderMarkdown } from "../../../scripts/markdown/markdown.ts";
import { fill } from "../../fill.ts";

/** The HTML of a text, and what is said of it as `line:column message`. */
export function compileText(body: string): { readonly html: string; readonly warnings: readonly string[] } {
  const { pieces, problems } = renderMarkdown(body, { lang: "en", smartQuotes: false });
  return { html: fill(pieces), warnings: problems.map(({ line, column, message }) => `${line}:${column} ${message}`) };
}
