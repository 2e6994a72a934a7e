import { profileOf, type Link, type Profile, type Site } from "../content/site.ts";
import { html, type Markup } from "../markup.ts";
import { absolute } from "./frame.ts";

/** An author's picture as it stands beside the name, which says all that it would say. */
export function portrait({ portrait }: Profile): Markup | false {
  if (!portrait) return false;
  const { src, width, height, sources } = portrait;
  return html`<picture>${sources.map(({ type, srcset, media }) => html`<source type="${type}"${media !== undefined && html` media="${media}"`} srcset="${srcset}"${srcset.endsWith("w") && html` sizes="6rem"`}>`)}<img class="portrait u-photo" src="${src}" width="${width}" height="${height}" alt="" decoding="async"></picture>\n`;
}

/** The site's author in a line, with the address of the whole site, whose owner this is: https://microformats.org/wiki/representative-h-card-parsing */
export function owner(site: Site, author: Link | undefined): Markup | false {
  const profile = profileOf(site, site.author ?? "");
  if (!profile || (profile.bio === undefined && !profile.portrait)) return false;
  const { name, bio } = profile;
  return html`<div class="person p-author h-card">
${portrait(profile)}<div>
<p>${author ? html`<a class="p-name u-url" rel="author" href="${author.path}">${name}</a>` : html`<span class="p-name">${name}</span>`}<data class="u-uid u-url" value="${absolute(site, "/")}"></data></p>
${bio !== undefined && html`<p class="p-note">${bio}</p>\n`}</div>
</div>\n`;
}

/** https://schema.org/Person, with the author's page where there is one. */
export function personData(site: Site, name: string, path?: string): Readonly<Record<string, unknown>> {
  const { portrait } = profileOf(site, name) ?? {};
  return {
    "@type": "Person",
    name,
    url: path === undefined ? undefined : absolute(site, path),
    image: portrait && absolute(site, (portrait.share ?? portrait).src),
  };
}
