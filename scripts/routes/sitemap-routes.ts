import { pathOf } from "../../src/content/slug.ts";
import { compare } from "../base/order.ts";
import { writeSitemap, writeSitemapIndex } from "../feeds/sitemap.ts";
import type { Live } from "../site/live-lists.ts";
import { newestOf, type Route, type Scene } from "../site/site-at.ts";
import { Text } from "../store/text.ts";
import { sitePages } from "./site-pages.ts";

/**
 * A part for each year, so that a new post changes that of its own, one for the lists that it is added to, one for what
 * is always there, and the index.
 */
export function sitemapRoutes(
  { site, live, newest }: Pick<Scene, "site" | "live" | "newest">,
  pages: readonly { path: string; modified: number }[],
): Route[] {
  const years = [...live.years]
    .sort(([a], [b]) => Number(a) - Number(b))
    .flatMap(([year, { entries }]) => partsOf(year, entries))
    .map(({ path, items }) => ({ path, modified: newestOf(items) }));
  const lists = listParts(site.url, live);
  const always = ["/", ...sitePages(site).map((page) => page.path)].map((path) => ({
    loc: `${site.url}${path}`,
  }));
  const fixed = [
    ...always,
    ...pages.map(({ path, modified }) => ({ loc: `${site.url}${path}`, ...(modified ? { lastmod: modified } : {}) })),
  ];
  const pagesModified = pages.reduce((latest, { modified }) => Math.max(latest, modified), 0) || newest;
  const index = [
    { loc: `${site.url}/sitemap-pages.xml` },
    ...[...years, ...lists].map(({ path, modified }) => ({ loc: `${site.url}${path}`, lastmod: modified })),
  ];
  return [
    ...lists,
    { path: "/sitemap-pages.xml", kind: "sitemap", text: Text.derived(writeSitemap, fixed), modified: pagesModified },
    { path: "/sitemap.xml", kind: "sitemap", text: Text.derived(writeSitemapIndex, index), modified: newest },
  ];
}

/** The sitemap's parts with the posts of one year. */
export function yearSitemapRoutes(year: string, { site, live }: Scene): Route[] {
  return partsOf(year, live.years.get(year)?.entries ?? []).map(({ path, items }) => {
    const urls = items.map((entry) => ({ loc: `${site.url}${entry.path}`, lastmod: entry.stamp }));
    return { path, kind: "sitemap", text: Text.derived(writeSitemap, urls), modified: newestOf(items) };
  });
}

/**
 * The lists that posts make by being in them: years and terms of taxonomies, each by its first page. One has changed when
 * its newest post came. What `updated` says is about the post alone, and would have an edit change the lists' part too.
 */
function listParts(origin: string, live: Live) {
  const lists = [
    ...[...live.years].map(([year, sequence]) => [pathOf("archive", year), sequence] as const),
    ...[...live.terms].map(([term, sequence]) => [term.path, sequence] as const),
  ]
    .map(([path, { entries }]) => ({ path, newest: entries.at(-1)?.post.date ?? 0 }))
    .sort((a, b) => compare(a.path, b.path));
  return partsOf("lists", lists).map(({ path, items }) => {
    const urls = items.map((list) => ({ loc: origin + list.path, lastmod: list.newest }));
    const modified = items.reduce((latest, list) => Math.max(latest, list.newest), 0);
    return { path, kind: "sitemap", text: Text.derived(writeSitemap, urls), modified } as const;
  });
}

// At most 50,000 URLs a file (sitemaps.org); a tenth of that keeps a part that changes small.
const sitemapUrls = 5000;

function partsOf<T>(name: string, all: readonly T[]): { path: string; items: readonly T[] }[] {
  const parts = [];
  for (let start = 0; start < all.length; start += sitemapUrls)
    parts.push({
      path: `/sitemap-${name}${start === 0 ? "" : `-${start / sitemapUrls + 1}`}.xml`,
      items: all.slice(start, start + sitemapUrls),
    });
  return parts;
}
