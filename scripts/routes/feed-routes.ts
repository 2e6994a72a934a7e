import { present } from "../base/record.ts";
import { pathOf } from "../../src/content/slug.ts";
import { openSearchPath } from "../../src/search/paths.ts";
import { Text } from "../store/text.ts";
import { type Link, profileOf } from "../../src/content/site.ts";
import { feedFormats } from "../../src/content/feed-formats.ts";
import { feedOf, type FeedItem } from "../feeds/feed.ts";
import { writeLlms } from "../feeds/llms.ts";
import { writeOpenSearch } from "../feeds/opensearch.ts";
import { writeRobots } from "../feeds/robots.ts";
import { writers } from "../feeds/writers.ts";
import { type LivePost, linksIn, type Sequence } from "../site/live-lists.ts";
import { termLinks } from "./list-routes.ts";
import { newestOf, type Route, type SiteAt } from "../site/site-at.ts";

/** The feeds of a list: the site's newest posts, or those of a term. */
export function feedRoutes(list: Link, sequence: Sequence, siteAt: SiteAt): readonly Route[] {
  const { site } = siteAt;
  const entries = sequence.entries.slice(-site.feedItems).reverse();
  const items = entries.map((entry) => itemOf(entry, siteAt));
  const feed = feedOf(site, list, items);
  const modified = newestOf(entries) || siteAt.newest;
  return feedFormats.map(({ kind, file }) => {
    const text = Text.derived(writers[kind], feed);
    return { path: list.path + file, kind, text, modified };
  });
}

function itemOf(entry: LivePost, siteAt: SiteAt): FeedItem {
  const { site } = siteAt;
  const { post, path, compiled } = entry;
  const url = `${site.url}${path}`;
  // Not the card that the build drew: a new design of cards must not change every feed.
  const image = post.image === undefined ? undefined : siteAt.imageOf(compiled);
  return {
    id: siteAt.feedIdOf(entry),
    url,
    title: post.title,
    published: post.date,
    updated: entry.stamp,
    authors: linksIn(entry, "authors").map(({ title: name, path }) => {
      const avatar = profileOf(site, name)?.portrait?.share;
      return { name, url: site.url + path, ...present({ avatar: avatar && site.url + avatar.src }) };
    }),
    tags: [...new Set([...post.tags, ...Object.values(post.terms ?? {}).flat()])],
    ...present({
      summary: entry.summary.description,
      html: site.feedContent === "full" ? siteAt.feedHtmlOf(compiled, url, post.lang ?? site.language) : undefined,
      lang: post.lang,
      shown: post.shown,
      image: image && { ...image, src: new URL(image.src, url).href },
    }),
  };
}

/** The page that tells people about feeds. */
export function feedsPageRoutes({ site, live, newest }: SiteAt): Route[] {
  const path = pathOf("feeds");
  const own = site.taxonomies?.filter(({ feeds }) => feeds) ?? [];
  const terms = own.map(({ name }) => ({ taxonomy: name, terms: termLinks(name, live) }));
  const model = {
    path,
    tags: termLinks("tags", live),
    authors: termLinks("authors", live),
    ...(terms.length === 0 ? {} : { terms }),
  };
  return [{ path, kind: "feeds", model, modified: newest }];
}

/** Files and redirects that every site has; an author's own route at the same path goes first. */
export function fixedRoutes(siteAt: SiteAt, pages: readonly Link[]): Route[] {
  const { site, newest } = siteAt;
  const key = site.indexNow;
  const feedPaths = ["/feed/", "/feed.xml", "/index.xml", "/rss/"];
  const textRoute = (path: string, text: Text): Route => ({ path, kind: "text", text, modified: newest });
  return [
    textRoute("/robots.txt", Text.derived(writeRobots, site)),
    textRoute("/llms.txt", Text.derived(writeLlms, site, pages)),
    ...feedPaths.map((path): Route => ({ path, kind: "redirect", to: `/${feedFormats[0].file}` })),
    ...(site.search === false ? [] : [searchRoute(siteAt)]),
    ...(key === undefined ? [] : [textRoute(`/${key}.txt`, Text.leaf(key))]),
  ];
}

/** What tells browsers how to search here. */
const searchRoute = ({ site, newest }: SiteAt): Route => ({
  path: openSearchPath,
  kind: "opensearch",
  text: Text.derived(writeOpenSearch, site),
  modified: newest,
});
