import { pathOf } from "../../src/content/slug.ts";
import { compare } from "../base/order.ts";
import { present } from "../base/record.ts";
import { writeSitemap, writeSitemapIndex } from "../feeds/sitemap.ts";
import type { LivePost, LiveLists } from "../site/live-lists.ts";
import { newestOf, type Route, type SiteAt } from "../site/site-at.ts";
import { Text } from "../store/text.ts";
import { sitePages } from "./site-pages.ts";

/** A page of the site, and when it last changed. */
type Listed = Pick<LivePost, "path" | "stamp">;

/**
 * A part for each year, so that a new post changes that of its own, one for the lists that it is added to, one for what
 * is always there, and the index.
 */
export function sitemapRoutes(
  { site, live, newest }: Pick<SiteAt, "site" | "live" | "newest">,
  pages: readonly { path: string; modified: number }[],
): Route[] {
  const years = [...live.years].sort(([a], [b]) => Number(a) - Number(b));
  const lists = partsOf("lists", listsOf(live));
  const parts = [...years.flatMap(([year, { entries }]) => partsOf(year, entries)), ...lists];
  const always = ["/", ...sitePages(site).map(({ path }) => path)].map((path) => ({ path, modified: 0 }));
  const fixed = [...always, ...pages].map(({ path, modified }) => ({
    loc: site.url + path,
    ...present({ lastmod: modified || undefined }),
  }));
  const pagesModified = Math.max(0, ...pages.map(({ modified }) => modified)) || newest;
  const index = [
    { loc: `${site.url}/sitemap-pages.xml` },
    ...parts.map(({ path, pages }) => ({ loc: site.url + path, lastmod: newestOf(pages) })),
  ];
  return [
    ...lists.map((part) => partRoute(part, site.url)),
    { path: "/sitemap-pages.xml", kind: "sitemap", text: Text.derived(writeSitemap, fixed), modified: pagesModified },
    { path: "/sitemap.xml", kind: "sitemap", text: Text.derived(writeSitemapIndex, index), modified: newest },
  ];
}

/** The sitemap's parts with the posts of one year. */
export const yearSitemapRoutes = (year: string, { site, live }: SiteAt): Route[] =>
  partsOf(year, live.years.get(year)?.entries ?? []).map((part) => partRoute(part, site.url));

/**
 * The lists that posts make by being in them: years and terms of taxonomies, each by its first page. One has changed when
 * its newest post came. What `updated` says is about the post alone, and would have an edit change the lists' part too.
 */
function listsOf({ years, terms }: LiveLists): Listed[] {
  const lists = [
    ...[...years].map(([year, sequence]) => [pathOf("archive", year), sequence] as const),
    ...[...terms].map(([term, sequence]) => [term.path, sequence] as const),
  ];
  return lists
    .map(([path, { entries }]) => ({ path, stamp: entries.at(-1)?.post.date ?? 0 }))
    .sort((a, b) => compare(a.path, b.path));
}

// At most 50,000 URLs a file (sitemaps.org); a tenth of that keeps a part that changes small.
const sitemapUrls = 5000;

/** A file of the sitemap with the pages that it lists. */
interface Part {
  readonly path: string;
  readonly pages: readonly Listed[];
}

const partsOf = (name: string, all: readonly Listed[]): Part[] =>
  Array.from({ length: Math.ceil(all.length / sitemapUrls) }, (_, index) => ({
    path: `/sitemap-${name}${index === 0 ? "" : `-${index + 1}`}.xml`,
    pages: all.slice(index * sitemapUrls, (index + 1) * sitemapUrls),
  }));

function partRoute({ path, pages }: Part, origin: string): Route {
  const urls = pages.map((page) => ({ loc: origin + page.path, lastmod: page.stamp }));
  return { path, kind: "sitemap", text: Text.derived(writeSitemap, urls), modified: newestOf(pages) };
}
