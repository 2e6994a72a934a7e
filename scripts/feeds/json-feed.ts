import { toIso } from "../../src/content/date.ts";
import { contentOf, type Feed, type FeedItem } from "./feed.ts";

/** Writes JSON Feed 1.1. https://www.jsonfeed.org/version/1.1/ */
export function writeJsonFeed(feed: Feed): string {
  const about = {
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    home_page_url: feed.home,
    feed_url: feed.self.jsonfeed,
    description: feed.description,
    icon: feed.icon,
    language: feed.language,
    hubs: feed.hub === undefined ? undefined : [{ type: "WebSub", url: feed.hub }],
  };
  return `${inJson(about).slice(0, -1)},"items":[${feed.items.map(jsonItem).join(",")}]}\n`;
}

function jsonItem(item: FeedItem): string {
  const content = contentOf(item);
  const fields = {
    id: item.id,
    url: item.url,
    title: item.title,
    // Every item needs a content of one kind or the other.
    content_html: content,
    content_text: content === undefined ? (item.summary ?? item.title) : undefined,
    summary: item.summary,
    image: item.image?.src,
    date_published: toIso(item.published),
    date_modified: item.updated === item.published ? undefined : toIso(item.updated),
    authors: item.authors.length === 0 ? undefined : item.authors,
    tags: item.tags.length === 0 ? undefined : item.tags,
    language: item.lang,
    // An extension, whose name begins with an underscore.
    _fields: item.shown,
  };
  return inJson(fields);
}

/** JSON with U+FFFD for half of a surrogate pair, which `JSON.stringify` writes as an escape that strict parsers refuse (RFC 8259 §8.2). */
function inJson(value: object): string {
  const json = JSON.stringify(value);
  if (!json.includes("\\ud")) return json;
  return json.replace(/\\(?:u(d[\da-f]{3})|[^])/g, (escape, half?: string) => (half === undefined ? escape : "\ufffd"));
}
