import { cardOf } from "../cards.js";
import { documentOf } from "./document.js";
import { escape, iso, jsonLd, ledger, tagLinks, time } from "./markup.js";

export default (data) => {
  const { site, page, title, description } = data;
  const source = `<link rel="alternate" type="text/markdown" title="Markdown" href="${page.url.slice(0, -1)}.md">\n`;
  return documentOf(site, {
    path: page.url,
    title,
    description,
    head: source + jsonLd(linkedData(data)),
    properties: propertiesOf(data),
    main: mainOf(data),
  });
};

const propertiesOf = ({ site, made, authors, topics, title, page }) =>
  [
    ...(made.cards ? [["og:image", site.url + cardOf({ title, authors, page })]] : []),
    ["og:type", "article"],
    ["article:published_time", iso(page.date)],
    ...authors.map((author) => ["article:author", author.title]),
    ...topics.map((tag) => ["article:tag", tag.title]),
  ]
    .map(([name, value]) => `<meta property="${name}" content="${escape(value)}">\n`)
    .join("");

const linkedData = ({ site, page, title, description, authors, topics }) => ({
  "@type": "BlogPosting",
  headline: title,
  description,
  datePublished: iso(page.date),
  dateModified: iso(page.date),
  author: authors.map((author) => ({ "@type": "Person", name: author.title, url: site.url + author.path })),
  keywords: topics.map((tag) => tag.title),
  inLanguage: "en",
  url: site.url + page.url,
  mainEntityOfPage: site.url + page.url,
  isPartOf: { "@type": "Blog", name: site.title, url: `${site.url}/` },
});

function mainOf({ site, page, title, description, authors, topics, related, older, newer, outline, content }) {
  const minutes = Math.max(1, Math.round(page.rawInput.split(" ").length / 230));
  return `<article class="h-entry">
<header class="title">
<h1 class="p-name">${escape(title)}</h1>
<p class="lead p-summary">${escape(description)}</p>
<p class="meta"><span>By ${authors.map(authorLink).join(", ")}</span> · ${time(page.date, "dt-published")} · <span>${minutes} min read</span><data class="u-url" value="${site.url}${page.url}"></data></p>
</header>
${minutes >= 4 && outline.filter(({ tag }) => tag === "h2").length >= 3 ? contentsOf(outline) : ""}<div class="prose e-content">
${content}
</div>
<p class="tags">Tags: ${tagLinks(topics)}</p>
</article>
${related.length > 0 ? `<section class="related" aria-labelledby="page:related">\n<h2 id="page:related">Related</h2>\n${ledger(related)}\n</section>\n` : ""}<nav class="turn" aria-label="Older and newer posts">
${older ? turn("prev", "Older", older) : ""}${newer ? turn("next", "Newer", newer) : ""}</nav>
`;
}

const authorLink = ({ path, title }) =>
  `<a class="p-author h-card" rel="author" href="${path}">${escape(title)}</a>`;

const turn = (rel, hint, { url, data }) =>
  `<a rel="${rel}" href="${url}"><small>${hint}</small> ${escape(data.title)}</a>\n`;

/** Headings of the third level stand in a list below the one of the second that they follow. */
function contentsOf(outline) {
  const sections = [];
  for (const heading of outline)
    if (heading.tag === "h2" || sections.length === 0) sections.push([heading]);
    else sections.at(-1).push(heading);
  const items = sections.map(([first, ...below]) => item(first, below.map((heading) => item(heading)).join("")));
  return `<details class="contents" open>
<summary>Contents</summary>
<nav aria-label="Contents">
<ol>
${items.join("")}</ol></nav>
</details>
`;
}

const item = ({ id, text }, below = "") =>
  `<li><a href="#${id}">${escape(text)}</a>${below && `\n<ol>\n${below}</ol>`}</li>\n`;
