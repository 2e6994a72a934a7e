import type { ArchiveModel } from "../content/models.ts";
import type { Site } from "../content/site.ts";
import { html, type Markup } from "../markup.ts";
import type { Leaf } from "./frame.ts";
import { ledger } from "./parts.ts";
import { type Wording, wording } from "./wording.ts";

export const archive = (model: ArchiveModel, site: Site): Leaf => {
  const { path, year, groups } = model;
  const words = wording(site, site.language);
  const { say, text } = words;
  return {
    title: year ?? text("archive"),
    path,
    description: year === undefined ? text("aboutArchive", site.title) : text("aboutYear", { site: site.title, year }),
    main: html`<header class="title">
${year !== undefined && html`<p class="kicker"><a href="/archive/">${say("archive")}</a></p>\n`}<h1>${year ?? say("archive")}</h1>
</header>
${years(model, words)}${year !== undefined ? groups.map(({ posts }) => ledger(posts, words)) : groups.map((each) => group(each, words))}${groups.length === 0 && html`<p>${say("noPosts")}</p>\n`}${isCut(model) && html`<p>${say("olderYears")}</p>\n`}`,
  };
};

/** The way from year to year, where it leads further than the page does. */
const years = (model: ArchiveModel, { text }: Wording): Markup | false =>
  (model.years.length > 1 || isCut(model)) &&
  html`<nav class="years" aria-label="${text("years")}">
<ul>
${model.years.map(({ title, path, count }) => html`<li><a href="${path}"${path === model.path && html` aria-current="page"`}>${title}</a> <small>${count}</small></li>\n`)}</ul>
</nav>\n`;

const group = (
  { year, posts }: ArchiveModel["groups"][number],
  words: Wording,
): Markup => html`<section aria-labelledby="y${year}">
<h2 id="y${year}">${year}</h2>
${ledger(posts, words)}
</section>\n`;

/** Whether there are more posts than the page lists: the main archive of a large blog has the newest alone. */
function isCut({ year, years, groups }: ArchiveModel): boolean {
  const all = years.reduce((sum, { count }) => sum + count, 0);
  const listed = groups.reduce((sum, { posts }) => sum + posts.length, 0);
  return year === undefined && listed < all;
}
