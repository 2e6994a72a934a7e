import { toHttpDate } from "../../src/content/date.ts";
import { escapeXml, type Markup, trusted, xml } from "../../src/markup.ts";
import { type Feed, feedChangedAt, type FeedItem, xmlContentOf } from "./feed.ts";
import { mediaContent } from "./media.ts";
import { plain } from "./plain.ts";

/** Writes RSS 2.0 after the RSS Advisory Board's specification and profile. https://www.rssboard.org/rss-profile */
export function writeRss(feed: Feed): string {
  const changed = feedChangedAt(feed);
  return xml`<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>${plain(feed.title)}</title>
<link>${feed.home}</link>
<description>${plain(feed.description)}</description>
<language>${feed.language}</language>
${changed !== undefined && xml`<lastBuildDate>${toHttpDate(changed)}</lastBuildDate>\n`}<atom:link rel="self" type="application/rss+xml" href="${feed.self.rss}"/>
${feed.hub !== undefined && xml`<atom:link rel="hub" href="${feed.hub}"/>\n`}<image>
<url>${feed.icon}</url>
<title>${plain(feed.title)}</title>
<link>${feed.home}</link>
</image>
${feed.items.map(rssItem)}</channel>
</rss>
`.text;
}

// "description" stands before "content:encoded", since some readers take the first of the two that they meet.
function rssItem(item: FeedItem): Markup {
  const content = xmlContentOf(item);
  return xml`<item${item.lang !== undefined && xml` xml:lang="${item.lang}"`}>
<title>${plain(item.title)}</title>
<link>${item.url}</link>
<guid isPermaLink="false">${item.id}</guid>
<pubDate>${toHttpDate(item.published)}</pubDate>
${item.authors.map((author) => xml`<dc:creator>${author.name}</dc:creator>\n`)}${item.tags.map((tag) => xml`<category>${plain(tag)}</category>\n`)}${shown(item)}<description>${plainAsHtml(item.summary ?? item.title)}</description>
${content !== undefined && xml`<content:encoded>${content}</content:encoded>\n`}${item.image !== undefined && mediaContent(item.image)}</item>
`;
}

const shown = (item: FeedItem): Markup[] =>
  Object.entries(item.shown ?? {}).map(([name, value]) => xml`<category domain="${name}">${plain(value)}</category>\n`);

/**
 * Readers take a description for HTML. So what HTML would read as a character reference, and each "<", is escaped for HTML too, and
 * nothing more: "AT&T" means the same in both, and those who take the description for plain text see them right as well.
 */
const plainAsHtml = (text: string): Markup =>
  trusted(escapeXml(text).replace(/&(?=amp;(?:#|[a-z][a-z0-9])|lt;)/gi, "&amp;"));
