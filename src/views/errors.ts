import type { Link, Site } from "../content/site.ts";
import { html, type Markup } from "../markup.ts";
import type { Leaf } from "./frame.ts";

/** 404. `nearest` is the page whose address comes closest to the one that was asked for. */
export const notFound = (nearest?: Link): Leaf =>
  apology("Page not found", {
    lead: "There is no leaf here: the address may be mistyped, or the page has moved.",
    more: nearest && html`<p>Did you mean <a href="${nearest.path}">${nearest.title}</a>?</p>\n`,
    ways: true,
  });

/** 410. */
export const gone = (): Leaf =>
  apology("This page is gone", {
    lead: "It was here once and was taken out on purpose. It will not come back.",
    ways: true,
  });

/** 503. It promises nothing but its own words: the links could fail like the page that was asked for. */
export const failure = (site: Site): Leaf =>
  apology("Back in a moment", {
    lead: `${site.title} can’t reach its pages just now. Nothing is lost; please try again in a minute.`,
    ways: false,
  });

function apology(
  title: string,
  { lead, more, ways }: { lead: string; more?: Markup | undefined; ways: boolean },
): Leaf {
  return {
    title,
    lang: "en",
    description: lead,
    main: html`<header class="title">
<h1>${title}</h1>
<p class="lead">${lead}</p>
</header>
${more}${ways && html`<p>You can look through the <a href="/archive/">archive</a>, follow a <a href="/tags/">tag</a>, or begin at the <a href="/">first page</a>.</p>\n`}`,
  };
}
