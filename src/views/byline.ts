import type { PostModel } from "../content/models.ts";
import type { Link } from "../content/site.ts";
import { html, type Markup, type Part } from "../markup.ts";
import type { Frame } from "./frame.ts";
import { separated, time } from "./parts.ts";
import { wording } from "./wording.ts";

/** Who wrote it, when, and how long it takes to read. */
export function byline({ authors, date, updated, minutes, lang }: PostModel, { site }: Frame): Markup {
  const { say, dates } = wording(site, lang ?? site.language);
  const parts = [
    authors.length > 0 && html`<span>${say("by", authorLinks(authors, say("and")))}</span>`,
    time(date, "dt-published", dates()),
    updated && html`<span>${say("updated", time(updated, "dt-updated", dates("updated")))}</span>`,
    html`<span>${say("minutes", minutes)}</span>`,
  ];
  return separated(parts);
}

/** `A`, `A and B`, `A, B and C` */
const authorLinks = (authors: readonly Link[], and: Part): Part =>
  authors.map((author, index) => [
    index > 0 && (index === authors.length - 1 ? [" ", and, " "] : ", "),
    html`<a class="p-author h-card" rel="author" href="${author.path}">${author.title}</a>`,
  ]);
