import type { FeedsModel } from "../content/models.ts";
import type { Link, Site } from "../content/site.ts";
import { html, type Markup } from "../markup.ts";
import type { Leaf } from "./frame.ts";
import { languageAttributes } from "./language.ts";

/** The page that tells people what a feed is and which ones there are. Its words are English, whatever the site's language. */
export const feeds = (model: FeedsModel, site: Site): Leaf => ({
  title: model.title,
  path: model.path,
  lang: "en",
  description: `How to follow ${site.title}: its feeds, and what to do with them`,
  main: html`<header class="title">
<h1>${model.title}</h1>
<p class="lead">Hear of new posts the day they appear, without an account, an algorithm or a full inbox.</p>
</header>
<div class="prose">
<p>A feed is the address of a list of posts that a program reads for you. You give the address to a
<em>feed reader</em> once; from then on it looks in by itself, and each new post waits for you there, beside
those of every other site that you follow. Nobody learns that you subscribed, and leaving takes one click.</p>
<h2 id="how">How to begin</h2>
<ol>
<li>Choose a feed reader. There are good ones for every computer and phone: NetNewsWire, Thunderbird, Feeder,
Miniflux, Newsboat and many more; search for “feed reader” or “RSS reader”.</li>
<li>Copy the address of this site, <code>${site.url}/</code>, or that of one of the feeds below.</li>
<li>In the reader choose <em>Add</em> or <em>Subscribe</em>, and paste it.</li>
</ol>
<h2 id="all">Everything</h2>
<p>All posts of ${site.title}. The three carry the same posts; if in doubt, take the first.</p>
${formats("/", site)}
${lists("by-author", "One author", model.authors, site)}${lists("by-tag", "One subject", model.tags, site)}
</div>`,
});

const formats = (path: string, site: Site): Markup =>
  html`<ul>
<li><a href="${path}rss.xml" type="application/rss+xml">RSS</a>: <code>${site.url}${path}rss.xml</code></li>
<li><a href="${path}atom.xml" type="application/atom+xml">Atom</a>: <code>${site.url}${path}atom.xml</code></li>
<li><a href="${path}feed.json" type="application/feed+json">JSON Feed</a>: <code>${site.url}${path}feed.json</code></li>
</ul>`;

const lists = (id: string, heading: string, links: readonly Link[], site: Site): Markup | false =>
  links.length > 0 &&
  html`<h2 id="${id}">${heading}</h2>
<ul class="columns">
${links.map(({ title, path }) => html`<li><a href="${path}rss.xml" type="application/rss+xml"${languageAttributes(site.language, "en")}>${title}</a></li>\n`)}</ul>\n`;
