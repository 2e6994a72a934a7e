import { documentOf } from "./_includes/document.js";

export const data = { permalink: "404.html" };

export const render = ({ site }) =>
  documentOf(site, {
    path: "/404.html",
    title: "Page not found",
    main: `<header class="title">
<h1>Page not found</h1>
<p class="lead">There is no leaf here: the address may be mistyped, or the page has moved.</p>
</header>
<p>You can look through the <a href="/archive/">archive</a>, follow a <a href="/tags/">tag</a>, or begin at the <a href="/">first page</a>.</p>
`,
  });
