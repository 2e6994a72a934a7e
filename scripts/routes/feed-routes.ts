import { present } from "../read/parse-article.ts";
import { pathOf } from "../../src/content/slug.ts";
import { Text } from "../store/text.ts";
import type { Link } from "../../src/content/site.ts";
import { taxonomiesOf } from "../../src/content/taxonomies.ts";
import { writeAtom } from "../feeds/atom.ts";
import { feedOf, type FeedItem } from "../feeds/feed.ts";
import { writeJsonFeed } from "../feeds/json-feed.ts";
import { writeLlms } from "../feeds/llms.ts";
import { writeRobots } from "../feeds/robots.ts";
import { writeRss } from "../feeds/rss.ts";
import { writeSitemap, writeSitemapIndex } from "../feeds/sitemap.ts";
import { type Entry, linksIn, type Live, type Sequence } from "../site/live-lists.ts";
import { termLinks } from "./list-routes.ts";
import { compare } from "../base/order.ts";
import { newestOf, type Route, type Scene } from "../site/site-at.ts";

/** The three feeds of a list: the site's newest posts, or those of a term. */
export function feedRoutes(list: Link, sequence: Sequence, scene: Scene): readonly Route[] {
  const { site } = scene;
  const entries = sequence.entries.slice(-site.feedItems).reverse();
  const place = list.path === "/" ? { path: "/" } : list;
  const feed = feedOf(
    site,
    place,
    entries.map((entry) => itemOf(entry, scene)),
  );
  const modified = newestOf(entries) || scene.newest;
  return [
    { path: `${list.path}rss.xml`, kind: "rss", text: Text.derived(writeRss, feed), modified },
    { path: `${list.path}atom.xml`, kind: "atom", text: Text.derived(writeAtom, feed), modified },
    { path: `${list.path}feed.json`, kind: "jsonfeed", text: Text.derived(writeJsonFeed, feed), modified },
  ];
}

function itemOf(entry: Entry, scene: Scene): FeedItem {
  const { site } = scene;
  const { post, path, compiled } = entry;
  const url = `${site.url}${path}`;
  // Not the card that the build drew: a new design of cards must not change every feed.
  const image = post.image === undefined ? undefined : scene.imageOf(compiled);
  return {
    id: scene.feedIdOf(entry),
    url,
    title: post.title,
    published: post.date,
    authors: linksIn(entry, "authors").map((author) => ({ name: author.title, url: site.url + author.path })),
    tags: [...new Set([...post.tags, ...Object.values(post.terms ?? {}).flat()])],
    ...present({
      updated: post.updated,
      summary: entry.summary.description,
      html: site.feedContent === "full" ? scene.feedHtmlOf(compiled, url, post.lang ?? site.language) : undefined,
      lang: post.lang,
      image: image && { ...image, url: new URL(image.src, url).href },
    }),
  };
}

/** The page that tells people about feeds. */
export function feedsPageRoutes({ site, live, newest }: Scene): Route[] {
  const path = pathOf("feeds");
  const all = taxonomiesOf(site).filter(({ feeds }) => feeds);
  const linksOf = (name: string): Link[] => all.flatMap((each) => (each.name === name ? termLinks(each, live) : []));
  const terms = (site.taxonomies ?? [])
    .filter(({ feeds }) => feeds)
    .map(({ name }) => ({ taxonomy: name, terms: linksOf(name) }));
  const model = { path, tags: linksOf("tags"), authors: linksOf("authors"), ...(terms.length === 0 ? {} : { terms }) };
  return [{ path, kind: "feeds", model, modified: newest }];
}

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
  const indexes = taxonomiesOf(site).flatMap(({ name, index }) => (index ? [pathOf(name)] : []));
  const always = ["/", pathOf("archive"), ...indexes, pathOf("feeds")].map((path) => ({
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

/** Files and redirects that every site has; an author's own route at the same path goes first. */
export function fixedRoutes({ site, newest }: Scene, pages: readonly Link[]): Route[] {
  const key = site.indexNow;
  const feedPaths = ["/feed/", "/feed.xml", "/index.xml", "/rss/"];
  const links = pages.map(({ title, path }) => ({ title, url: site.url + path }));
  return [
    { path: "/robots.txt", kind: "text", text: Text.derived(writeRobots, site), modified: newest },
    { path: "/llms.txt", kind: "text", text: Text.derived(writeLlms, site, links), modified: newest },
    ...feedPaths.map((path) => ({ path, kind: "redirect", to: "/rss.xml" }) as const),
    ...(key === undefined
      ? []
      : [{ path: `/${key}.txt`, kind: "text", text: Text.leaf(key), modified: newest } as const]),
  ];
}
