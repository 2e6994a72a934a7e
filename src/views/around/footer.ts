import { html, type Markup } from "../../markup.ts";
import type { Frame, Leaf } from "../frame.ts";
import { languageAttributes } from "../language.ts";
import { linkFrom } from "../parts.ts";
import { wording } from "../wording.ts";

/** What the author says below every page, and the ways on from there. */
export function footer({ path, lang, source }: Leaf, { site }: Frame): Markup {
  const { say } = wording(site, site.language);
  const ways = [
    html`<a href="#">${say("top")}</a>`,
    linkFrom(path, "/archive/", say("archive")),
    linkFrom(path, "/feeds/", say("subscribe")),
    html`<a href="/rss.xml">RSS</a>`,
    source !== undefined && html`<a href="${source}">Markdown</a>`,
  ];
  return html`<footer class="colophon"${languageAttributes(site.language, lang ?? site.language)}>
${site.footer !== undefined && html`<p>${site.footer}</p>\n`}<ul>
${ways.map((way) => way && html`<li>${way}</li>\n`)}</ul>
</footer>`;
}
