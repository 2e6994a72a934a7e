import { Text } from "../store/text.ts";
import type { Moment } from "../../src/content/date.ts";
import { eachFormat, type FeedKind } from "../../src/content/feed-formats.ts";
import type { Site } from "../../src/content/site.ts";

/** Who wrote an item; `url` is absolute. */
export interface FeedAuthor {
  readonly name: string;
  readonly url?: string;
}

/** The picture that stands for an item. `url` is absolute, sizes are in pixels, `length` in bytes. */
export interface FeedImage {
  readonly url: string;
  readonly alt?: string;
  /** Media type such as `image/jpeg`. */
  readonly type?: string;
  readonly length?: number;
  readonly width?: number;
  readonly height?: number;
}

/** One post of a feed. All URLs are absolute, all texts plain but `html`. */
export interface FeedItem {
  /** Never changes once published, whatever becomes of title, URL and domain. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly published: Moment;
  readonly updated?: Moment;
  readonly authors: readonly FeedAuthor[];
  readonly tags: readonly string[];
  readonly summary?: string;
  /** Texts of fields that are shown as they are, by the name of the field. */
  readonly shown?: Readonly<Record<string, string>>;
  /** The whole content, ready for readers; absent in a feed of summaries. */
  readonly html?: Text;
  /** BCP 47; absent where it is the feed's. */
  readonly lang?: string;
  readonly image?: FeedImage;
}

/** What the writers of all formats write. All URLs are absolute. */
export interface Feed {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The page whose posts these are. */
  readonly home: string;
  /** Where the feed itself stands in each format. */
  readonly self: Readonly<Record<FeedKind, string>>;
  /** BCP 47. */
  readonly language: string;
  /** Stands as author for items that name nobody, since Atom wants one (RFC 4287 §4.1.1). */
  readonly publisher: string;
  /** A WebSub hub. */
  readonly hub?: string;
  /** A square PNG. */
  readonly icon: string;
  /** Newest first. */
  readonly items: readonly FeedItem[];
}

/** The part of the site that a feed follows: `/` for all posts, `/tags/TAG/` or `/authors/AUTHOR/`. */
export interface FeedPlace {
  /** Absent for the site as a whole. */
  readonly title?: string;
  readonly description?: string;
  readonly path: string;
}

/** The feed of a place. Its items are the caller's choice: the newest `site.feedItems`, newest first. */
export function feedOf(site: Site, place: FeedPlace, items: readonly FeedItem[]): Feed {
  const home = site.url + place.path;
  const title = place.title === undefined ? site.title : `${place.title} · ${site.title}`;
  return {
    id: home,
    title,
    description: place.description ?? site.description ?? title,
    home,
    self: eachFormat(({ file }) => home + file),
    language: site.language,
    publisher: site.author ?? site.title,
    ...(site.hub === undefined ? {} : { hub: site.hub }),
    // The one icon that every site has in a form that all readers show.
    icon: `${site.url}/apple-touch-icon.png`,
    items,
  };
}

/** When an item last changed. An update dated before the publication is a slip of the pen, not news from the past. */
export const changedAt = (item: FeedItem): Moment => Math.max(item.published, item.updated ?? item.published);

/**
 * When a feed last changed: with its content and never with a clock, so that the same posts give the same bytes.
 * Undefined for a feed without items.
 */
export const feedChangedAt = (feed: Feed): Moment | undefined =>
  feed.items.length === 0 ? undefined : Math.max(...feed.items.map(changedAt));

/** Whether there is HTML to write: an empty content would keep readers from showing the summary. */
export const hasContent = ({ html }: FeedItem): boolean => html !== undefined && html.read().trim() !== "";

/** What one writer makes of an item, which is in many feeds: the site's, those of its tags and authors, and again at later moments. */
export const written = (write: (item: FeedItem) => string, item: FeedItem): string => Text.derived(write, item).read();
