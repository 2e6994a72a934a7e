import { count, Fields, flag, list, type Nearest, oneOf, type Read, recordOf, type Reader, type Report, text, webUrl, wrongIn } from "./fields.ts";
import { language, present } from "./post.ts";
import { parseRedirects, type Redirect, redirectsRecord } from "./redirects.ts";
import { parseWords, type Words, wordsRecord } from "./words.ts";

/** A link to a place, inside the site (`/about/`) or outside. */
export interface Link {
  readonly title: string;
  readonly path: string;
}

/** What the site knows of one of its authors. */
export interface Profile {
  readonly name: string;
  readonly bio?: string;
  /** The author's pages elsewhere, linked with `rel="me"`. */
  readonly links: readonly Link[];
}

/** What `site.yaml` says of the site as it looks, defaults filled in. The worker knows all of it, and all pages depend on it. */
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
  readonly postsPerPage: number;
  readonly feedItems: number;
  readonly feedContent: "full" | "summary";
  /** Whether quotes and dashes become typographic, after the language of each text. */
  readonly smartQuotes: boolean;
  /** Whether posts without a picture of their own get a card for link previews. Those need the site's address. */
  readonly cards: boolean;
  /** The one colour of links and ornaments, `#rrggbb`. */
  readonly accent?: string;
  /** A line at the foot of each page. */
  readonly footer?: string;
  /** Pictures under `static/`: `logo.svg`. */
  readonly logo?: string;
  readonly icon?: string;
  /** A WebSub hub that is told of each publication. */
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
  postsPerPage: 10,
  feedItems: 20,
  feedContent: "full",
  smartQuotes: false,
  cards: true,
  aiCrawlers: "allow",
};

/** All that `site.yaml` says. Redirects are routes and no part of the site: to add one leaves every page as it is. */
export interface Settings {
  readonly site: Site;
  readonly redirects: readonly Redirect[];
}

export const defaultSettings: Settings = { site: defaultSite, redirects: [] };

/** Reads `site.yaml`; undefined when an error was reported. */
export function parseSettings(
  data: Readonly<Record<string, unknown>>,
  nearest: Nearest,
  report: Report,
): Settings | undefined {
  const fields = new Fields(data, report);
  const optional = {
    title: fields.optional("title", text),
    description: fields.optional("description", text),
    url: fields.optional("url", origin),
    author: fields.optional("author", text),
    authors: fields.optional("authors", list(profile)),
    language: fields.optional("language", language),
    timezone: fields.optional("timezone", zone),
    nav: fields.optional("nav", list(link)),
    postsPerPage: fields.optional("postsPerPage", count),
    feedItems: fields.optional("feedItems", count),
    feedContent: fields.optional("feedContent", oneOf("full", "summary")),
    smartQuotes: fields.optional("smartQuotes", flag),
    cards: fields.optional("cards", flag),
    accent: fields.optional("accent", colour),
    footer: fields.optional("footer", text),
    logo: fields.optional("logo", text),
    icon: fields.optional("icon", text),
    hub: fields.optional("hub", webUrl),
    indexNow: fields.optional("indexNow", key),
    aiCrawlers: fields.optional("aiCrawlers", oneOf("allow", "deny")),
  };
  if (!fields.has("url")) fields.warn([], `url is missing, so feeds and canonical links say ${defaultSite.url}`);
  const given = fields.optional("words", wordsRecord) ?? {};
  const record = fields.optional("redirects", redirectsRecord) ?? {};
  fields.finish(nearest);
  const words = parseWords(given, nearest, report);
  const site = { ...defaultSite, ...present({ ...optional, words }) };
  const redirects = parseRedirects(record, site.url, report);
  return fields.failed || !words || !redirects ? undefined : { site, redirects };
}

const origin: Reader<string> = (value) => {
  const read = webUrl(value);
  if (!("value" in read)) return read;
  const url = new URL(read.value);
  return url.pathname === "/" && url.search === "" && url.hash === ""
    ? { value: url.origin }
    : { expected: "the address of the whole site, without a path, such as https://blog.example" };
};

const zone: Reader<string> = (value) => {
  try {
    return { value: new Intl.DateTimeFormat("en", { timeZone: String(value) }).resolvedOptions().timeZone };
  } catch {
    return { expected: "an IANA time zone such as Europe/Berlin" };
  }
};

const colour: Reader<string> = (value) =>
  typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value) ? { value } : { expected: "a colour such as #8b2e16, in quotes" };

// https://www.indexnow.org/documentation: 8 to 128 characters
const key: Reader<string> = (value) =>
  typeof value === "string" && /^[A-Za-z0-9-]{8,128}$/.test(value)
    ? { value }
    : { expected: "8 to 128 letters, digits and hyphens" };

/** Of a part that is missing the whole is shown. */
const foundIn = (part: unknown): { readonly found?: unknown } => (part === undefined ? {} : { found: part });

const link: Reader<Link> = (value): Read<Link> => {
  const record = recordOf(value);
  if (!record) return { expected: "a title and a path" };
  const { title, path } = record;
  if (typeof title !== "string" || title === "") return { expected: "a title", at: ["title"] };
  if (typeof path !== "string" || !/^(\/(?!\/)|https?:|mailto:)/.test(path))
    return { expected: "a path such as /about/ or a URL", ...foundIn(path), at: ["path"] };
  return { value: { title, path } };
};

const profile: Reader<Profile> = (value): Read<Profile> => {
  const record = recordOf(value);
  if (!record) return { expected: "a name, and perhaps a bio and links" };
  const { name, bio, links } = record;
  if (typeof name !== "string" || name === "") return { expected: "a name", ...foundIn(name), at: ["name"] };
  if (bio !== undefined && typeof bio !== "string") return { expected: "text", found: bio, at: ["bio"] };
  const read = list(link)(links ?? []);
  if (!("value" in read)) return { wrong: wrongIn(read, links, ["links"]) };
  return { value: { name, ...(bio === undefined ? {} : { bio }), links: read.value } };
};

/** The profile of an author by name, if `site.yaml` has one. */
export const profileOf = (site: Site, name: string): Profile | undefined =>
  site.authors.find((profile) => profile.name === name);
