import { type Moment, toIso } from "../content/date.ts";
import { type Markup, xml } from "../markup.ts";

/** A page of the site, its URL absolute. */
export interface SitemapUrl {
  readonly loc: string;
  /** When its content changed. Leave it out for lists, or every post would change the parts that they are in. */
  readonly lastmod?: Moment;
  /** Since when the page is there: a post's date, for a tag, an author or a year that of its oldest post. Absent for undated pages. */
  readonly since?: Moment;
}

export interface SitemapPart {
  /** Such as `sitemap-2024.xml`. */
  readonly name: string;
  readonly urls: readonly SitemapUrl[];
}

// https://www.sitemaps.org/protocol.html: 50,000 URLs and 50 MB. A value in KV holds 25 MiB.
const maxUrls = 50_000;
const maxBytes = 20_000_000;

/**
 * Parts of the sitemap, by the year (UTC) since which pages are there, so that a new page changes the part of its year
 * alone, wherever it stands in time. Years with more than a part holds are split, oldest first.
 */
export function sitemapParts(urls: readonly SitemapUrl[]): SitemapPart[] {
  const years = Map.groupBy(urls.toSorted(oldestFirst), ({ since }) =>
    since === undefined ? "pages" : String(new Date(since * 1000).getUTCFullYear()),
  );
  return [...years].flatMap(([year, group]) =>
    split(group).map((part, index) => ({
      name: `sitemap-${year}${index === 0 ? "" : `-${index + 1}`}.xml`,
      urls: part,
    })),
  );
}

function split(urls: readonly SitemapUrl[]): SitemapUrl[][] {
  const parts: SitemapUrl[][] = [];
  let bytes = maxBytes;
  for (const url of urls) {
    const size = entry("url", url).text.length; // URLs are ASCII, so characters are bytes
    const part = parts.at(-1);
    if (part && part.length < maxUrls && bytes + size <= maxBytes) {
      part.push(url);
      bytes += size;
    } else {
      parts.push([url]);
      bytes = size;
    }
  }
  return parts;
}

export const writeSitemap = (urls: readonly SitemapUrl[]): string =>
  xml`<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.map((url) => entry("url", url))}</urlset>
`.text;

/** The index of all parts. `base` is the URL of the folder that they are in, with a slash at its end. */
export const writeSitemapIndex = (base: string, parts: readonly SitemapPart[]): string =>
  xml`<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${parts.map(({ name, urls }) => entry("sitemap", { loc: base + name, ...latest(urls) }))}</sitemapindex>
`.text;

const entry = (element: "url" | "sitemap", { loc, lastmod }: SitemapUrl): Markup =>
  xml`<${element}><loc>${loc}</loc>${lastmod !== undefined && xml`<lastmod>${toIso(lastmod)}</lastmod>`}</${element}>\n`;

function latest(urls: readonly SitemapUrl[]): { lastmod?: Moment } {
  const moments = urls.flatMap(({ lastmod }) => lastmod ?? []);
  return moments.length === 0 ? {} : { lastmod: moments.reduce((newest, moment) => Math.max(newest, moment)) };
}

// By code unit, not by locale: two machines must agree.
const oldestFirst = (a: SitemapUrl, b: SitemapUrl): number =>
  (a.since ?? -Infinity) - (b.since ?? -Infinity) || (a.loc < b.loc ? -1 : a.loc > b.loc ? 1 : 0);
