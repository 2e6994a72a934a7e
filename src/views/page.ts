import type { PageModel } from "../content/models.ts";
import type { Site } from "../content/site.ts";
import { html } from "../markup.ts";
import { articleLeaf, body, draftMark, languageOf } from "./article.ts";
import type { Leaf } from "./frame.ts";
import { english } from "./language.ts";
import { time } from "./parts.ts";

export function page(model: PageModel, site: Site): Leaf {
  const lang = languageOf(model, site);
  return {
    ...articleLeaf(model),
    main: html`<article class="h-entry">
<header class="title">
<h1 class="p-name">${model.title}</h1>
${draftMark(model, lang)}${model.updated && html`<p class="meta">${english(html`Updated ${time(model.updated, "dt-updated")}`, lang)}</p>\n`}
</header>
${body(model, lang)}
</article>`,
  };
}
