import type { PageModel } from "../content/models.ts";
import { html } from "../markup.ts";
import { about, body, draftMark } from "./article.ts";
import type { Frame, Leaf } from "./frame.ts";
import { time } from "./parts.ts";
import { wording } from "./wording.ts";

/** A page without a date. */
export function page(model: PageModel, { site }: Frame): Leaf {
  const words = wording(site, model.lang ?? site.language);
  return {
    ...model,
    description: about(model),
    main: html`<article class="h-entry">
<header class="title">
<h1 class="p-name">${model.title}</h1>
${draftMark(model, words)}${model.updated && html`<p class="meta">${words.say("pageUpdated", time(model.updated, "dt-updated", words.dates("pageUpdated")))}</p>\n`}
</header>
${body(model, words)}
</article>`,
  };
}
