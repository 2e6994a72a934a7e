import { canonicalPath, pathOf, toSlug } from "../../src/content/slug.ts";
import { readOldPath, slugProblem } from "../read/slug-problem.ts";
import type { FrontMatter } from "../authoring/write-front-matter.ts";
import { type Aliases, ownLists } from "./old-addresses.ts";
import type { Place } from "./places.ts";
import type { OldArticle, OldList } from "./source.ts";

/** Name of the taxonomy that an import declares, and of its field. */
const name = "categories";

/** Those that a list here can be named after. */
export const usable = (terms: readonly string[]): string[] =>
  terms.filter((term) => !slugProblem(term.replaceAll(/[/\\]/g, "-")));

/** What front matter says of categories; nothing if there are none. */
export const categoryFields = (terms: readonly string[]): Pick<FrontMatter, "terms"> => {
  const found = [...new Set(usable(terms))];
  return found.length === 0 ? {} : { terms: { [name]: found } };
};

/** Where an old site that had a page for each category had those of the published posts. */
export const categoryLists = (articles: readonly OldArticle[], urlOf: (category: string) => string): OldList[] =>
  articles
    .filter(({ fields }) => !fields.draft)
    .flatMap(({ fields }) => fields.terms?.[name] ?? [])
    .map((category) => ({ url: urlOf(category), path: pathOf(name, toSlug(category)) }));

/** What `site.yaml` is to say: that there are categories, and where old addresses of lists lead. */
export function listSettings(
  lists: readonly OldList[],
  places: readonly Place[],
  aliases: ReadonlyMap<Place, Aliases>,
): { readonly taxonomies?: object; readonly redirects?: Readonly<Record<string, string>> } {
  const has = places.some(({ article }) => article.fields.terms?.[name]);
  const index = !places.some(({ path }) => path === pathOf(name));
  const own = ownLists(places);
  const live = ownLists(places.filter(({ article }) => !article.fields.draft));
  const old = [...aliases.values()].flatMap(({ paths }) => paths.map((path) => canonicalPath(path)));
  const taken = new Set([...own, ...places.map(({ path }) => path), ...old]);
  const redirects = lists.flatMap(({ url, path: to }) => {
    const read = readOldPath(url);
    return "path" in read && live.has(to) && !taken.has(read.path) ? [[read.path, to] as const] : [];
  });
  return {
    ...(has ? { taxonomies: { [name]: index ? { title: "Categories" } : { title: "Categories", index } } } : {}),
    ...(redirects.length === 0 ? {} : { redirects: Object.fromEntries(redirects) }),
  };
}
