import { posix } from "node:path";
import { pathOf, toSlug } from "../../../src/content/slug.ts";
import { isRecord } from "../../base/record.ts";
import { setting, textSetting } from "../config.ts";
import type { Data } from "../matter.ts";
import type { OldArticle, OldList } from "../source.ts";
import { languagesOf, mainLanguage } from "./hugo-config.ts";
import { contentFolder, hugoUrl, localPath, urlize } from "./hugo-urls.ts";

/** Hugo's lists with their feeds: of each section, language and term, in as many pages as there could have been. */
export function hugoLists(articles: readonly OldArticle[], config: Data, isPaged: boolean): OldList[] {
  const live = articles.filter(({ fields }) => !fields.draft);
  const inSubfolder = setting(config, "defaultContentLanguageInSubdir") === true;
  const prefixes = languagesOf(config)
    .filter((language) => inSubfolder || language !== mainLanguage(config))
    .map((language) => `/${language}`);
  // Hugo has an address for each of several languages, and leads from the main one's to the home page.
  const homes = languagesOf(config).flatMap((language) => [
    ...withFeed({ url: `/${language}/`, path: "/" }, "/rss.xml"),
    { url: `/${language}/sitemap.xml`, path: "/sitemap.xml" },
  ]);
  const inPrefix = (url: string): string => prefixes.find((prefix) => url.startsWith(`${prefix}/`)) ?? "";

  const counts = new Map<string, number>([["/", live.length]]);
  for (const { source, urls } of live) {
    const file = posix.relative(contentFolder(config), source);
    const [section = ""] = localPath(file, config).split("/");
    const local = file.slice(0, file.length - localPath(file, config).length);
    for (const url of new Set([
      ...(localPath(file, config).includes("/") ? [hugoUrl({ file: `${local}${section}/_index.md` }, config)] : []),
      ...prefixes.filter((prefix) => urls[0]?.startsWith(`${prefix}/`)).map((prefix) => `${prefix}/`),
    ]))
      counts.set(url, (counts.get(url) ?? 0) + 1);
  }
  const sections = [...counts].flatMap(([url, count]) => [
    ...(url === "/" ? [] : withFeed({ url, path: "/archive/" }, "/rss.xml")),
    ...(isPaged ? numbered(url, count, config) : []),
  ]);

  const taxonomies = setting(config, "taxonomies");
  const names = isRecord(taxonomies) ? Object.values(taxonomies).map(String) : ["tags", "categories"];
  const terms = live.flatMap(({ fields, urls: [url = ""] }) =>
    names.flatMap((name) => {
      const own: readonly string[] = /^(categories|series)$/.test(name)
        ? name === "series"
          ? [fields.series ?? []].flat()
          : (fields.terms?.["categories"] ?? [])
        : /^authors?$/.test(name)
          ? [fields.author ?? []].flat()
          : (fields.tags ?? []);
      const here = /^authors?$/.test(name) ? "authors" : /^(categories|series)$/.test(name) ? name : "tags";
      return own.flatMap((term) => {
        const path = pathOf(here, toSlug(term));
        return withFeed({ url: `${inPrefix(url)}/${name}/${urlize(term, config)}/`, path }, `${path}rss.xml`);
      });
    }),
  );
  const indexes = ["", ...prefixes].flatMap((prefix) =>
    names.flatMap((name) =>
      withFeed({ url: `${prefix}/${name}/`, path: name === "categories" ? "/categories/" : "/tags/" }, "/rss.xml"),
    ),
  );
  return distinct([...homes, ...sections, ...indexes, ...terms]);
}

/** The name of a feed's file, which a configuration may change. */
export const feedName = (config: Data): string =>
  `${textSetting(config, "outputFormats", "rss", "baseName") ?? "index"}.xml`;

/** A list and its feed, by the feed's usual name. */
export const withFeed = ({ url, path }: OldList, feed: string): OldList[] => [
  { url, path },
  { url: `${url}index.xml`, path: feed },
];

function numbered(url: string, count: number, config: Data): OldList[] {
  const size = Number(setting(config, "pagination", "pagerSize") ?? setting(config, "paginate") ?? 10) || 10;
  return Array.from({ length: Math.max(Math.ceil(count / size), 1) }, (_, index) => ({
    url: `${url}page/${index + 1}/`,
    path: "/archive/",
  }));
}

/** Of two lists with one address the first. */
const distinct = (lists: readonly OldList[]): OldList[] =>
  [...new Map(lists.toReversed().map((list) => [list.url, list])).values()].toReversed();
