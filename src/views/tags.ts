import type { TagsModel } from "../content/models.ts";
import { html } from "../markup.ts";
import type { Frame, Leaf } from "./frame.ts";
import { counted } from "./parts.ts";
import { wording } from "./wording.ts";

/** All tags, or all terms of another taxonomy, with how many posts each has. */
export function tags(model: TagsModel, { site }: Frame): Leaf {
  const words = wording(site, site.language);
  const { say, text } = words;
  const own = site.taxonomies?.find(({ name }) => name === model.taxonomy);
  return {
    title: own?.title ?? text("tags"),
    path: model.path,
    description: own ? text("aboutTerms", { taxonomy: own.title, site: site.title }) : text("aboutTags", site.title),
    main: html`<header class="title">
<h1>${own?.title ?? say("tags")}</h1>
</header>
${
  model.tags.length === 0
    ? html`<p>${say(own ? "noPosts" : "noTags")}</p>`
    : html`<ul class="ledger tagged">
${model.tags.map(({ path, title, count }) => html`<li><a href="${path}">${title}</a> <span>${counted(count, words)}</span></li>\n`)}</ul>`
}`,
  };
}
