import { toIso } from "../content/date.ts";
import { type Markup, xml } from "../markup.ts";
import { changedAt, type Feed, type FeedAuthor, feedChangedAt, type FeedItem } from "./feed.ts";
import { mediaContent } from "./media.ts";

/** Writes Atom 1.0 (RFC 4287). */
export function writeAtom(feed: Feed): string {
  // Atom wants a date even where there is nothing to date: a feed without items last changed at the epoch.
  const changed = feedChangedAt(feed) ?? 0;
  return xml`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="${feed.language}">
<id>${feed.id}</id>
<title>${feed.title}</title>
<subtitle>${feed.description}</subtitle>
<updated>${toIso(changed)}</updated>
<author><name>${feed.publisher}</name></author>
<link rel="self" type="application/atom+xml" href="${feed.self.atom}"/>
<link rel="alternate" type="text/html" href="${feed.home}"/>
${feed.hub !== undefined && xml`<link rel="hub" href="${feed.hub}"/>\n`}${feed.icon !== undefined && xml`<icon>${feed.icon}</icon>\n`}${feed.items.map((item) => entry(item, feed))}</feed>
`.text;
}

const entry = (
  item: FeedItem,
  feed: Feed,
): Markup => xml`<entry${item.lang !== undefined && item.lang !== feed.language && xml` xml:lang="${item.lang}"`}>
<id>${item.id}</id>
<title>${item.title}</title>
<link rel="alternate" type="text/html" href="${item.url}"/>
<published>${toIso(item.published)}</published>
<updated>${toIso(changedAt(item))}</updated>
${item.authors.map(person)}${item.tags.map((tag) => xml`<category term="${tag}"/>\n`)}${item.summary !== undefined && xml`<summary>${item.summary}</summary>\n`}${item.html !== undefined && xml`<content type="html">${item.html}</content>\n`}${item.image !== undefined && mediaContent(item.image)}</entry>
`;

const person = (author: FeedAuthor): Markup =>
  xml`<author><name>${author.name}</name>${author.url !== undefined && xml`<uri>${author.url}</uri>`}</author>\n`;
