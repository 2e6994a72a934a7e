import type { Image } from "./models.ts";
import type { OwnTaxonomy } from "./taxonomies.ts";
import type { Words } from "./words.ts";

/** A link to a place, inside the site (`/about/`) or outside. */
export interface Link {
  readonly title: string;
  readonly path: string;
}

/** A picture of a person, ready to be shown. */
export interface Portrait {
  /** Path of the file for those who take none of the sources: `/pictures/harbour-0f1e2d3c4b5a6978-1200.jpg`. */
  readonly src: string;
  /** Of the original, upright. */
  readonly width: number;
  readonly height: number;
  /** What `<source>` elements say, the best formats first; `media` is a query, where one is not for everyone. */
  readonly sources: readonly { readonly type: string; readonly srcset: string; readonly media?: string }[];
  /** The file for those who read neither SVG nor icons. */
  readonly share?: { readonly src: string };
}

/** What the site knows of one of its authors. */
export interface Profile {
  readonly name: string;
  readonly bio?: string;
  /** The author's pages elsewhere, linked with `rel="me"`. */
  readonly links: readonly Link[];
  /** The author's account in the fediverse: `@ada@social.example`. */
  readonly fediverse?: string;
  /** A picture under `static/`: `ada.jpg`; and what the prebuild made of it. */
  readonly picture?: string;
  readonly portrait?: Portrait;
  /** What link previews show of the author's page: drawn by the prebuild. */
  readonly card?: Image;
}

/** Sources that pages may use beside those that they may anyway: https://www.w3.org/TR/CSP3/#framework-directive-source-list */
export type Policy = { readonly [Directive in (typeof openDirectives)[number]]?: readonly string[] };

/** What a site may open. Scripts are not among it: no page has any. */
export const openDirectives = ["font-src", "frame-src", "img-src", "media-src", "form-action"] as const;

/** What `site.yaml` says about the site as it looks, defaults filled in. The worker knows all of it, and all pages depend on it. */
export interface Site {
  readonly title: string;
  readonly description?: string;
  /** Origin of the site without a trailing slash: `https://blog.example`. */
  readonly url: string;
  /** Who wrote the posts that name nobody. */
  readonly author?: string;
  readonly authors: readonly Profile[];
  /** BCP 47. */
  readonly language: string;
  /** Words of the interface in that language; those that are not here are English. */
  readonly words: Words;
  /** IANA zone in which dates without an offset are read and all dates are shown. */
  readonly timezone: string;
  /** Undefined when `site.yaml` has none: the prebuild then lists the archive, the tags and the pages. */
  readonly nav?: readonly Link[];
  /** Ways to group posts beside tags, authors and series. */
  readonly taxonomies?: readonly OwnTaxonomy[];
  /** Whether the home page has only the beginning of its newest post, or all of it. */
  readonly home?: "list" | "newest";
  /** Whether readers can search, and whether the home page has the field for it. */
  readonly search: boolean | "home";
  readonly postsPerPage: number;
  readonly feedItems: number;
  readonly feedContent: "full" | "summary";
  /** Whether quotes and dashes become typographic, after the language of each text. */
  readonly smartQuotes: boolean;
  /** Whether what has no picture that link previews show gets a card. Those need the site's address. */
  readonly cards: boolean;
  /** What link previews show of pages that have neither: the site's own card, drawn by the prebuild. */
  readonly card?: Image;
  /** The one colour of links and ornaments, `#rrggbb`. */
  readonly accent?: string;
  /** What becomes of our stylesheet where the blog has one: it follows ours, or takes its place. */
  readonly style?: "append" | "replace";
  /** What else pages may load, by the directives of a Content-Security-Policy. */
  readonly policy?: Policy;
  /** A line at the foot of each page. */
  readonly footer?: string;
  /** Pictures under `static/`: `logo.svg`. */
  readonly logo?: string;
  readonly icon?: string;
  /** A WebSub hub that is notified of each publication. */
  readonly hub?: string;
  /** Key for IndexNow, at whose request search engines visit. */
  readonly indexNow?: string;
  /** What robots.txt says to crawlers that train models. */
  readonly aiCrawlers: "allow" | "deny";
}

export const defaultSite: Site = {
  title: "A blog at the edge",
  url: "https://example.com",
  authors: [],
  language: "en",
  words: {},
  timezone: "UTC",
  search: true,
  postsPerPage: 10,
  feedItems: 20,
  feedContent: "full",
  smartQuotes: false,
  cards: true,
  aiCrawlers: "allow",
};

/** The profile of an author by name, if `site.yaml` has one. */
export const profileOf = (site: Site, name: string): Profile | undefined =>
  site.authors.find((profile) => profile.name === name);
