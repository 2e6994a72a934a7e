import type { PostModel, TitleLink } from "../content/models.ts";
import type { Link, Site } from "../content/site.ts";
import { titleOfOwn } from "../content/taxonomies.ts";
import { html, Markup, type Part } from "../markup.ts";
import { about, body, draftMark } from "./article.ts";
import { absolute, type Frame, type Leaf, type Properties } from "./frame.ts";
import { ledger, tagLinks, type Turn, turn } from "./parts.ts";
import { personData } from "./person.ts";
import { type Wording, wording } from "./wording.ts";

/** A post, with the parts around its text. */
export function post(model: PostModel, frame: Frame): Leaf {
  const { site, theme } = frame;
  const { byline, ending, onward } = theme.views;
  const lang = model.lang ?? site.language;
  const words = wording(site, lang);
  return {
    ...model,
    description: about(model),
    writers: model.authors.map(({ title }) => title),
    properties: properties(model, site),
    data: linkedData(model, site, lang),
    main: html`<article class="h-entry">
<header class="title">
${model.series && part(model.series, words)}<h1 class="p-name">${model.title}</h1>
${model.description !== undefined && html`<p class="lead p-summary">${model.description}</p>\n`}${draftMark(model, words)}<p class="meta">${byline(model, frame)}<data class="u-url" value="${absolute(site, model.path)}"></data>${model.image?.own && html`<data class="u-featured" value="${absolute(site, model.image.src)}"></data>`}</p>
${model.series && earlier(model.series, words)}</header>
${body(model, words)}
${ending(model, frame)}</article>
${onward(model, frame)}`,
  };
}

/** Its tags, and its terms of the site's own taxonomies. */
export function ending({ tags, terms = [], lang }: PostModel, { site }: Frame): Markup {
  const { say, own } = wording(site, lang ?? site.language);
  const line = (name: Part, links: readonly Link[]): Markup => html`<p class="tags">${name} ${tagLinks(links)}</p>\n`;
  return html`${tags.length > 0 && line(say("tagged"), tags)}${terms.map((of) => line(own(`${titleOfOwn(site, of.taxonomy)}:`), of.terms))}`;
}

const part = ({ position, path, title }: NonNullable<PostModel["series"]>, { say }: Wording): Markup =>
  html`<p class="kicker">${say("part", position)} <a href="${path}">${title}</a></p>\n`;

/** What a new reader of a series reads first; the series itself has all of it. */
const earlier = (series: NonNullable<PostModel["series"]>, { say, titled }: Wording): Markup | false =>
  series.earlier.length > 0 &&
  html`<details class="earlier">
<summary>${say("earlierParts")}</summary>
<ol start="${series.position - series.earlier.length}">
${series.earlier.map((each) => html`<li><a href="${each.path}">${titled(each)}</a></li>\n`)}</ol>
</details>\n`;

/** The ways on: to posts that share tags, within its series, and to those before and after it. */
export function onward(model: PostModel, { site }: Frame): Markup {
  const words = wording(site, model.lang ?? site.language);
  const { say, text } = words;
  const { series, related = [], older, newer } = model;
  const [previous, back] = besides(series?.earlier.at(-1), older, words, [
    say("previousPart"),
    say("older"),
    say("olderPart"),
  ]);
  const [next, onward] = besides(series?.next, newer, words, [say("nextPart"), say("newer"), say("newerPart")]);
  const ways = [
    related.length > 0 &&
      html`<section class="related" aria-labelledby="page:related">
<h2 id="page:related">${say("related")}</h2>
${ledger(related, words)}
</section>\n`,
    series && turn(text("partsOf", series.title), previous, next),
    turn(text("neighbours"), back, onward),
  ].filter((way) => way instanceof Markup);
  return html`${ways.length > 0 && html`<div class="onward">\n${ways}</div>\n`}`;
}

/** A part of a series and a neighbour in time, with their hints; one link says both where they are the same post. */
function besides(
  part: TitleLink | undefined,
  post: TitleLink | undefined,
  { titled }: Wording,
  [which, when, both]: readonly [Part, Part, Part],
): (Turn | undefined)[] {
  const turnTo = (to: TitleLink, hint: Part): Turn => ({ path: to.path, title: titled(to), hint });
  if (part && part.path === post?.path) return [undefined, turnTo(post, both)];
  return [part && turnTo(part, which), post && turnTo(post, when)];
}

/** Tags, and the terms of the site's own taxonomies. */
const subjects = ({ tags, terms = [] }: PostModel): string[] =>
  [...tags, ...terms.flatMap((of) => of.terms)].map(({ title }) => title);

const properties = (model: PostModel, site: Site): Properties => [
  ["og:type", "article"],
  ["article:published_time", model.date.iso],
  ["article:modified_time", model.updated?.iso],
  ...model.authors.map((author) => ["article:author", absolute(site, author.path)] as const),
  ...subjects(model).map((subject) => ["article:tag", subject] as const),
];

/** https://schema.org/BlogPosting. What is undefined does not reach the JSON. */
const linkedData = (model: PostModel, site: Site, lang: string): Readonly<Record<string, unknown>> => ({
  "@type": "BlogPosting",
  headline: model.title,
  description: about(model),
  datePublished: model.date.iso,
  dateModified: (model.updated ?? model.date).iso,
  author: model.authors.map(({ title, path }) => personData(site, title, path)),
  keywords: subjects(model).length > 0 ? subjects(model) : undefined,
  image: model.image && absolute(site, model.image.src),
  inLanguage: lang,
  url: absolute(site, model.path),
  // Where it is not this page, which is named already.
  mainEntityOfPage: model.canonical && absolute(site, model.canonical),
  isPartOf: { "@type": "Blog", name: site.title, url: absolute(site, "/") },
});
