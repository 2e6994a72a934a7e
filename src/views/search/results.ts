import {
  type Found,
  maxCharacters,
  maxWords,
  type Passage,
  type Result,
  resultsPerPage,
  type SearchModel,
} from "../../search/found.ts";
import { searchAddress, searchPath } from "../../search/paths.ts";
import { html, type Markup, type Part } from "../../markup.ts";
import type { Frame, Leaf } from "../frame.ts";
import { languageAttributes } from "../language.ts";
import { separated, time, turn } from "../parts.ts";
import { searchField } from "./search-field.ts";
import { type Wording, wording } from "../wording.ts";

/** The page on which readers search, and what they have found. */
export function search(model: SearchModel, { site }: Frame): Leaf {
  const { query, page, found } = model;
  const words = wording(site, site.language);
  const { say, text } = words;
  return {
    title: query.text === "" ? text("search") : text("searchFor", query.text),
    path: searchPath,
    canonical: searchAddress(query.spelling, page ?? 0),
    description: text("aboutSearch", site.title),
    noindex: true,
    feed: found.results.length > 0,
    main: html`<header class="title">
<h1>${say("search")}</h1>
</header>
${searchField(words, query.text)}${query.cut && html`<p>${say("searchCut", { words: maxWords, characters: maxCharacters })}</p>\n`}${query.spelling !== "" && outcome(model, words, site.language)}${newest(found, words)}`,
  };
}

/** What was found, or that nothing was. */
function outcome({ query, page, found }: SearchModel, words: Wording, language: string): Part {
  const { say, text } = words;
  const { searched, total, results } = found;
  const pages = Math.max(1, Math.ceil(total / resultsPerPage));
  const counts = separated([
    html`<span>${total === 1 ? say("oneResult") : say("manyResults", total)}</span>`,
    page !== undefined && pages > 1 && html`<span>${say("pageOf", { page, pages })}</span>`,
    html`<span>${say("searched", searched)}</span>`,
  ]);
  const turnTo = (to: number, title: Part) => ({ path: searchAddress(query.spelling, to), title });
  return [
    html`<p class="meta">${counts}</p>\n`,
    total === 0 && html`<p>${say("nothingFound", html`<strong dir="auto">${query.text}</strong>`)}</p>\n`,
    found.near.length > 0 && html`<p>${say("nearest", nearLinks(found.near))}</p>\n`,
    total > 0 && page === undefined && astray(query.spelling, words),
    found.some === true && html`<p>${say("someWords")}</p>\n`,
    results.length > 0 &&
      html`<ol class="results" start="${((page ?? 1) - 1) * resultsPerPage + 1}">
${results.map((result) => entry(result, language))}</ol>\n`,
    page !== undefined &&
      results.length > 0 &&
      turn(
        text("pages"),
        page > 1 ? turnTo(page - 1, say("previousResults")) : undefined,
        page < pages ? turnTo(page + 1, say("nextResults")) : undefined,
      ),
  ];
}

/** Of a page that is not there. */
const astray = (query: string, { say }: Wording): Markup =>
  html`<p>${say("noResultsHere")} <a href="${searchAddress(query)}">${say("firstResults")}</a></p>\n`;

const nearLinks = (queries: readonly string[]): Part =>
  queries.map((query, index) => [index > 0 && ", ", html`<a href="${searchAddress(query)}">${query}</a>`]);

function entry({ path, title, date, description, lang }: Result, around: string): Markup {
  const language = languageAttributes(lang ?? around, around);
  return html`<li class="h-entry">
<h2 class="p-name"${language}><a class="u-url" href="${path}">${marked(title)}</a></h2>
${date && html`<p class="meta">${time(date, "dt-published")}</p>\n`}${description && html`<p class="p-summary"${language}>${marked(description)}</p>\n`}</li>\n`;
}

const marked = (passage: Passage): Part =>
  passage.map(({ text, found }) => (found === true ? html`<mark>${text}</mark>` : text));

/** Where nothing else is to be read. */
const newest = ({ newest: cards }: Found, { say, titled, dates }: Wording): Markup | false =>
  cards.length > 0 &&
  html`<section aria-labelledby="page:newest">
<h2 id="page:newest">${say("newestPosts")}</h2>
<ul class="ledger">
${cards.map((card) => html`<li><a href="${card.path}">${titled(card)}</a>${card.date && html` ${time(card.date, undefined, dates())}`}</li>\n`)}</ul>
</section>\n`;
