import type { TagsModel } from "../content/models.ts";
import type { Site } from "../content/site.ts";
import { html } from "../markup.ts";
import type { Leaf } from "./frame.ts";
import { englishIn } from "./language.ts";

export const tags = (model: TagsModel, site: Site): Leaf => ({
  title: model.title,
  path: model.path,
  description: `What ${site.title} writes about: all tags, and how many posts have each`,
  main: html`<header class="title">
<h1>${model.title}</h1>
</header>
${
  model.tags.length === 0
    ? html`<p${englishIn(site.language)}>No post has a tag yet.</p>`
    : html`<ul class="ledger tagged">
${model.tags.map(({ path, title, count }) => html`<li><a href="${path}">${title}</a> <span${englishIn(site.language)}>${count} ${count === 1 ? "post" : "posts"}</span></li>\n`)}</ul>`
}`,
});
