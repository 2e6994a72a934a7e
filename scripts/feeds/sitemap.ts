import { type Moment, toIso } from "../../src/content/date.ts";
import { type Markup, xml } from "../../src/markup.ts";

/** A page of the site or a part of its sitemap. `loc` is absolute. */
export interface SitemapEntry {
  readonly loc: string;
  /** When the content changed. Leave it out for what every post changes, or each would change the part that it is in. */
  readonly lastmod?: Moment;
}

/** Writes a part of the sitemap: at most 50,000 URLs and 50 MB. https://www.sitemaps.org/protocol.html */
export const writeSitemap = (pages: readonly SitemapEntry[]): string =>
  xml`<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.map((page) => entry("url", page))}</urlset>
`.text;

/** Writes the index of the parts, at most 50,000 of them. */
export const writeSitemapIndex = (parts: readonly SitemapEntry[]): string =>
  xml`<?xml version="1.0" encoding="utf-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${parts.map((part) => entry("sitemap", part))}</sitemapindex>
`.text;

const entry = (element: "url" | "sitemap", { loc, lastmod }: SitemapEntry): Markup =>
  xml`<${element}><loc>${loc}</loc>${lastmod !== undefined && xml`<lastmod>${toIso(lastmod)}</lastmod>`}</${element}>\n`;
