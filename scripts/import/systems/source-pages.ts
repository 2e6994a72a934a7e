import { marked } from "marked";
import { percentDecoded } from "../../../src/content/percent-decoded.ts";
import { escapeHtml } from "../../../src/markup.ts";
import type { OldSite } from "../source.ts";

/**
 * The published articles of an old site as plain Markdown makes pages of them, at their first address: what to compare with where the old system's own
 * pages are not at hand. What only that system knew, such as its tags, stands there as it is written.
 */
export const sourcePages = ({ articles, site }: OldSite): { readonly path: string; readonly html: string }[] =>
  articles
    .filter(({ fields, urls }) => !fields.draft && urls[0] !== undefined && !/\/404(\.html|\/)?$/.test(urls[0]))
    .map(({ fields, urls, body }) => {
      const language = fields.lang ?? site["language"];
      const date =
        fields.date === undefined
          ? ""
          : `<meta property="article:published_time" content="${escapeHtml(fields.date)}">`;
      const text = marked.parse(body, { async: false });
      return {
        path: encodeURI(percentDecoded(urls[0] ?? "/")),
        html: `<!doctype html><html${language === undefined ? "" : ` lang="${escapeHtml(language)}"`}><head>${date}</head><body>${text}</body></html>`,
      };
    });
