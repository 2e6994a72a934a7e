import type { ArchiveModel } from "../content/models.ts";
import type { Site } from "../content/site.ts";
import { html, type Markup } from "../markup.ts";
import type { Leaf } from "./frame.ts";
import { english } from "./language.ts";
import { ledger } from "./parts.ts";

export const archive = (model: ArchiveModel, site: Site): Leaf => {
  const { title, path, groups } = model;
  const oneYear = path !== "/archive/";
  const lang = site.language;
  return {
    title,
    path,
    description: oneYear ? `What ${site.title} published in ${title}` : `What ${site.title} published, by year`,
    main: html`<header class="title">
${oneYear && html`<p class="kicker"><a href="/archive/">${english("Archive", lang)}</a></p>\n`}<h1>${title}</h1>
</header>
${years(model)}${oneYear ? groups.map(({ posts }) => ledger(posts)) : groups.map(group)}${groups.length === 0 && html`<p>${english("Nothing is published here yet.", lang)}</p>\n`}${isCut(model) && html`<p>${english("What is older stands in the archive of its year, above.", lang)}</p>\n`}`,
  };
};

/** The way from year to year, where it leads further than the page does. */
const years = (model: ArchiveModel): Markup | false =>
  (model.years.length > 1 || isCut(model)) &&
  html`<nav class="years" aria-label="Years">
<ul>
${model.years.map(({ title, path, count }) => html`<li><a href="${path}"${path === model.path && html` aria-current="page"`}>${title}</a> <small>${count}</small></li>\n`)}</ul>
</nav>\n`;

const group = ({ year, posts }: ArchiveModel["groups"][number]): Markup => html`<section aria-labelledby="y${year}">
<h2 id="y${year}">${year}</h2>
${ledger(posts)}
</section>\n`;

/** Whether there are more posts than the page lists: the main archive of a large blog has the newest alone. */
function isCut({ path, years, groups }: ArchiveModel): boolean {
  const all = years.reduce((sum, { count }) => sum + count, 0);
  const listed = groups.reduce((sum, { posts }) => sum + posts.length, 0);
  return path === "/archive/" && listed < all;
}
