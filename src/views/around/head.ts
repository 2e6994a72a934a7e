import { feedFormats } from "../../content/feed-formats.ts";
import type { Ground } from "../../content/release.ts";
import { profileOf, type Site } from "../../content/site.ts";
import { openSearchPath, openSearchType } from "../../search/paths.ts";
import { dropNotHtml, html, type Markup, trusted } from "../../markup.ts";
import { absolute, type Frame, type Leaf, type Properties } from "../frame.ts";

/** What machines read of a page. */
export function head(leaf: Leaf, { site, style }: Frame): Markup {
  const title = leaf.path === "/" || leaf.title === site.title ? site.title : `${leaf.title} · ${site.title}`;
  return html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${leaf.description !== undefined && html`<meta name="description" content="${leaf.description}">\n`}${leaf.writers && writers(leaf.writers, site)}${(leaf.draft === true || leaf.noindex === true) && html`<meta name="robots" content="noindex">\n`}${leaf.noindex === true && archived}${addresses(leaf, site)}<meta name="color-scheme" content="light dark">
${style.ground && themeColours(style.ground)}${icons(site)}
${preview(leaf, site)}
${leaf.data && linkedData(leaf.data)}<style>${trusted(style.text)}</style>`;
}

// Search engines leave such a page out, while an archive, whose robot is not a search engine's, may keep it.
const archived = html`<meta name="archive.org_bot" content="index">\n`;

/** What browsers colour their own bars with. */
const themeColours = ({ light, dark }: Ground): Markup =>
  light === dark
    ? html`<meta name="theme-color" content="${light}">\n`
    : html`<meta name="theme-color" media="(prefers-color-scheme: dark)" content="${dark}">
<meta name="theme-color" content="${light}">\n`; // the first that matches counts

function addresses(leaf: Leaf, site: Site): Markup {
  const canonical = leaf.canonical ?? leaf.path;
  return html`${canonical !== undefined && html`<link rel="canonical" href="${absolute(site, canonical)}">\n`}${leaf.source !== undefined && html`<link rel="alternate" type="text/markdown" title="Markdown" href="${leaf.source}">\n`}${leaf.feeds && feedLinks(leaf.feeds.title, leaf.feeds.path)}${feedLinks(site.title, "/")}${offersSearch(leaf, site) && html`<link rel="search" type="${openSearchType}" title="${site.title}" href="${openSearchPath}">\n`}${leaf.path === "/" && profiles(site)}`;
}

/** Pages from which one looks around. Articles are read one at a time, so they do without the line; browsers that look at one page alone take the first. */
const offersSearch = ({ source }: Leaf, { search }: Site): boolean => search !== false && source === undefined;

/** Where the site's author is elsewhere: services look for the link back at the address that one enters there, the home page. */
function profiles(site: Site): Markup[] {
  const { links = [] } = profileOf(site, site.author ?? "") ?? {};
  return links.map(({ path }) => html`<link rel="me" href="${path}">\n`);
}

/** Who wrote the page, for those who show a link to it; Mastodon and others name the account beside the link. https://docs.joinmastodon.org/entities/PreviewCard/ */
const writers = (names: readonly string[], site: Site): Markup =>
  html`${names.map((name) => html`<meta name="author" content="${name}">\n`)}${names
    .flatMap((name) => profileOf(site, name)?.fediverse ?? [])
    .map((account) => html`<meta name="fediverse:creator" content="${account}">\n`)}`;

const feedLinks = (title: string, path: string): readonly Markup[] =>
  feedFormats.map(
    ({ type, file, name }) =>
      html`<link rel="alternate" type="${type}" title="${title} (${name})" href="${path}${file}">\n`,
  );

function icons(site: Site): Markup {
  const vector = site.icon === undefined || site.icon.endsWith(".svg");
  return html`<link rel="icon" href="/favicon.ico" sizes="32x32">
${vector && html`<link rel="icon" href="/icon.svg" type="image/svg+xml">\n`}<link rel="apple-touch-icon" href="/apple-touch-icon.png">
<link rel="manifest" href="/manifest.webmanifest">`;
}

/** Open Graph (https://ogp.me) and the one thing that X asks beyond it. */
function preview({ title, description, path, image: own, properties, lang }: Leaf, site: Site): Markup {
  const image = own ?? (path === undefined ? undefined : site.card);
  const language = lang ?? site.language;
  const all: Properties = [
    ["og:site_name", site.title],
    // Without a country it would be none.
    ["og:locale", /^[a-z]{2}-[A-Z]{2}$/.test(language) ? language.replace("-", "_") : undefined],
    ["og:title", title],
    ["og:description", description],
    ["og:url", path && absolute(site, path)],
    ...(properties ?? [["og:type", "website"]]),
    ["og:image", image && absolute(site, image.src)],
    ["og:image:width", image?.width],
    ["og:image:height", image?.height],
    ["og:image:alt", image?.alt],
  ];
  return html`${all.map(([name, value]) => value !== undefined && html`<meta property="${name}" content="${value}">\n`)}<meta name="twitter:card" content="${image ? "summary_large_image" : "summary"}">`;
}

/** A data block: never run, so the content security policy lets it stand. */
function linkedData(data: Readonly<Record<string, unknown>>): Markup {
  // A "<" could end the element or open a comment in it (HTML §4.12.1.3); in a JSON string the escape says the same.
  const json = dropNotHtml(JSON.stringify({ "@context": "https://schema.org", ...data })).replaceAll("<", "\\u003c");
  return html`<script type="application/ld+json">${trusted(json)}</script>\n`;
}
