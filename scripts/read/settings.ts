import { isRecord, present } from "../base/record.ts";
import { defaultSite, type Link, type Profile, type Site } from "../../src/content/site.ts";
import {
  count,
  Fields,
  flag,
  formed,
  list,
  matching,
  oneOf,
  only,
  orNothing,
  record,
  type Read,
  type Reader,
  reader,
  type Report,
  text,
  webUrl,
  wrongIn,
} from "./fields.ts";
import { type Nearest } from "../base/nearest.ts";
import { language } from "./article-fields.ts";
import { destination, parseRedirects, place, type Redirect } from "./redirects.ts";
import { parsePolicy, policyReaders } from "./settings/parse-policy.ts";
import { parseTaxonomies } from "./settings/parse-taxonomies.ts";
import { parseWords, wordReaders } from "./settings/parse-words.ts";

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
  const { words: given, taxonomies: declared, redirects: moved, policy: opened, ...optional } = fields.all(settings);
  if (!fields.has("url")) fields.warn([], `url is missing, so feeds and canonical links say ${defaultSite.url}`);
  fields.finish(nearest);
  const words = parseWords(given ?? {}, nearest, report);
  const taxonomies = parseTaxonomies(declared ?? {}, nearest, report);
  const policy = opened && parsePolicy(opened, nearest, report);
  const site = {
    ...defaultSite,
    ...present({ ...optional, words, policy, taxonomies: taxonomies?.length === 0 ? undefined : taxonomies }),
  };
  const redirects = parseRedirects(moved ?? {}, site.url, report);
  return fields.failed || !words || !taxonomies || !redirects || (opened && !policy) ? undefined : { site, redirects };
}

const address = "the address of the whole site, without a path, such as https://blog.example";

const origin = reader<string>(
  { ...webUrl.schema, ...formed(`${String(webUrl.schema["pattern"])}[/\\\\]*[^/\\\\?#]+/?\\s*$`, address) },
  (value) => {
    const read = webUrl(value);
    if (!("value" in read)) return read;
    const { pathname, search, hash, origin } = new URL(read.value);
    return pathname + search + hash === "/" ? { value: origin } : { expected: address };
  },
);

export const zone = reader<string>({ type: ["string"], examples: Intl.supportedValuesOf("timeZone") }, (value) => {
  try {
    return { value: new Intl.DateTimeFormat("en", { timeZone: String(value) }).resolvedOptions().timeZone };
  } catch {
    return { expected: "an IANA time zone such as Europe/Berlin" };
  }
});

const colour = matching(/^#[0-9a-fA-F]{6}$/, "a colour such as #8b2e16, in quotes");

// https://www.indexnow.org/documentation: 8 to 128 characters
const key = matching(/^[A-Za-z0-9-]{8,128}$/, "8 to 128 letters, digits and hyphens", ["string", "integer"]);

/** Of a part that is missing the whole is shown. */
const foundIn = (part: unknown): { readonly found?: unknown } => (part === undefined ? {} : { found: part });

const linkPath = /^(\/(?!\/)|https?:|mailto:)/;

const filled = { ...text.schema, minLength: 1 };

const linkSchema = {
  type: ["object"],
  properties: {
    title: filled,
    path: { type: "string", ...formed(linkPath.source, "a path such as /about/ or a URL") },
  },
  required: ["title", "path"],
};

const link = reader(linkSchema, (value): Read<Link> => {
  if (!isRecord(value)) return { expected: "a title and a path" };
  const { title, path } = value;
  if (typeof title !== "string" || title === "") return { expected: "a title", at: ["title"] };
  if (typeof path !== "string" || !linkPath.test(path))
    return { expected: "a path such as /about/ or a URL", ...foundIn(path), at: ["path"] };
  return { value: { title, path } };
});

const profileSchema = {
  type: ["object"],
  properties: { name: filled, bio: text.schema, links: orNothing(list(link).schema) },
  required: ["name"],
};

const profile = reader(profileSchema, (value): Read<Profile> => {
  if (!isRecord(value)) return { expected: "a name, and perhaps a bio and links" };
  const { name, bio, links } = value;
  if (typeof name !== "string" || name === "") return { expected: "a name", ...foundIn(name), at: ["name"] };
  if (bio !== undefined && typeof bio !== "string") return { expected: "text", found: bio, at: ["bio"] };
  const read = list(link)(links ?? []);
  if (!("value" in read)) return { wrong: wrongIn(read, links, ["links"]) };
  return { value: { name, ...(bio === undefined ? {} : { bio }), links: read.value } };
});

/** All settings by name, each with its reader. */
export const settings = {
  title: text,
  description: text,
  url: origin,
  author: text,
  authors: list(profile),
  language,
  timezone: zone,
  nav: list(link),
  postsPerPage: count,
  feedItems: count,
  feedContent: oneOf("full", "summary"),
  smartQuotes: flag,
  cards: flag,
  accent: colour,
  style: oneOf("append", "replace"),
  footer: text,
  logo: text,
  icon: text,
  hub: webUrl,
  indexNow: key,
  aiCrawlers: oneOf("allow", "deny"),
  words: record("words by their names, such as older: Älter", only(wordReaders)),
  taxonomies: record("taxonomies by their names, such as categories: { title: Categories }", {}),
  redirects: record(`old paths, each with ${place}, such as /post/: /archive/`, {
    additionalProperties: destination(defaultSite.url).schema,
  }),
  policy: record("directives with sources, such as font-src: https://fonts.example", only(policyReaders)),
} as const satisfies Readonly<Record<string, Reader<unknown>>>;
