import type { PostModel } from "../content/models.ts";
import type { Link, Site } from "../content/site.ts";
import { titleOfOwn } from "../content/taxonomies.ts";
import { html, type Markup, type Part } from "../markup.ts";
import { about, body, draftMark } from "./article.ts";
import { absolute, type Leaf, type Properties } from "./frame.ts";
import { ledger, tagLinks, time, type Turn, turn } from "./parts.ts";
import { type Wording, wording } from "./wording.ts";

export function post(model: PostModel, site: Site): Leaf {
  const lang = model.lang ?? site.language;
  const words = wording(site, lang);
  return {
    ...model,
    description: about(model),
    properties: properties(model),
    data: linkedData(model, site, lang),
    main: html`<article class="h-entry">
<header class="title">
${model.series && part(model.series, words)}<h1 class="p-name">${model.title}</h1>
${model.description !== undefined && html`<p class="lead p-summary">${model.description}</p>\n`}${draftMark(model, words)}<p class="meta">${byline(model, words)}<data class="u-url" value="${absolute(site, model.path)}"></data></p>
</header>
${body(model, words)}
${model.tags.length > 0 && html`<p class="tags">${words.say("tagged")} ${tagLinks(model.tags)}</p>\n`}${termLines(model, site, words)}</article>
${ways(model, words)}`,
  };
}

const termLines = ({ terms = [] }: PostModel, site: Site, { own }: Wording): Part =>
  terms.map(
    ({ taxonomy, terms: links }) =>
      html`<p class="tags">${own(`${titleOfOwn(site, taxonomy)}:`)} ${tagLinks(links)}</p>\n`,
  );

const part = ({ position, path, title }: NonNullable<PostModel["series"]>, { say }: Wording): Markup =>
  html`<p class="kicker">${say("part", position)} <a href="${path}">${title}</a></p>\n`;

/** Who wrote it, when, and how long it takes to read. */
const byline = ({ authors, date, updated, minutes }: PostModel, { say, dates }: Wording): Markup =>
  html`${authors.length > 0 && html`<span>${say("by", authorLinks(authors, say("and")))}</span> · `}${time(date, "dt-published", dates())}${updated && html` · <span>${say("updated", time(updated, "dt-updated", dates("updated")))}</span>`} · <span>${say("minutes", minutes)}</span>`;

/** `A`, `A and B`, `A, B and C` */
const authorLinks = (authors: readonly Link[], and: Part): Part =>
  authors.map((author, index) => [
    index > 0 && (index === authors.length - 1 ? [" ", and, " "] : ", "),
    html`<a class="p-author h-card" rel="author" href="${author.path}">${author.title}</a>`,
  ]);

function ways(model: PostModel, words: Wording): Markup {
  const { say, text } = words;
  const { series, related = [], older, newer } = model;
  const [previous, back] = besides(series?.previous, older, [say("previousPart"), say("older"), say("olderPart")]);
  const [next, onward] = besides(series?.next, newer, [say("nextPart"), say("newer"), say("newerPart")]);
  return html`${series && turn(text("partsOf", series.title), previous, next)}${
    related.length > 0 &&
    html`<section class="related" aria-labelledby="page:related">
<h2 id="page:related">${say("related")}</h2>
${ledger(related, words)}
</section>
`
  }${turn(text("neighbours"), back, onward)}`;
}

/** A part of a series and a neighbour in time, with their hints; one link says both where they are the same post. */
function besides(
  part: Link | undefined,
  post: Link | undefined,
  [which, when, both]: readonly [Part, Part, Part],
): (Turn | undefined)[] {
  if (part && part.path === post?.path) return [undefined, { ...post, hint: both }];
  return [part && { ...part, hint: which }, post && { ...post, hint: when }];
}

/** Tags, and the terms of the site's own taxonomies. */
const subjects = ({ tags, terms = [] }: PostModel): string[] =>
  [...tags, ...terms.flatMap((of) => of.terms)].map(({ title }) => title);

const properties = (model: PostModel): Properties => [
  ["og:type", "article"],
  ["article:published_time", model.date.iso],
  ["article:modified_time", model.updated?.iso],
  ...model.authors.map((author) => ["article:author", author.title] as const),
  ...subjects(model).map((subject) => ["article:tag", subject] as const),
];

/** https://schema.org/BlogPosting. What is undefined does not reach the JSON. */
const linkedData = (model: PostModel, site: Site, lang: string): Readonly<Record<string, unknown>> => ({
  "@type": "BlogPosting",
  headline: model.title,
  description: about(model),
  datePublished: model.date.iso,
  dateModified: (model.updated ?? model.date).iso,
  author: model.authors.map((author) => ({ "@type": "Person", name: author.title, url: absolute(site, author.path) })),
  keywords: subjects(model).length > 0 ? subjects(model) : undefined,
  image: model.image && absolute(site, model.image.src),
  inLanguage: lang,
  url: absolute(site, model.path),
  mainEntityOfPage: absolute(site, model.canonical ?? model.path),
  isPartOf: { "@type": "Blog", name: site.title, url: absolute(site, "/") },
});
