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
  const pattern = post.permalink ?? textSetting(config, "permalink") ?? "date";
  const zone = textSetting(config, "timezone");
  const title = post.slug ?? withoutDate(basename(post.file).replace(/\.\w+$/, ""));
  const categories = post.categories.map((each) => each.toLowerCase());
  const urls = [zone, ...(zone === undefined ? ["UTC"] : [])].map((timeZone) =>
    expandPermalink(styles[pattern] ?? pattern, {
      ...dateTokens(post.date, timeZone),
      // Jekyll keeps the title as the file has it, and slugifies what it calls the slug.
      title: title.replace(/\s+/g, "-"),
      slug: slugify(title),
      categories: categories.join("/"),
      slugified_categories: categories.map(slugify).join("/"),
      output_ext: ".html",
      path: posix.dirname(post.file),
    }),
  );
  return [...new Set(urls)];
}

/** The address of a page: its place in the folder, in the form that the site's permalinks have. */
export function pageUrl(file: string, permalink: string | undefined, config: Data): string {
  if (permalink !== undefined)
    return expandPermalink(permalink, { basename: basename(file).replace(/\.\w+$/, ""), output_ext: ".html" });
  const path = `/${file.replace(/\.\w+$/, "")}`;
  if (path.endsWith("/index")) return path.slice(0, -"index".length);
  const style = textSetting(config, "permalink") ?? "date";
  return `${path}${style === "pretty" || style.endsWith("/") ? "/" : ".html"}`;
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
      inPath && (wanted === undefined || wanted.replace(/s$/, "") === type || (wanted === "posts" && type === "draft"))
    );
  });
  const exactness = (each: Data): number => (textSetting(each, "scope", "path") ?? "").length;
  const values = matching.toSorted((a, b) => exactness(a) - exactness(b)).map((each) => setting(each, "values"));
  return Object.assign({}, ...values.filter(isRecord)) as Data;
}

const slugify = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
