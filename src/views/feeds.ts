import { feedFormats } from "../content/feed-formats.ts";
import type { FeedsModel } from "../content/models.ts";
import type { Link } from "../content/site.ts";
import { titleOfOwn } from "../content/taxonomies.ts";
import { html, type Markup, type Part } from "../markup.ts";
import type { Frame, Leaf } from "./frame.ts";
import { languageAttributes } from "./language.ts";
import { languageOfWord, wording } from "./wording.ts";

/** The page that tells people what a feed is and which ones there are: a page of words, in the language of its title. */
export function feeds(model: FeedsModel, { site }: Frame): Leaf {
  const lang = languageOfWord("feeds", site);
  const { say, own, text } = wording(site, lang);
  const names = languageAttributes(site.language, lang);
  const terms = model.terms?.map((of) =>
    lists(`in-${of.taxonomy}`, own(titleOfOwn(site, of.taxonomy)), of.terms, names),
  );
  return {
    title: text("feeds"),
    path: model.path,
    lang,
    description: text("aboutFeeds", site.title),
    main: html`<header class="title">
<h1>${say("feeds")}</h1>
<p class="lead">${say("feedsLead")}</p>
</header>
<div class="prose">
<p>${say("feedsWhat")}</p>
<h2 id="how">${say("feedsHow")}</h2>
<ol>
<li>${say("feedsChoose")}</li>
<li>${say("feedsCopy", html`<code>${site.url}/</code>`)}</li>
<li>${say("feedsPaste")}</li>
</ol>
<h2 id="all">${say("feedsAll")}</h2>
<p>${say("feedsAllText", site.title)}</p>
<ul>
${feedFormats.map(({ file, type, name }) => html`<li><a href="/${file}" type="${type}">${name}</a>: <code>${site.url}/${file}</code></li>\n`)}</ul>
${lists("by-author", say("feedsByAuthor"), model.authors, names)}${lists("by-tag", say("feedsByTag"), model.tags, names)}${terms}
</div>`,
  };
}

/** Links to the feeds of a kind; `names` says the language of their names where it isn't the page's. */
const lists = (id: string, heading: Part, links: readonly Link[], names: Markup | false): Markup | false =>
  links.length > 0 &&
  html`<h2 id="${id}">${heading}</h2>
<ul class="columns">
${links.map(({ title, path }) => html`<li><a href="${path}${feedFormats[0].file}" type="${feedFormats[0].type}"${names}>${title}</a></li>\n`)}</ul>\n`;
