import type { Link, Site } from "../content/site.ts";
import { html, type Markup } from "../markup.ts";
import type { Frame, Leaf } from "./frame.ts";
import { head } from "./head.ts";
import { english, languageAttributes } from "./language.ts";

/** The whole HTML document of a page. Its own ids have a colon, which no id of a heading has. */
export function renderDocument(leaf: Leaf, frame: Frame): string {
  const { site } = frame;
  const lang = leaf.lang ?? site.language;
  return html`<!doctype html>
<html${languageAttributes(lang)}>
<head>
${head(leaf, frame)}
</head>
<body${leaf.feed === true && html` class="h-feed"`}>
<a class="skip" href="#page:main">${english("Skip to the text", lang)}</a>
${masthead(leaf, site, lang)}
<main id="page:main">
${leaf.main}
</main>
${colophon(leaf, site, lang)}
</body>
</html>
`.text;
}

/** On the home page the site's name is the heading, elsewhere it leads home. */
function masthead({ path }: Leaf, site: Site, lang: string): Markup {
  const logo = site.logo !== undefined && html`<img class="logo" src="/${site.logo}" alt="" height="40"> `;
  const name =
    path === "/"
      ? html`<h1 class="site p-name">${logo}${site.title}</h1>`
      : html`<p class="site"><a href="/" rel="home">${logo}${site.title}</a></p>`;
  return html`<header class="masthead"${languageAttributes(site.language, lang)}>
${name}
${navigation(path, site.nav ?? [])}</header>`;
}

const navigation = (path: string | undefined, links: readonly Link[]): Markup | false =>
  links.length > 0 &&
  html`<nav aria-label="Site">
<ul>
${links.map((link) => html`<li>${linkFrom(path, link)}</li>\n`)}</ul>
</nav>
`;

function colophon({ path }: Leaf, site: Site, lang: string): Markup {
  const subscribe = linkFrom(path, { title: "Subscribe", path: "/feeds/" });
  const ways = html`${subscribe} · <a href="/rss.xml" type="application/rss+xml">RSS</a>`;
  return html`<footer class="colophon"${languageAttributes(site.language, lang)}>
${site.footer !== undefined && html`<p>${site.footer}</p>\n`}<p>${english(ways, site.language)}</p>
</footer>`;
}

/** A link that says so when it leads to the page that it stands on. */
const linkFrom = (path: string | undefined, link: Link): Markup =>
  html`<a href="${link.path}"${link.path === path && html` aria-current="page"`}>${link.title}</a>`;
