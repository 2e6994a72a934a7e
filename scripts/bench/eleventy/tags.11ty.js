import { documentOf } from "./_includes/document.js";
import { escape } from "./_includes/markup.js";

export const data = { permalink: "tags/index.html" };

export const render = ({ site, collections }) =>
  documentOf(site, {
    path: "/tags/",
    title: "Tags",
    description: `What ${site.title} writes about: all tags, and how many posts have each`,
    main: `<header class="title">
<h1>Tags</h1>
</header>
<ul class="ledger tagged">
${collections.topics.map(({ title, path, posts }) => `<li><a href="${path}">${escape(title)}</a> <span>${posts.length === 1 ? "1 post" : `${posts.length} posts`}</span></li>\n`).join("")}</ul>
`,
  });
