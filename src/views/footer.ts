import { html, type Markup } from "../markup.ts";
import type { Frame, Leaf } from "./frame.ts";
import { languageAttributes } from "./language.ts";
import { linkFrom } from "./parts.ts";
import { wording } from "./wording.ts";

/** What the author says below every page, and the way to the feeds. */
export function footer({ path, lang }: Leaf, { site }: Frame): Markup {
  const subscribe = linkFrom(path, "/feeds/", wording(site, site.language).say("subscribe"));
  return html`<footer class="colophon"${languageAttributes(site.language, lang ?? site.language)}>
${site.footer !== undefined && html`<p>${site.footer}</p>\n`}<p>${subscribe} · <a href="/rss.xml" type="application/rss+xml">RSS</a></p>
</footer>`;
}
