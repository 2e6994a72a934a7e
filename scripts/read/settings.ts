import { isRecord, present } from "../base/record.ts";
import { defaultSite, type Link, type Profile, type Site } from "../../src/content/site.ts";
import { count, Fields, flag, list, matching, oneOf, type Reader, type Report, text, webUrl } from "./fields.ts";
import { language } from "./article-fields.ts";
import { place, parseRedirects, type Redirect } from "./redirects.ts";
import { parsePolicy } from "./settings/parse-policy.ts";
import { parseTaxonomies } from "./settings/parse-taxonomies.ts";
import { parseWords } from "./settings/parse-words.ts";

/** All that `site.yaml` says. Redirects are routes and no part of the site: to add one leaves every page as it is. */
export interface Settings {
  readonly site: Site;
  readonly redirects: readonly Redirect[];
}

export const defaultSettings: Settings = { site: defaultSite, redirects: [] };

/** Reads `site.yaml`; undefined when an error was reported. */
export function parseSettings(data: Readonly<Record<string, unknown>>, report: Report): Settings | undefined {
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
    style: fields.optional("style", oneOf("append", "replace")),
    footer: fields.optional("footer", text),
    logo: fields.optional("logo", text),
    icon: fields.optional("icon", text),
    hub: fields.optional("hub", webUrl),
    indexNow: fields.optional("indexNow", key),
    aiCrawlers: fields.optional("aiCrawlers", oneOf("allow", "deny")),
  };
  if (!fields.has("url")) fields.warn([], `url is missing, so feeds and canonical links say ${defaultSite.url}`);
  const words = fields.within("words", "words by their names, such as older: Älter");
  const declared = fields.within("taxonomies", "taxonomies by their names, such as categories: { title: Categories }");
  const moved = fields.within("redirects", `old paths, each with ${place}, such as /post/: /archive/`);
  const opened = fields.within("policy", "directives with sources, such as font-src: https://fonts.example");
  fields.finish();
  const given = present({ ...optional, words: parseWords(words), policy: parsePolicy(opened) });
  const taxonomies = parseTaxonomies(declared);
  const site = { ...defaultSite, ...given, ...(taxonomies.length > 0 && { taxonomies }) };
  const redirects = parseRedirects(moved, site.url);
  return fields.failed ? undefined : { site, redirects };
}

const origin: Reader<string> = (value, wrong) => {
  const read = webUrl(value, wrong);
  if (read === undefined) return undefined;
  const url = new URL(read);
  return url.pathname + url.search + url.hash === "/"
    ? url.origin
    : wrong("the address of the whole site, without a path, such as https://blog.example");
};

export const zone: Reader<string> = (value, wrong) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: String(value) }).resolvedOptions().timeZone;
  } catch {
    return wrong("an IANA time zone such as Europe/Berlin");
  }
};

const colour = matching(/^#[0-9a-f]{6}$/i, "a colour such as #8b2e16, in quotes");

// https://www.indexnow.org/documentation: 8 to 128 characters
const key = matching(/^[A-Za-z0-9-]{8,128}$/, "8 to 128 letters, digits and hyphens");

// Of a part that is missing the whole is shown.
const link: Reader<Link> = (value, wrong) => {
  if (!isRecord(value)) return wrong("a title and a path");
  const { title, path } = value;
  if (typeof title !== "string" || title === "") return wrong("a title", value, ["title"]);
  if (typeof path !== "string" || !/^(\/(?!\/)|https?:|mailto:)/.test(path))
    return wrong("a path such as /about/ or a URL", path, ["path"]);
  return { title, path };
};

const profile: Reader<Profile> = (value, wrong) => {
  if (!isRecord(value)) return wrong("a name, and perhaps a bio and links");
  const { name, bio, links = [] } = value;
  if (typeof name !== "string" || name === "") return wrong("a name", name, ["name"]);
  if (bio !== undefined && typeof bio !== "string") return wrong("text", bio, ["bio"]);
  const read = list(link)(links, (expected, found, at = []) => wrong(expected, found, ["links", ...at]));
  return read && { name, ...present({ bio }), links: read };
};
