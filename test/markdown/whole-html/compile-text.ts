import { renderMarkdown } from "../../../scripts/markdown/markdown.ts";
import type { Policy } from "../../../src/content/site.ts";
import { fill } from "../../fill.ts";

/** The HTML of a text, and what is said of it as `line:column message`. */
export function compileText(
  body: string,
  policy?: Policy,
): { readonly html: string; readonly warnings: readonly string[] } {
  const { pieces, problems } = renderMarkdown(body, { lang: "en", smartQuotes: false, policy });
  return { html: fill(pieces), warnings: problems.map(({ line, column, message }) => `${line}:${column} ${message}`) };
}
