import { documentOf } from "./_includes/document.js";
import { ledger } from "./_includes/markup.js";

export const data = { permalink: "archive/index.html" };

export function render({ site, collections }) {
  const { posts, years } = collections;
  const newest = Map.groupBy(posts.slice(-100).reverse(), ({ date }) => date.getUTCFullYear());
  return documentOf(site, {
    path: "/archive/",
    title: "Archive",
    description: `What ${site.title} published, by year`,
    main: `<header class="title">
<h1>Archive</h1>
</header>
<nav class="years" aria-label="Years">
<ul>
${years.map(({ year, path, posts }) => `<li><a href="${path}">${year}</a> <small>${posts.length}</small></li>\n`).join("")}</ul>
</nav>
${[...newest].map(([year, posts]) => `<section aria-labelledby="y${year}">\n<h2 id="y${year}">${year}</h2>\n${ledger(posts)}\n</section>\n`).join("")}<p>What is older stands in the archive of its year, above.</p>
`,
  });
}
