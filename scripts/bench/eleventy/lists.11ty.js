import { documentOf } from "./_includes/document.js";
import { escape, feedLinks, jsonLd, tagLinks, time } from "./_includes/markup.js";

export const data = {
  pagination: { data: "collections.pages", size: 1, alias: "list" },
  permalink: ({ list }) => `${list.url}index.html`,
};

export function render({ site, list }) {
  const { path, url, section, page, posts, older, newer } = list;
  const name = list.title ?? (page ? "Posts" : site.title);
  const title = page ? `${name}, page ${page}` : name;
  const kicker = section === "tags" ? '<p class="kicker"><a href="/tags/">Tags</a></p>\n' : "";
  const header =
    url === "/" ? "" : `<header class="title">\n${kicker}<h1 class="p-name">${escape(title)}</h1>\n</header>\n`;
  const about = section && { description: `Posts ${section === "tags" ? "tagged" : "by"} ${name} on ${site.title}` };
  return documentOf(site, {
    path: url,
    title,
    ...about,
    head:
      (section ? feedLinks(name, path) : "") + jsonLd({ "@type": "CollectionPage", name: title, url: site.url + url }),
    isList: true,
    main: `${header}${posts.map(summary).join("")}${
      older || newer
        ? `<nav class="turn" aria-label="Pages">\n${older ? `<a rel="prev" href="${older}">Older posts</a>\n` : ""}${newer ? `<a rel="next" href="${newer}">Newer posts</a>\n` : ""}</nav>\n`
        : ""
    }`,
  });
}

const summary = ({ url, date, data }) => `<article class="h-entry">
<h2 class="p-name"><a class="u-url" href="${url}">${escape(data.title)}</a></h2>
<p class="meta">${time(date, "dt-published")} · ${tagLinks(data.topics)}</p>
<p class="p-summary">${escape(data.description)}</p>
</article>
`;
