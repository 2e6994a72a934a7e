import type { TagsModel } from "../content/models.ts";
import type { Site } from "../content/site.ts";
import { html } from "../markup.ts";
import type { Leaf } from "./frame.ts";
import { english } from "./language.ts";

export const tags = (model: TagsModel, site: Site): Leaf => ({
  title: model.title,
  path: model.path,
  description: `What ${site.title} writes about: all tags, and how many posts have each`,
  main: html`<header class="title">
<h1>${model.title}</h1>
</header>
${
  model.tags.length === 0
    ? html`<p>${english("No post has a tag yet.", site.language)}</p>`
    : html`<ul class="ledger tagged">
${model.tags.map(({ path, title, count }) => html`<li><a href="${path}">${title}</a> <span>${english(count === 1 ? "1 post" : `${count} posts`, site.language)}</span></li>\n`)}</ul>`
}`,
});
