import { pathOf } from "../../src/content/slug.ts";
import type { Link } from "../../src/content/site.ts";
import { writeAtom } from "../../src/feeds/atom.ts";
import { type Feed, feedOf, type FeedItem } from "../../src/feeds/feed.ts";
import { writeJsonFeed } from "../../src/feeds/json.ts";
import { writeLlms } from "../../src/feeds/llms.ts";
import { writeRobots } from "../../src/feeds/robots.ts";
import { writeRss } from "../../src/feeds/rss.ts";
import { type SitemapEntry, writeSitemap, writeSitemapIndex } from "../../src/feeds/sitemap.ts";
import { remembered } from "./lazy.ts";
import type { Entry, Live, Sequence } from "./live.ts";
import { authorLinks, tagLinks } from "./list-routes.ts";
import { compare } from "./problems.ts";
import { newestOf, type RouteSpec, type Scene } from "./scene.ts";

/** The three feeds of a list: the site's newest posts, a tag's, or an author's. */
export function feedRoutes(list: Link, sequence: Sequence, scene: Scene): readonly RouteSpec[] {
  const { site } = scene;
  const entries = sequence.entries.slice(-site.feedItems).reverse();
  const items = entries.map((entry) => itemOf(entry, scene));
  return scene.memo(`feeds of ${list.path}`, [list.title, ...items], () => {
    const place = list.path === "/" ? { path: "/" } : list;
    const feed = (): Feed =>
      feedOf(
        site,
        place,
        items.map(({ item }) => item()),
      );
    const recipe = [scene.settings, place, ...items.map((item) => item.recipe)];
    const modified = newestOf(entries) || scene.newest;
    return [
      { path: `${list.path}rss.xml`, kind: "rss", text: () => writeRss(feed()), recipe, modified },
      { path: `${list.path}atom.xml`, kind: "atom", text: () => writeAtom(feed()), recipe, modified },
      { path: `${list.path}feed.json`, kind: "jsonfeed", text: () => writeJsonFeed(feed()), recipe, modified },
    ] as const;
  });
}

interface Item {
  readonly recipe: unknown;
  readonly item: () => FeedItem;
}

function itemOf(entry: Entry, scene: Scene): Item {
  const { site } = scene;
  const { post, path, compiled } = entry;
  const url = `${site.url}${path}`;
  const language = post.lang ?? site.language;
  const html = site.feedContent === "full" ? scene.feedHtmlOf(compiled, url, language) : undefined;
  return scene.memo(`feed item ${path}`, [entry, html?.recipe], () => {
    const id = scene.feedIdOf(entry);
    // Not the card that the build drew: a new design of cards must not change every feed.
    const image = post.image === undefined ? undefined : scene.imageOf(compiled);
    // One object for all feeds of all moments: what the writers make of it is kept with it.
    const item = remembered<FeedItem>(() => ({
      id,
      url,
      title: post.title,
      published: post.date,
      ...(post.updated === undefined ? {} : { updated: post.updated }),
      authors: entry.authors.map(({ title, path }) => ({ name: title, url: site.url + path })),
      tags: post.tags,
      ...(entry.summary.description === undefined ? {} : { summary: entry.summary.description }),
      ...(html ? { html: html.text() } : {}),
      ...(post.lang === undefined ? {} : { lang: post.lang }),
      ...(image ? { image: { ...image, url: new URL(image.src, url).href } } : {}),
    }));
    return { recipe: [compiled.digest, id, image, html?.recipe], item };
  });
}

/** The page that tells people about feeds. */
export function feedsPageRoutes({ live, newest }: Scene): RouteSpec[] {
  const path = pathOf("feeds");
  const model = { path, tags: tagLinks(live), authors: authorLinks(live) };
  return [{ path, kind: "feeds", model: () => model, modified: newest }];
}

/**
 * A part for each year, so that a new post changes that of its own, one for the lists that it is added to, one for what
 * is always there, and the index.
 */
export function sitemapRoutes(
  { site, settings, live, newest, memo }: Pick<Scene, "site" | "settings" | "live" | "newest" | "memo">,
  pages: readonly { path: string; modified: number }[],
): RouteSpec[] {
  const years = [...live.years]
    .sort(([a], [b]) => Number(a) - Number(b))
    .flatMap(([year, { entries }]) => partsOf(year, entries))
    .map(({ path, items: entries }) =>
      memo(path, entries, () => {
        const urls = (): SitemapEntry[] =>
          entries.map((entry) => ({ loc: `${site.url}${entry.path}`, lastmod: entry.stamp }));
        const recipe = [settings, ...entries.map(({ compiled }) => compiled.digest)];
        const text = (): string => writeSitemap(urls());
        return { path, kind: "sitemap", text, recipe, modified: newestOf(entries) } as const;
      }),
    );
  const parts = [...years, ...listParts(site.url, live, memo)];
  const always = ["/", pathOf("archive"), pathOf("tags"), pathOf("feeds")].map((path) => ({
    loc: `${site.url}${path}`,
  }));
  const fixed = [
    ...always,
    ...pages.map(({ path, modified }) => ({ loc: `${site.url}${path}`, ...(modified ? { lastmod: modified } : {}) })),
  ];
  const pagesModified = pages.reduce((latest, { modified }) => Math.max(latest, modified), 0) || newest;
  const index = [
    { loc: `${site.url}/sitemap-pages.xml` },
    ...parts.map(({ path, modified }) => ({ loc: `${site.url}${path}`, lastmod: modified })),
  ];
  return [
    ...parts,
    { path: "/sitemap-pages.xml", kind: "sitemap", text: () => writeSitemap(fixed), modified: pagesModified },
    { path: "/sitemap.xml", kind: "sitemap", text: () => writeSitemapIndex(index), modified: newest },
  ];
}

/**
 * The lists that posts make by being in them: years, tags, authors, series, each by its first page. One has changed when
 * its newest post came. What `updated` says is about the post alone, and would have an edit change the lists' part too.
 */
function listParts(origin: string, live: Live, memo: Scene["memo"]) {
  const lists = [
    ...[...live.years].map(([year, sequence]) => [pathOf("archive", year), sequence] as const),
    ...[live.tags, live.authors, live.series].flatMap((of) => [...of]),
  ]
    .map(([path, { entries }]) => ({ path, newest: entries.at(-1)?.post.date ?? 0 }))
    .sort((a, b) => compare(a.path, b.path));
  return partsOf("lists", lists).map(({ path, items }) => {
    const recipe = items.flatMap((list) => [list.path, list.newest]);
    return memo(path, recipe, () => {
      const urls = items.map((list) => ({ loc: origin + list.path, lastmod: list.newest }));
      const modified = items.reduce((latest, list) => Math.max(latest, list.newest), 0);
      return { path, kind: "sitemap", text: () => writeSitemap(urls), recipe: [origin, recipe], modified } as const;
    });
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
export function fixedRoutes({ site, newest }: Scene, pages: readonly Link[]): RouteSpec[] {
  const key = site.indexNow;
  const feedPaths = ["/feed/", "/feed.xml", "/index.xml", "/rss/"];
  return [
    { path: "/robots.txt", kind: "text", text: () => writeRobots(site), modified: newest },
    {
      path: "/llms.txt",
      kind: "text",
      text: () =>
        writeLlms(
          site,
          pages.map(({ title, path }) => ({ title, url: site.url + path })),
        ),
      modified: newest,
    },
    ...feedPaths.map((path) => ({ path, kind: "redirect", to: "/rss.xml" }) as const),
    ...(key === undefined ? [] : [{ path: `/${key}.txt`, kind: "text", text: () => key, modified: newest } as const]),
  ];
}
