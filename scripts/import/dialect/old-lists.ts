import { pathOf, toSlug } from "../../../src/content/slug.ts";
import type { OldArticle, OldList } from "../source.ts";

type Section = "tags" | "categories" | "authors";

/** Where an old site had a list for each term of its published posts; `urlsOf` gets how many of them have it. */
export function termLists(
  articles: readonly OldArticle[],
  section: Section,
  urlsOf: (term: string, posts: number) => readonly string[],
): OldList[] {
  const counts = new Map<string, number>();
  for (const article of articles.filter(isShown))
    for (const term of new Set(termsOf(article, section))) counts.set(term, (counts.get(term) ?? 0) + 1);
  return [...counts].flatMap(([term, posts]) =>
    urlsOf(term, posts).map((url) => ({ url, path: pathOf(section, toSlug(term)) })),
  );
}

const isShown = ({ kind, fields }: OldArticle): boolean => kind === "post" && !fields.draft;

function termsOf({ fields }: OldArticle, section: Section): readonly string[] {
  if (section === "tags") return fields.tags ?? [];
  return section === "categories" ? (fields.terms?.["categories"] ?? []) : [fields.author ?? []].flat();
}

/** The addresses of a list's second and further pages. */
export const furtherPages = (posts: number, perPage: number, urlOf: (page: number) => string): string[] =>
  Array.from({ length: Math.max(0, Math.ceil(posts / perPage) - 1) }, (_, index) => urlOf(index + 2));

/** The numbered pages of a list of all posts. */
export const numberedPages = (
  articles: readonly OldArticle[],
  perPage: number,
  urlOf: (page: number) => string,
): OldList[] => archives(...furtherPages(articles.filter(isShown).length, perPage, urlOf));

/** Lists of all posts, which the archive is here. */
export const archives = (...urls: readonly string[]): OldList[] => urls.map((url) => ({ url, path: "/archive/" }));
