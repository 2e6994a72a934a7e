import { html, type Markup } from "../../markup.ts";
import type { Frame, Leaf } from "../frame.ts";
import { languageAttributes } from "../language.ts";
import { linkFrom } from "../parts.ts";
import { wording } from "../wording.ts";

/** On the home page the site's name is the heading, elsewhere it leads home. */
export function masthead({ path, lang }: Leaf, { site }: Frame): Markup {
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
  return html`<header class="masthead"${languageAttributes(site.language, lang ?? site.language)}>
${name}
${navigation}</header>`;
}
