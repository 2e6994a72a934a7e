import { pathOf, toSlug } from "../../../src/content/slug.ts";
import { isRecord } from "../../base/record.ts";
import { setting, textSetting } from "../config.ts";
import type { Data } from "../matter.ts";
import type { NavLink, OldArticle, OldList } from "../source.ts";

/** Lists that plugins make: numbered pages (jekyll-paginate), terms (jekyll-archives), feeds (jekyll-feed). */
export function jekyllLists(articles: readonly OldArticle[], config: Data): OldList[] {
  const posts = articles.filter(({ kind, fields }) => kind === "post" && !fields.draft);
  const size = Number(setting(config, "paginate") ?? setting(config, "pagination", "per_page") ?? 0);
  const pattern = textSetting(config, "paginate_path") ?? "/page:num/";
  const numbered = Array.from({ length: size > 0 ? Math.ceil(posts.length / size) : 0 }, (_, index) => ({
    url: pattern.replace(":num", String(index + 1)),
    path: "/archive/",
  }));
  const named = (kind: string, of: (article: OldArticle) => readonly string[], section: string): OldList[] => {
    const archive = textSetting(config, "jekyll-archives", "permalinks", kind) ?? `/${kind}/:name/`;
    const hasArchive = setting(config, "jekyll-archives", "enabled") !== undefined;
    const plural = kind === "tag" ? "tags" : "categories";
    const hasFeed = setting(config, "feed", plural) !== undefined;
    return [...new Set(posts.flatMap(of))].flatMap((term) => {
      const [path, slug] = [pathOf(section, toSlug(term)), term.toLowerCase().replace(/[^\p{L}\p{M}\p{Nd}]+/gu, "-")];
      return [
        ...(hasArchive ? [{ url: archive.replace(":name", slug), path }] : []),
        ...(hasFeed ? [{ url: `/feed/${kind === "tag" ? "by_tag/" : ""}${slug}.xml`, path: `${path}rss.xml` }] : []),
      ];
    });
  };
  const feed = textSetting(config, "feed", "path");
  return [
    ...numbered,
    ...(feed === undefined ? [] : [{ url: feed, path: "/rss.xml" }]),
    ...named("tag", ({ fields }) => fields.tags ?? [], "tags"),
    ...named("category", ({ fields }) => fields.terms?.["categories"] ?? [], "categories"),
  ];
}

/** The navigation as many themes have it: a list in the configuration or in a file of data. */
export function navOf(config: Data, data: Data): NavLink[] {
  const places = [
    config["navigation"],
    config["nav"],
    config["menu"],
    setting(data, "navigation", "main"),
    data["navigation"],
    data["nav"],
    data["menu"],
  ];
  const found = places.find((value) => Array.isArray(value)) ?? [];
  return (Array.isArray(found) ? found : []).filter(isRecord).flatMap((entry) => {
    const [title] = ["title", "name", "text", "label"].flatMap((name) => textSetting(entry, name) ?? []);
    const [path] = ["url", "link", "href", "path", "page"].flatMap((name) => textSetting(entry, name) ?? []);
    return title === undefined || path === undefined ? [] : [{ title, path }];
  });
}
