import { pathOf, toSlug } from "../../../src/content/slug.ts";
import type { OldArticle, OldList } from "../source.ts";

/** Where an old site had a list for each term that its published posts have. */
export const termLists = (
  articles: readonly OldArticle[],
  section: "tags" | "categories" | "authors",
  urlsOf: (term: string) => readonly string[],
): OldList[] =>
  [...new Set(articles.filter(({ fields }) => !fields.draft).flatMap((article) => termsOf(article, section)))].flatMap(
    (term) => urlsOf(term).map((url) => ({ url, path: pathOf(section, toSlug(term)) })),
  );

function termsOf({ kind, fields }: OldArticle, section: "tags" | "categories" | "authors"): readonly string[] {
  if (kind === "page") return [];
  if (section === "tags") return fields.tags ?? [];
  return section === "categories" ? (fields.terms?.["categories"] ?? []) : [fields.author ?? []].flat();
}

/** The numbered pages of a list of all posts, whose posts are in the archive here. */
export function numberedPages(
  articles: readonly OldArticle[],
  perPage: number,
  urlOf: (page: number) => string,
): OldList[] {
  const posts = articles.filter(({ kind, fields }) => kind === "post" && !fields.draft).length;
  const pages = perPage > 0 ? Math.ceil(posts / perPage) : 1;
  return Array.from({ length: Math.max(0, pages - 1) }, (_, index) => ({ url: urlOf(index + 2), path: "/archive/" }));
}

/** Pages that showed all posts, or when they were written. */
export const archives = (...urls: readonly string[]): OldList[] => urls.map((url) => ({ url, path: "/archive/" }));
