import type { ArchiveModel } from "../content/models.ts";
import type { Site } from "../content/site.ts";
import { html, type Markup } from "../markup.ts";
import type { Leaf } from "./frame.ts";
import { english } from "./language.ts";
import { ledger } from "./parts.ts";

export const archive = (model: ArchiveModel, site: Site): Leaf => {
  const oneYear = model.path !== "/archive/";
  return {
    title: model.title,
    path: model.path,
    description: oneYear
      ? `What ${site.title} published in ${model.title}`
      : `Everything that ${site.title} published, by year`,
    main: html`<header class="title">
${oneYear && html`<p class="kicker"><a href="/archive/">${english("Archive", site.language)}</a></p>\n`}<h1>${model.title}</h1>
</header>
${years(model)}${model.groups.length === 0 && html`<p>${english("Nothing is published here yet.", site.language)}</p>\n`}${model.groups.map(
      ({ year, posts }) =>
        oneYear && model.groups.length === 1
          ? ledger(posts)
          : html`<section aria-labelledby="y${year}">
<h2 id="y${year}">${year}</h2>
${ledger(posts)}
</section>\n`,
    )}`,
  };
};

/** The way from year to year, where there is more than one. */
const years = ({ years, path }: ArchiveModel): Markup | false =>
  years.length > 1 &&
  html`<nav class="years" aria-label="Years">
<ul>
${years.map((year) => html`<li><a href="${year.path}"${year.path === path && html` aria-current="page"`}>${year.title}</a> <small>${year.count}</small></li>\n`)}</ul>
</nav>\n`;
