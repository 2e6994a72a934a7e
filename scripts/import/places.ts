import { parseMoment } from "../base/moments.ts";
import { slugOfFile } from "../read/parse-article.ts";
import { articleSlugProblem } from "../read/slug-problem.ts";
import { canonicalPath, pathOf } from "../../src/content/slug.ts";
import { ownSections } from "../../src/content/taxonomies.ts";
import { slugFromTitle } from "../authoring/slug-of-title.ts";
import { pathKey } from "./link-targets.ts";
import type { OldArticle, Links, Note } from "./source.ts";

/** Where an article goes. */
export interface Place {
  readonly article: OldArticle;
  /** Below the output folder: `posts/hello.md`. */
  readonly file: string;
  readonly slug: string;
  readonly path: string;
  /** Whether the slug must be given, because the file's name implies another. */
  readonly explicit: boolean;
  readonly notes: readonly Note[];
}

// Addresses of the site's own lists and files, which a page can't have.
const reserved = new Set([...ownSections, "404", "index"]);

/**
 * Gives every article its own file and address. If several want the same, those of other languages than the main one get their
 * language as ending; of the rest the oldest published gets it. None gets an address that was another's on the old site.
 */
export function placeArticles(given: readonly OldArticle[], language?: string): Place[] {
  const slugs = new Set<string>();
  const files = new Set<string>();
  const articles = withLanguages(given, language ?? mostFrequent(given.map(({ fields }) => fields.lang)));
  const owners = ownersOf(articles);
  return articles.toSorted(byAge).map((article) => {
    const notes: Note[] = [];
    const folder = article.kind === "post" ? "posts" : "pages";
    const wanted = articleSlugProblem(folder, article.slug)
      ? slugFromTitle(article.slug) || slugFromTitle(article.name) || article.kind
      : article.slug;
    const free = wanted.normalize("NFC");
    const pathAt = (slug: string): string => (article.kind === "post" ? pathOf("posts", slug) : pathOf(slug));
    const slug = unique(
      free,
      (each) =>
        !slugs.has(`${folder}/${each}`) &&
        !(article.kind === "page" && reserved.has(each)) &&
        (owners.get(pathAt(each)) ?? article) === article,
    );
    slugs.add(`${folder}/${slug}`);
    if (slug !== free)
      notes.push({
        message: `the slug is …, since … is ${reserved.has(free) ? "reserved" : "taken"}`,
        of: [`"${slug}"`, `"${free}"`],
      });

    const base = articleSlugProblem(folder, article.name) ? slug : article.name;
    const name = unique(
      base,
      // A build reads no index.md directly below posts/ or pages/.
      (each) => !files.has(`${folder}/${each}`.toLowerCase()) && !/^_?index$/i.test(each),
    );
    files.add(`${folder}/${name}`.toLowerCase());
    const file = article.bundle.length > 0 ? `${folder}/${name}/index.md` : `${folder}/${name}.md`;
    return { article, file, slug, path: pathAt(slug), explicit: slugOfFile(file) !== slug, notes };
  });
}

/** Whose each address was on the old site: of all that had it, of the one that was there, and not only led to. */
function ownersOf(articles: readonly OldArticle[]): ReadonlyMap<string, OldArticle> {
  const current = articles.flatMap((article) => article.urls.slice(0, 1).map((url) => [url, article] as const));
  const former = articles.flatMap((article) => article.urls.slice(1).map((url) => [url, article] as const));
  return new Map([...current, ...former].toReversed().map(([url, article]) => [canonicalPath(url) ?? url, article]));
}

/** Where old addresses and old sources now lead. */
export function linksTo(places: readonly Place[]): Links {
  const bySource = new Map(places.map(({ article, path }) => [article.source, path]));
  const now = new Map(places.map(({ path }) => [pathKey(path), path]));
  const byUrl = new Map(
    places.toReversed().flatMap(({ article, path }) => article.urls.map((url) => [pathKey(url), path] as const)),
  );
  const byName = Map.groupBy(places, ({ slug }) => pathKey(`/${slug}`));
  return {
    toSource: (source) => bySource.get(source),
    toUrl: (path) => byUrl.get(pathKey(path)) ?? now.get(pathKey(path)),
    toName: (path) => {
      const found = byName.get(pathKey(path).replace(/^.*\//, "/")) ?? [];
      return found.length === 1 ? found[0]?.path : undefined;
    },
  };
}

/** Translations have one name in many systems, which have a folder for each language. */
function withLanguages(articles: readonly OldArticle[], main: string | undefined): readonly OldArticle[] {
  const languagesOf = new Map<string, Set<string | undefined>>();
  const names = ({ kind, slug, name }: OldArticle): string[] =>
    [`${kind}/${slug}`, `${kind}//${name}`].map((each) => each.toLowerCase());
  for (const article of articles)
    for (const key of names(article))
      languagesOf.set(key, (languagesOf.get(key) ?? new Set()).add(article.fields.lang));
  return articles.map((article) => {
    const { lang } = article.fields;
    if (lang === undefined || lang === main || !names(article).some((key) => (languagesOf.get(key)?.size ?? 0) > 1))
      return article;
    return { ...article, slug: `${article.slug}-${lang}`, name: `${article.name}-${lang}` };
  });
}

function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = [...Map.groupBy(values, (value) => value)].toSorted(([, a], [, b]) => b.length - a.length);
  return counts[0]?.[0];
}

function unique(wanted: string, isFree: (name: string) => boolean): string {
  let name = wanted;
  for (let count = 2; !isFree(name); count++) name = `${wanted}-${count}`;
  return name;
}

function byAge(a: OldArticle, b: OldArticle): number {
  const rank = (article: OldArticle): number => {
    const moment = parseMoment(article.fields.date ?? "");
    return (article.fields.draft ? 1e12 : 0) + (typeof moment === "number" ? moment : 0);
  };
  return rank(a) - rank(b) || (a.source < b.source ? -1 : 1);
}
