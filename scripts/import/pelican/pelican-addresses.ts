import { archives, furtherPages, numberedPages, termLists } from "../dialect/old-lists.ts";
import { dateTokens } from "../permalink.ts";
import { listAt } from "../site/site-redirects.ts";
import type { OldArticle, OldList } from "../source.ts";
import type { PythonConfig } from "./python-config.ts";

// Python's formats of dates that stand in addresses.
const formats: Readonly<Record<string, string>> = {
  Y: "year",
  y: "short_year",
  m: "month",
  d: "day",
  B: "long_month",
  b: "short_month",
  A: "long_day",
  a: "short_day",
  j: "y_day",
  H: "hour",
  M: "minute",
  S: "second",
};

/** `{date:%Y}/{slug}/` with its values. */
export function filledIn(pattern: string, values: Readonly<Record<string, string>>, date: string | undefined): string {
  const tokens: Readonly<Record<string, string>> = date === undefined ? {} : dateTokens(date);
  return pattern.replaceAll(/\{(\w+)(?::([^{}]*))?\}/g, (whole, name: string, format?: string) => {
    if (name !== "date") return values[name] ?? whole;
    return (format ?? "%Y-%m-%d").replaceAll(/%-?([A-Za-z])/g, (part, letter: string) => {
      const value = tokens[formats[letter] ?? ""];
      return value === undefined ? part : part.startsWith("%-") ? value.replace(/^0+(?=\d)/, "") : value;
    });
  });
}

/** Pelican's slugify: plain letters, small, with one hyphen between words. */
export const pelicanSlug = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{Mn}/gu, "")
    .replaceAll(/[^\p{L}\p{N}_\s-]/gu, "")
    .trim()
    .toLowerCase()
    .replaceAll(/[-\s]+/g, "-");

/** The address of a list, without the first slash. */
export function listUrl(config: PythonConfig, name: string, term = ""): string {
  const usual = /^(TAG|CATEGORY|AUTHOR)$/.test(name)
    ? `${name.toLowerCase()}/{slug}.html`
    : `${name.toLowerCase()}.html`;
  const pattern = config.text(`${name}_URL`) ?? config.text(`${name}_SAVE_AS`) ?? usual;
  return filledIn(pattern, { slug: pelicanSlug(term) }, undefined).replace(/^\//, "");
}

/** Lists and feeds, without the site's base path. */
export function listsOf(config: PythonConfig, articles: readonly OldArticle[]): OldList[] {
  const per = Number(/^\d+/.exec(config.block("DEFAULT_PAGINATION") ?? "")?.[0] ?? 0) || Infinity;
  const pages =
    (name: string) =>
    (term: string, posts: number): string[] => {
      const first = listUrl(config, name, term);
      return [first, ...furtherPages(posts, per, (page) => first.replace(/(?=\.\w+$)|\/?$/, (end) => `${page}${end}`))];
    };
  const posts = articles.filter(({ kind, fields }) => kind === "post" && !fields.draft);
  const author = config.text("AUTHOR");
  const feeds = ["ATOM", "RSS"].flatMap((format) => {
    const usual = format === "ATOM" ? "feeds/" : undefined;
    const feed = (name: string, end: string): string | undefined =>
      config.text(`${name}_${format}`) ?? (usual && `${usual}${end}.${format.toLowerCase()}.xml`);
    const [main, all, term] = [config.text(`FEED_${format}`), feed("FEED_ALL", "all"), feed("CATEGORY_FEED", "{slug}")];
    const people =
      format === "ATOM" ? termLists(posts, "authors", (name) => [`feeds/${pelicanSlug(name)}.atom.xml`]) : [];
    const own = [
      ...(author === undefined ? [] : [`feeds/${pelicanSlug(author)}.${format.toLowerCase()}.xml`]),
      ...(format === "ATOM" ? [`feeds/all-${config.text("DEFAULT_LANG") ?? "en"}.atom.xml`] : []),
    ];
    const terms =
      term === undefined
        ? []
        : termLists(posts, "categories", (name) => [term.replace(/\{slug\}|%s/, pelicanSlug(name))]);
    return [main, all, ...own, ...[...terms, ...people].map((list) => list.url)].flatMap((file) =>
      file === undefined ? [] : [listAt(file)],
    );
  });
  return [
    ...archives(listUrl(config, "ARCHIVES"), listUrl(config, "AUTHORS")),
    ...numberedPages(articles, per, (page) => `index${page}.html`),
    { url: listUrl(config, "TAGS"), path: "/tags/" },
    { url: listUrl(config, "CATEGORIES"), path: "/categories/" },
    ...termLists(articles, "tags", pages("TAG")),
    ...termLists(articles, "categories", pages("CATEGORY")),
    ...termLists(articles, "authors", pages("AUTHOR")),
    // The site's own author is not named by its posts here, and has no list.
    ...(author === undefined ? [] : archives(...pages("AUTHOR")(author, posts.length))),
    ...feeds,
  ];
}
