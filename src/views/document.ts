import type { Site } from "../content/site.ts";
import { html, type Markup, type Part } from "../markup.ts";
import type { Frame, Leaf } from "./frame.ts";
import { head } from "./head.ts";
import { languageAttributes } from "./language.ts";
import { wording } from "./wording.ts";

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
<a class="skip" href="#page:main">${wording(site, lang).say("skip")}</a>
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
  const { nav = [], title } = site;
  const logo = site.logo !== undefined && html`<img class="logo" src="/${site.logo}" alt="" height="40"> `;
  const name =
    path === "/"
      ? html`<h1 class="site p-name">${logo}${title}</h1>`
      : html`<p class="site"><a href="/" rel="home">${logo}${title}</a></p>`;
  const navigation =
    nav.length > 0 &&
    html`<nav aria-label="${wording(site, site.language).text("navigation")}">
<ul>
${nav.map((link) => html`<li>${linkFrom(path, link.path, link.title)}</li>\n`)}</ul>
</nav>
`;
  return html`<header class="masthead"${languageAttributes(site.language, lang)}>
${name}
${navigation}</header>`;
}

function colophon({ path }: Leaf, site: Site, lang: string): Markup {
  const subscribe = linkFrom(path, "/feeds/", wording(site, site.language).say("subscribe"));
  return html`<footer class="colophon"${languageAttributes(site.language, lang)}>
${site.footer !== undefined && html`<p>${site.footer}</p>\n`}<p>${subscribe} · <a href="/rss.xml" type="application/rss+xml">RSS</a></p>
</footer>`;
}

/** A link that says so when it leads to the page that it stands on. */
const linkFrom = (path: string | undefined, to: string, title: Part): Markup =>
  html`<a href="${to}"${to === path && html` aria-current="page"`}>${title}</a>`;
