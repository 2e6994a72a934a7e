import { isRecord, present } from "../base/record.ts";
import { defaultSite, type Link, type Profile, type Site } from "../../src/content/site.ts";
import { educated } from "../markdown/quotes.ts";
import {
  count,
  Fields,
  flag,
  list,
  matching,
  oneOf,
  only,
  reader,
  type Report,
  text,
  webUrl,
  type Wrong,
} from "./fields.ts";
import { language } from "./article-fields.ts";
import { parseRedirects, type Redirect, redirects } from "./settings/redirects.ts";
import { parsePolicy, policy } from "./settings/parse-policy.ts";
import { parseTaxonomies, taxonomies } from "./settings/parse-taxonomies.ts";
import { parseWords, words } from "./settings/parse-words.ts";

/** Everything that `site.yaml` says. Redirects are routes and not part of the site: adding one leaves every page as it is. */
export interface Settings {
  readonly site: Site;
  readonly redirects: readonly Redirect[];
}

export const defaultSettings: Settings = { site: defaultSite, redirects: [] };

/** Reads `site.yaml`; undefined when an error was reported. */
export function parseSettings(data: Readonly<Record<string, unknown>>, report: Report): Settings | undefined {
  const fields = new Fields(data, report);
  const { words, policy, taxonomies: declared, redirects: moved, ...others } = settings;
  const values = fields.all(others);
  if (values.url !== undefined && isOwnMachine(values.url))
    fields.warn(
      ["url"],
      `url is "${values.url}", which leads readers of feeds to their own machine, expected the blog's address`,
    );
  if (!fields.has("url")) fields.warn([], `url is missing, so feeds and canonical links say ${defaultSite.url}`);
  const given = present({
    ...values,
    words: parseWords(fields.within("words", words)),
    policy: parsePolicy(fields.within("policy", policy)),
  });
  const taxonomies = parseTaxonomies(fields.within("taxonomies", declared));
  const site = { ...defaultSite, ...given, ...(taxonomies.length > 0 && { taxonomies }) };
  const redirects = parseRedirects(fields.within("redirects", moved), site.url);
  fields.finish(foreignNames);
  return fields.failed ? undefined : { site: site.smartQuotes ? withSigns(site) : site, redirects };
}

const isOwnMachine = (url: string): boolean => /^https?:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::|$)/.test(url);

/** Other systems' names for our settings, which are too different to be found as misspellings. */
const names = {
  title: "name siteTitle site_title",
  description: "subtitle tagline",
  url: "baseURL base_url baseurl siteUrl site_url site",
  language: "lang locale languageCode default_language",
  timezone: "timeZone tz",
  nav: "menu navigation nav_links",
  postsPerPage: "pageSize paginate pagination posts_per_page per_page",
  accent: "color colour theme_color",
  icon: "favicon",
  redirects: "aliases",
} satisfies { readonly [Name in keyof typeof settings]?: string };
const foreignNames: ReadonlyMap<string, string> = new Map(
  Object.entries(names).flatMap(([ours, theirs]) => theirs.split(" ").map((each) => [each, ours])),
);

/** Typographic quotes and dashes in what stands on pages as it is. */
function withSigns(site: Site): Site {
  const signs = (text: string): string => educated(text, site.language);
  const titled = <T extends { readonly title: string }>(each: T): T => ({ ...each, title: signs(each.title) });
  const { description, footer, nav, taxonomies } = site;
  // Names stay as posts have them.
  const authors = site.authors.map(({ bio, links, ...author }) => ({
    ...author,
    ...present({ bio: bio && signs(bio) }),
    links: links.map(titled),
  }));
  const others = {
    description: description && signs(description),
    footer: footer && signs(footer),
    nav: nav?.map(titled),
    taxonomies: taxonomies?.map(titled),
  };
  return { ...titled(site), authors, ...present(others) };
}

const origin = reader(
  { type: ["string"], pattern: String.raw`^\s*\w+:[/\\]*[^/\\?#]+[/\\?#]*\s*$` },
  (value, wrong) => {
    const read = webUrl(value, wrong);
    if (read === undefined) return undefined;
    const url = new URL(read);
    return url.pathname + url.search + url.hash === "/"
      ? url.origin
      : wrong("the address of the whole site, without a path, such as https://blog.example");
  },
);

export const zone = reader({ type: ["string"], examples: Intl.supportedValuesOf("timeZone") }, (value, wrong) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: String(value) }).resolvedOptions().timeZone;
  } catch {
    return wrong("an IANA time zone such as Europe/Berlin");
  }
});

const colour = matching(/^#[0-9a-fA-F]{6}$/, "a colour such as #8b2e16, in quotes");

// https://www.indexnow.org/documentation: 8 to 128 characters
const key = matching(/^[A-Za-z0-9-]{8,128}$/, "8 to 128 letters, digits and hyphens");

const form = matching(/^(\/(?!\/)|https?:|mailto:)/, "a path such as /about/ or a URL");

const target = reader<string>(form.schema, (value, wrong) => {
  const to = form(value, wrong);
  return to === undefined || to.startsWith("/") || URL.canParse(to) ? to : wrong("a URL such as https://example.com/");
});

const link = reader<Link>({ ...only({ title: text, path: target }), required: ["title", "path"] }, (value, wrong) => {
  if (!isRecord(value) || !("title" in value && "path" in value))
    return wrong("a title and a path, such as { title: About, path: /about/ }");
  const { title, path } = value;
  if (typeof title !== "string" || title === "") return wrong("a title", title, ["title"]);
  const to = target(path, (expected) => wrong(expected, path, ["path"]));
  return to === undefined ? undefined : { title, path: to };
});

const links = list(link);

const account = matching(
  /^@[\w.-]+@[\w-]+(\.[\w-]+)+$/,
  'an account in the fediverse such as "@ada@social.example", in quotes',
);

/** What `authors` says about each. */
const profileFields = { name: text, bio: text, picture: text, fediverse: account, links };

const profile = reader<Profile>({ ...only(profileFields), required: ["name"] }, (value, wrong) => {
  if (!isRecord(value) || !("name" in value)) return wrong("a name, and perhaps a bio and links");
  const { name } = value;
  if (typeof name !== "string" || name === "") return wrong("a name", name, ["name"]);
  let failed = false;
  const read = <T>(field: string, reader: (value: unknown, wrong: Wrong) => T | undefined): T | undefined => {
    const given = value[field] ?? undefined;
    if (given === undefined) return undefined;
    const found = reader(given, (expected, part = given, at = []) => wrong(expected, part, [field, ...at]));
    failed ||= found === undefined;
    return found;
  };
  const { name: _, ...others } = profileFields;
  const found = {
    bio: read("bio", others.bio),
    picture: read("picture", others.picture),
    fediverse: read("fediverse", others.fediverse),
  };
  const links = read("links", others.links) ?? [];
  return failed ? undefined : { name, ...present(found), links };
});

const search = reader<boolean | "home">(
  { type: ["boolean", "string"], enum: [true, false, "home", null] },
  (value, wrong) => (typeof value === "boolean" || value === "home" ? value : wrong('true, false or "home"')),
);

/** All settings by name, each with its reader. */
export const settings = {
  title: text,
  description: text,
  url: origin,
  author: text,
  authors: list(profile),
  language,
  timezone: zone,
  nav: links,
  home: oneOf("list", "newest"),
  search,
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
  words,
  taxonomies,
  redirects,
  policy,
} as const;
