import type { ArchiveModel } from "../content/models.ts";
import { html } from "../markup.ts";
import type { Frame, Leaf } from "./frame.ts";
import { counted, time } from "./parts.ts";
import { searchField } from "./search/search-field.ts";
import { wording } from "./wording.ts";

/** All years, or one of them. */
export function archive({ path, year, years, groups }: ArchiveModel, { site }: Frame): Leaf {
  const words = wording(site, site.language);
  const { say, text } = words;
  const all = years.reduce((sum, { count }) => sum + count, 0);
  const listed = groups.reduce((sum, { posts }) => sum + posts.length, 0);
  // The main archive of a large blog has the newest posts alone.
  const isCut = year === undefined && listed < all;
  // The way from year to year, where it leads further than the page does.
  const nav =
    (years.length > 1 || isCut) &&
    html`<nav class="years" aria-label="${text("years")}">
<ul>
${years.map((each) => html`<li><a href="${each.path}"${each.path === path && html` aria-current="page"`}>${each.title}</a> <small>${counted(each.count, words)}</small></li>\n`)}</ul>
</nav>\n`;
  const lists = groups.map((group) => {
    const posts = html`<ul class="days">
${group.posts.map((post) => html`<li>${time(post.date)} <a href="${post.path}">${words.titled(post)}</a></li>\n`)}</ul>\n`;
    if (year !== undefined) return posts;
    return html`<section aria-labelledby="y${group.year}">
<h2 id="y${group.year}">${group.year}</h2>
${posts}
</section>\n`;
  });
  return {
    title: year ?? text("archive"),
    path,
    description: year === undefined ? text("aboutArchive", site.title) : text("aboutYear", { site: site.title, year }),
    main: html`<header class="title">
${year !== undefined && html`<p class="kicker"><a href="/archive/">${say("archive")}</a></p>\n`}<h1>${year ?? say("archive")}</h1>
</header>
${site.search !== false && searchField(words)}${nav}${lists}${groups.length === 0 && html`<p>${say("noPosts")}</p>\n`}${isCut && html`<p>${say("olderYears")}</p>\n`}`,
  };
}
