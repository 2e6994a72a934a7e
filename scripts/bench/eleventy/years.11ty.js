import { documentOf } from "./_includes/document.js";
import { ledger } from "./_includes/markup.js";

export const data = {
  pagination: { data: "collections.years", size: 1, alias: "of" },
  permalink: ({ of }) => `${of.path}index.html`,
};

export const render = ({ site, of: { year, path, posts } }) =>
  documentOf(site, {
    path,
    title: year,
    description: `What ${site.title} published in ${year}`,
    main: `<header class="title">
<p class="kicker"><a href="/archive/">Archive</a></p>
<h1>${year}</h1>
</header>
${ledger(posts)}
`,
  });
