import { basename, posix } from "node:path";
import { setting, textSetting } from "../config.ts";
import { withoutDate } from "../make-article.ts";
import { isRecord } from "../../base/record.ts";
import type { Data } from "../matter.ts";
import { dateTokens, expandPermalink } from "../permalink.ts";

// https://jekyllrb.com/docs/permalinks/#built-in-formats
const styles: Readonly<Record<string, string>> = {
  date: "/:categories/:year/:month/:day/:title:output_ext",
  pretty: "/:categories/:year/:month/:day/:title/",
  ordinal: "/:categories/:year/:y_day/:title:output_ext",
  weekdate: "/:categories/:year/W:week/:short_day/:title:output_ext",
  none: "/:categories/:title:output_ext",
};

export interface JekyllPost {
  /** Path below the site's folder. */
  readonly file: string;
  readonly date: string;
  readonly slug?: string;
  readonly permalink?: string;
  readonly categories: readonly string[];
}

/** The addresses of a post; two where its date falls on different days in different zones and no zone is configured. */
export function postUrls(post: JekyllPost, config: Data): string[] {
  const pattern =
    post.permalink ??
    textSetting(config, "collections", "posts", "permalink") ??
    textSetting(config, "permalink") ??
    "date";
  const zone = textSetting(config, "timezone");
  const title = post.slug ?? withoutDate(basename(post.file).replace(/\.\w+$/, ""));
  const categories = post.categories.map((each) => each.toLowerCase());
  const urls = [zone, ...(zone === undefined ? ["UTC"] : [])].map((timeZone) =>
    expandPermalink(styles[pattern] ?? pattern, {
      ...dateTokens(post.date, timeZone),
      title: pretty(title),
      slug: slugify(title),
      name: slugify(basename(post.file).replace(/\.\w+$/, "")),
      categories: categories.join("/"),
      slugified_categories: categories.map(slugify).join("/"),
      output_ext: ".html",
      path: posix.dirname(post.file),
    }),
  );
  return [...new Set(urls)].flatMap(withFile);
}

/** An address without a slash or an ending is that of a file with the ending `.html`, and hosts answer both. */
const withFile = (url: string): string[] => (/\/$|\.[a-z]+$/i.test(url) ? [url] : [url, `${url}.html`]);

export interface JekyllDocument {
  /** Path below the site's folder. */
  readonly file: string;
  readonly collection: string;
  readonly date?: string;
  readonly slug?: string;
  readonly permalink?: string;
}

/** The addresses of a document in a collection other than the posts. */
export function documentUrls(document: JekyllDocument, config: Data): string[] {
  const { file, collection, date, slug } = document;
  const style = textSetting(config, "permalink") ?? "date";
  const usual = `/:collection/:path${styles[style] === undefined ? suffixOf(style) : suffixOf(styles[style])}`;
  const pattern = document.permalink ?? textSetting(config, "collections", collection, "permalink") ?? usual;
  const path = file.replace(/^(?:.*\/)?_[^/]+\//, "").replace(/\.\w+$/, "");
  const name = basename(path);
  const url = expandPermalink(styles[pattern] ?? pattern, {
    ...dateTokens(date ?? "", textSetting(config, "timezone")),
    collection,
    path,
    name: slugify(name),
    title: pretty(slug ?? withoutDate(name)),
    slug: slugify(slug ?? withoutDate(name)),
    output_ext: ".html",
    categories: "",
  });
  return withFile(url.replace(/\/index(\.html)?$/, "/"));
}

const suffixOf = (style: string): string =>
  style.endsWith("/") ? "/" : style.endsWith(":output_ext") ? ":output_ext" : "";

/** The addresses of a page: its place in the folder, in the form that the site's permalinks have. */
export function pageUrls(file: string, permalink: string | undefined, config: Data): string[] {
  if (permalink !== undefined && permalink !== "pretty")
    return withFile(
      expandPermalink(permalink, {
        basename: basename(file).replace(/\.\w+$/, ""),
        path: posix.dirname(file) === "." ? "" : posix.dirname(file),
        output_ext: ".html",
      }),
    );
  const path = `/${file.replace(/\.\w+$/, "")}`;
  if (path.endsWith("/index")) return [path.slice(0, -"index".length)];
  const style = permalink ?? textSetting(config, "permalink") ?? "date";
  return [`${path}${style === "pretty" || style.endsWith("/") ? "/" : ".html"}`];
}

/** The configuration's `defaults` for a file; a more exact path overrides a less exact one. */
export function defaultsFor(file: string, type: string, config: Data): Data {
  const all = setting(config, "defaults");
  const matching = (Array.isArray(all) ? all : []).filter(isRecord).filter((each) => {
    const path = textSetting(each, "scope", "path") ?? "";
    const wanted = textSetting(each, "scope", "type");
    const inPath =
      path === "" || file === path || posix.matchesGlob(file, path) || file.startsWith(`${path.replace(/\/$/, "")}/`);
    return (
      inPath &&
      (wanted === undefined ||
        wanted === type ||
        wanted.replace(/s$/, "") === type ||
        (wanted === "posts" && type === "draft"))
    );
  });
  const exactness = (each: Data): number => (textSetting(each, "scope", "path") ?? "").length;
  const values = matching.toSorted((a, b) => exactness(a) - exactness(b)).map((each) => setting(each, "values"));
  return Object.assign({}, ...values.filter(isRecord)) as Data;
}

const slugify = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{Nd}]+/gu, "-")
    .replace(/^-|-$/g, "");

/** Jekyll's slug of a title, which keeps what addresses may contain. */
const pretty = (text: string): string =>
  text.replace(/[^\p{L}\p{M}\p{Nd}._~!$&'()+,;=@]+/gu, "-").replace(/^-|-$/g, "");
