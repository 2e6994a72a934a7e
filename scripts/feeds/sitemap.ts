import { type Moment, toIso } from "../../src/content/date.ts";
import { xml } from "../../src/markup.ts";

/** A page of the site or a part of its sitemap. `loc` is absolute. */
export interface SitemapEntry {
  readonly loc: string;
  /** When the content changed. Leave it out for what every post changes, or each would change the part that it is in. */
  readonly lastmod?: Moment;
}

/** Writes a part of the sitemap: at most 50,000 URLs and 50 MB. https://www.sitemaps.org/protocol.html */
export const writeSitemap = (pages: readonly SitemapEntry[]): string => write("urlset", "url", pages);

/** Writes the index of the parts, at most 50,000 of them. */
export const writeSitemapIndex = (parts: readonly SitemapEntry[]): string => write("sitemapindex", "sitemap", parts);

const write = (root: string, element: string, entries: readonly SitemapEntry[]): string =>
  xml`<?xml version="1.0" encoding="utf-8"?>
<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.map(({ loc, lastmod }) => xml`<${element}><loc>${loc}</loc>${lastmod !== undefined && xml`<lastmod>${toIso(lastmod)}</lastmod>`}</${element}>\n`)}</${root}>
`.text;
