import { createHash } from "node:crypto";
import { basename } from "node:path";
import { toIso } from "../../../src/content/date.ts";
import { pathOf, toSlug } from "../../../src/content/slug.ts";
import { parseMoment } from "../../base/moments.ts";
import { isRecord, present } from "../../base/record.ts";
import { setting, textSetting } from "../config.ts";
import type { Found } from "../dialect/markdown-site.ts";
import { archives, furtherPages, numberedPages, termLists } from "../dialect/old-lists.ts";
import { readList } from "../foreign.ts";
import type { Data } from "../matter.ts";
import { dateTokens } from "../permalink.ts";
import { listAt } from "../site/site-redirects.ts";
import type { OldArticle, OldList } from "../source.ts";

export const directory = (config: Data, name: string, usual: string): string =>
  (textSetting(config, name) ?? usual).replace(/^\/|\/$/g, "");

/** Lists and feeds, without the site's base path. The first pages of the home page have the same addresses here. */
export function listsOf(articles: readonly OldArticle[], config: Data): OldList[] {
  const per = Number(textSetting(config, "per_page") ?? 10);
  const archive = `/${directory(config, "archive_dir", "archives")}/`;
  const pages = (url: string, posts: number): string[] => [
    url,
    ...furtherPages(posts, per, (page) => `${url}page/${page}/`),
  ];
  const terms = (section: "tags" | "categories", usual: string): OldList[] => {
    const name = section === "tags" ? "tag" : "category";
    const top = `/${directory(config, `${name}_dir`, usual)}/`;
    const slugOf = (term: string): string => slugize(mapped(config, `${name}_map`, term), config);
    const lists = termLists(articles, section, (term, posts) => pages(`${top}${slugOf(term)}/`, posts));
    // Of a post's categories each may be below the one before it.
    const below = (section === "categories" ? articles.filter(({ fields }) => !fields.draft) : []).flatMap(
      ({ fields: { terms } }) =>
        (terms?.["categories"] ?? []).map((term, at, all) => ({
          url: `${top}${all
            .slice(0, at + 1)
            .map(slugOf)
            .join("/")}/`,
          path: pathOf("categories", toSlug(term)),
        })),
    );
    return [{ url: top, path: `/${section}/` }, ...lists, ...below];
  };
  return [
    ...archives(archive),
    ...numberedPages(articles, per, (page) => `${archive}page/${page}/`),
    ...months(articles.filter(({ fields }) => !fields.draft).map(({ fields }) => fields.date ?? "")).flatMap(
      ({ year, path, posts }) => pages(`${archive}${path}/`, posts).map((url) => ({ url, path: `/archive/${year}/` })),
    ),
    ...terms("tags", "tags"),
    ...terms("categories", "categories"),
    ...[readList(setting(config, "feed", "path")) ?? [], "rss2.xml", "rss.xml", "atom.xml"]
      .flat()
      .map((file) => listAt(`/${file}`)),
  ];
}

/** https://hexo.io/docs/permalinks */
export function tokensOf(
  title: string,
  fields: Found["fields"],
  categories: readonly string[],
  id: string | undefined,
  config: Data,
): Readonly<Record<string, string>> {
  const defaults = setting(config, "permalink_defaults");
  const terms = categories.map((term) => slugize(mapped(config, "category_map", term), config));
  const usual = textSetting(config, "default_category") ?? "uncategorized";
  const seconds = dateTokens(inUtcWall(fields.date ?? ""));
  return {
    ...(isRecord(defaults)
      ? Object.fromEntries(Object.entries(defaults).map(([name, each]) => [name, String(each)]))
      : {}),
    ...seconds,
    title,
    name: basename(title),
    post_title: slugize(fields.title ?? title, config),
    category: terms.join("/") || slugize(mapped(config, "category_map", usual), config),
    ...present({ id, abbrlink: id, lang: fields.lang }),
    hash: createHash("sha1")
      .update((fields.title ?? "") + secondsOf(fields.date ?? ""))
      .digest("hex")
      .slice(0, 12),
  };
}

/** YAML makes a moment of a date, and Hexo takes what that is in UTC for the time in the site's zone. */
function inUtcWall(date: string): string {
  const moment = parseMoment(date);
  return typeof moment === "number" ? toIso(moment) : date;
}

function secondsOf(date: string): string {
  const moment = parseMoment(date);
  return typeof moment === "number" ? String(moment) : "";
}

const mapped = (config: Data, map: string, term: string): string => textSetting(config, map, term) ?? term;

/** What Hexo leaves of a name in an address. */
export function slugize(text: string, config: Data): string {
  const plain = text
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036F]/g, "")
    .normalize("NFC")
    .replaceAll(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/\p{Cc}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "");
  const how = textSetting(config, "filename_case");
  return how === "1" ? plain.toLowerCase() : how === "2" ? plain.toUpperCase() : plain;
}

/** The years and months in which something was written, and how much. */
function months(dates: readonly string[]): { readonly year: string; readonly path: string; readonly posts: number }[] {
  const parts = dates
    .filter((date) => /^\d{4}-\d\d/.test(date))
    .flatMap((date) => [date.slice(0, 4), date.slice(0, 7)]);
  return [...Map.groupBy(parts, (part) => part)].map(([part, { length }]) => ({
    year: part.slice(0, 4),
    path: part.replace("-", "/"),
    posts: length,
  }));
}
