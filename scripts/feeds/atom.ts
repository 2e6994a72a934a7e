import { toIso } from "../../src/content/date.ts";
import { escapeXml, type Markup, trusted, xml } from "../../src/markup.ts";
import { type Feed, feedChangedAt, type FeedItem, xmlContentOf } from "./feed.ts";
import { mediaContent } from "./media.ts";

/**
 * Atom wants a date even where there is nothing to date. A feed without items was last changed when there was no Atom: RFC 4287 is from
 * December 2005. Validators take the epoch for a mistake.
 */
const birthOfAtom = Date.UTC(2005, 11, 1) / 1000;

/** Writes Atom 1.0 (RFC 4287). */
export function writeAtom(feed: Feed): string {
  const changed = feedChangedAt(feed) ?? birthOfAtom;
  return xml`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="${feed.language}">
<id>${feed.home}</id>
<title>${feed.title}</title>
<subtitle>${feed.description}</subtitle>
<updated>${toIso(changed)}</updated>
<author><name>${feed.publisher}</name></author>
<link rel="self" type="application/atom+xml" href="${feed.self.atom}"/>
<link rel="alternate" type="text/html" href="${feed.home}"/>
${feed.hub !== undefined && xml`<link rel="hub" href="${feed.hub}"/>\n`}<icon>${feed.icon}</icon>
${feed.items.map(atomEntry)}</feed>
`.text;
}

function atomEntry(item: FeedItem): Markup {
  const content = xmlContentOf(item);
  // An entry wants a text of one kind or the other.
  const summary = item.summary ?? (content === undefined ? item.title : undefined);
  return xml`<entry${item.lang !== undefined && xml` xml:lang="${item.lang}"`}>
<id>${item.id}</id>
<title>${item.title}</title>
<link rel="alternate" type="text/html" href="${item.url}"/>
<published>${toIso(item.published)}</published>
<updated>${toIso(item.updated)}</updated>
${item.authors.map(person)}${item.tags.map((tag) => xml`<category term="${asAttribute(tag)}"/>\n`)}${shown(item)}${summary !== undefined && xml`<summary>${summary}</summary>\n`}${content !== undefined && xml`<content type="html">${content}</content>\n`}${item.image !== undefined && mediaContent(item.image)}</entry>
`;
}

const shown = (item: FeedItem): Markup[] =>
  Object.entries(item.shown ?? {}).map(
    ([name, value]) => xml`<category term="${asAttribute(value)}" label="${name}: ${asAttribute(value)}"/>\n`,
  );

const person = ({ name, url }: FeedItem["authors"][number]): Markup =>
  xml`<author><name>${name}</name>${url !== undefined && xml`<uri>${url}</uri>`}</author>\n`;

// The white space of an attribute is read as spaces unless it is escaped (XML 1.0 §3.3.3).
const asAttribute = (text: string): Markup =>
  trusted(escapeXml(text).replace(/[\t\n]/g, (space) => `&#${space.charCodeAt(0)};`));
