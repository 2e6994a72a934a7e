import { isRecord, present } from "../base/record.ts";
import { defaultSite, type Link, type Profile, type Site } from "../../src/content/site.ts";
import {
  count,
  Fields,
  flag,
  list,
  oneOf,
  record,
  type Read,
  type Reader,
  type Report,
  text,
  webUrl,
  wrongIn,
} from "./fields.ts";
import { type Nearest } from "../base/nearest.ts";
import { language } from "./article-fields.ts";
import { parseRedirects, place, type Redirect } from "./redirects.ts";
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
    style: fields.optional("style", oneOf("append", "replace")),
    footer: fields.optional("footer", text),
    logo: fields.optional("logo", text),
    icon: fields.optional("icon", text),
    hub: fields.optional("hub", webUrl),
    indexNow: fields.optional("indexNow", key),
    aiCrawlers: fields.optional("aiCrawlers", oneOf("allow", "deny")),
  };
  if (!fields.has("url")) fields.warn([], `url is missing, so feeds and canonical links say ${defaultSite.url}`);
  const given = fields.optional("words", record("words by their names, such as older: Älter")) ?? {};
  const declared =
    fields.optional("taxonomies", record("taxonomies by their names, such as categories: { title: Categories }")) ?? {};
  const moved = fields.optional("redirects", record(`old paths, each with ${place}, such as /post/: /archive/`)) ?? {};
  const opened = fields.optional("policy", record("directives with sources, such as font-src: https://fonts.example"));
  fields.finish(nearest);
  const words = parseWords(given, nearest, report);
  const taxonomies = parseTaxonomies(declared, nearest, report);
  const policy = opened && parsePolicy(opened, nearest, report);
  const site = {
    ...defaultSite,
    ...present({ ...optional, words, policy, taxonomies: taxonomies?.length === 0 ? undefined : taxonomies }),
  };
  const redirects = parseRedirects(moved, site.url, report);
  return fields.failed || !words || !taxonomies || !redirects || (opened && !policy) ? undefined : { site, redirects };
}

const origin: Reader<string> = (value) => {
  const read = webUrl(value);
  if (!("value" in read)) return read;
  const url = new URL(read.value);
  return url.pathname === "/" && url.search === "" && url.hash === ""
    ? { value: url.origin }
    : { expected: "the address of the whole site, without a path, such as https://blog.example" };
};

export const zone: Reader<string> = (value) => {
  try {
    return { value: new Intl.DateTimeFormat("en", { timeZone: String(value) }).resolvedOptions().timeZone };
  } catch {
    return { expected: "an IANA time zone such as Europe/Berlin" };
  }
};

const colour: Reader<string> = (value) =>
  typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value)
    ? { value }
    : { expected: "a colour such as #8b2e16, in quotes" };

// https://www.indexnow.org/documentation: 8 to 128 characters
const key: Reader<string> = (value) =>
  typeof value === "string" && /^[A-Za-z0-9-]{8,128}$/.test(value)
    ? { value }
    : { expected: "8 to 128 letters, digits and hyphens" };

/** Of a part that is missing the whole is shown. */
const foundIn = (part: unknown): { readonly found?: unknown } => (part === undefined ? {} : { found: part });

const link: Reader<Link> = (value): Read<Link> => {
  if (!isRecord(value)) return { expected: "a title and a path" };
  const { title, path } = value;
  if (typeof title !== "string" || title === "") return { expected: "a title", at: ["title"] };
  if (typeof path !== "string" || !/^(\/(?!\/)|https?:|mailto:)/.test(path))
    return { expected: "a path such as /about/ or a URL", ...foundIn(path), at: ["path"] };
  return { value: { title, path } };
};

const profile: Reader<Profile> = (value): Read<Profile> => {
  if (!isRecord(value)) return { expected: "a name, and perhaps a bio and links" };
  const { name, bio, links } = value;
  if (typeof name !== "string" || name === "") return { expected: "a name", ...foundIn(name), at: ["name"] };
  if (bio !== undefined && typeof bio !== "string") return { expected: "text", found: bio, at: ["bio"] };
  const read = list(link)(links ?? []);
  if (!("value" in read)) return { wrong: wrongIn(read, links, ["links"]) };
  return { value: { name, ...(bio === undefined ? {} : { bio }), links: read.value } };
};
