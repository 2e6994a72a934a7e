import type { Searchable } from "../search-index/analysis.ts";
import type { ArticleSettings } from "./article-settings.ts";
import type { ReadArticle } from "./read-article.ts";

/** What is searched of an article that was read: what its page shows. Undefined when there were errors. */
export function searchedOf(
  { read, article }: ReadArticle,
  { language }: Pick<ArticleSettings, "language">,
): Searchable | undefined {
  if (!read || !article) return undefined;
  const { title, description = "", lang = language } = article;
  const tags = article.kind === "post" ? [...article.tags, ...Object.values(article.terms ?? {}).flat()] : [];
  const { text, pieces } = read.rendered;
  // What `![…](…)` says is in the text already, what an `<img>` says is not.
  const alts = pieces.flatMap((piece) =>
    typeof piece !== "string" && piece.kind === "picture" && !text.includes(piece.alt) ? [piece.alt] : [],
  );
  return {
    title,
    tags,
    description,
    // Joined anew in any case: V8 takes three times as long to look at the characters of a text that was put together from pieces.
    text: withoutUrls([text, ...alts, ""].join(" ")),
    language: subtagOf(lang),
  };
}

/** As the cache keeps it. */
export const writeSearched = (searched: Searchable): string => JSON.stringify(searched);
export const readSearched = (text: string | undefined): Searchable | undefined =>
  text === undefined ? undefined : (JSON.parse(text) as Searchable);

/** The language of a tag such as pt-BR, without its variety. */
export const subtagOf = (tag: string): string => tag.toLowerCase().replace(/-.*/s, "");

/** Their parts, such as https and com, are in so many texts that finding them would be of no use. */
const withoutUrls = (text: string): string =>
  text.includes("://") ? text.replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/[!-~]+/gi, " ") : text;
