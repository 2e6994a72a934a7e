import { Text } from "../store/text.ts";
import type { Moment } from "../../src/content/date.ts";
import type { Image } from "../../src/content/models.ts";
import { eachFormat, type FeedKind } from "../../src/content/feed-formats.ts";
import type { Link, Site } from "../../src/content/site.ts";
import { escapeXml, type Markup, trusted } from "../../src/markup.ts";

/** One post of a feed. All URLs are absolute, all texts plain but `html`. */
export interface FeedItem {
  /** Never changes once published, whatever becomes of title, URL and domain. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly published: Moment;
  /** When it last changed, no earlier than it was published. */
  readonly updated: Moment;
  /** `avatar` is a picture, which of our formats JSON Feed alone has a place for. */
  readonly authors: readonly { readonly name: string; readonly url?: string; readonly avatar?: string }[];
  readonly tags: readonly string[];
  readonly summary?: string;
  /** Texts of fields that are shown as they are, by the name of the field. */
  readonly shown?: Readonly<Record<string, string>>;
  /** The whole content, ready for readers; absent in a feed of summaries. */
  readonly html?: Text;
  /** BCP 47; absent where it is the feed's. */
  readonly lang?: string;
  readonly image?: Image;
}

/** What the writers of all formats write. All URLs are absolute. */
export interface Feed {
  readonly title: string;
  readonly description: string;
  /** The page whose posts these are. Its URL is the feed's id, too. */
  readonly home: string;
  /** Where the feed itself stands in each format. */
  readonly self: Readonly<Record<FeedKind, string>>;
  /** BCP 47. */
  readonly language: string;
  /** Stands as author for items that name nobody, since Atom wants one (RFC 4287 §4.1.1). */
  readonly publisher: string;
  /** A WebSub hub. */
  readonly hub?: string | undefined;
  /** A square PNG. */
  readonly icon: string;
  /** Newest first. */
  readonly items: readonly FeedItem[];
}

/** The feed of a list: the site's at `/`, or that of a term. Its items are the caller's choice: the newest `site.feedItems`, newest first. */
export function feedOf(site: Site, list: Link, items: readonly FeedItem[]): Feed {
  const home = site.url + list.path;
  const title = list.path === "/" ? site.title : `${list.title} · ${site.title}`;
  return {
    title,
    description: site.description ?? title,
    home,
    self: eachFormat(({ file }) => home + file),
    language: site.language,
    publisher: site.author ?? site.title,
    hub: site.hub,
    // The one icon that every site has in a form that all readers show.
    icon: `${site.url}/apple-touch-icon.png`,
    items,
  };
}

/**
 * When a feed last changed: with its content and never with a clock, so that the same posts give the same bytes.
 * Undefined for a feed without items.
 */
export const feedChangedAt = ({ items }: Feed): Moment | undefined =>
  items.length === 0 ? undefined : Math.max(...items.map(({ updated }) => updated));

/** The HTML to write, if there is any: an empty content would keep readers from showing the summary. */
export const contentOf = ({ html }: FeedItem): string | undefined => {
  const content = html?.read();
  return content?.trim() ? content : undefined;
};

/** The same, escaped for XML, which RSS and Atom have in common. */
export const xmlContentOf = (item: FeedItem): Markup | undefined =>
  item.html && contentOf(item) !== undefined ? trusted(Text.derived(escapedHtml, item.html).read()) : undefined;

export const escapedHtml = (html: Text): string => escapeXml(html.read());
