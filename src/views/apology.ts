import type { Link } from "../content/site.ts";
import { html, type Part } from "../markup.ts";
import type { Frame, Leaf } from "./frame.ts";
import { searchField } from "./search/search-field.ts";
import { languageOfWord, type Wording, wording } from "./wording.ts";

/** Why there is no page to show: 404, 410 and 503. */
export type Reason = "notFound" | "gone" | "failure";

/**
 * A page of words alone, in the language of its title. `nearest` is the page whose address comes closest to the one that was asked for,
 * `asked` are the words of that.
 */
export function apology(reason: Reason, { site }: Frame, nearest?: Link, asked?: string): Leaf {
  const lang = languageOfWord(reason, site);
  const words = wording(site, lang);
  const lead = `${reason}Text` as const;
  const link = nearest && html`<a href="${nearest.path}">${nearest.title}</a>`;
  return {
    title: words.text(reason),
    lang,
    description: words.text(lead),
    // What a failure led to could fail like the page that was asked for.
    main: html`${reason !== "failure" && missingLeaf}<header class="title">
<h1>${words.say(reason)}</h1>
<p class="lead">${words.say(lead)}</p>
</header>
${link && html`<p>${words.say("nearest", link)}</p>\n`}${reason !== "failure" && [site.search !== false && searchField(words, asked), ways(words)]}`,
  };
}

/** An open book, one leaf of which was torn out. */
const missingLeaf = html`<svg class="missing" viewBox="19 8 202 104" width="303" height="156" fill="none" stroke="currentColor" aria-hidden="true">
<path d="M120 20C100 8 60 8 20 16v76c40-8 80-8 100 4zM20 97c40-8 80-8 100 4 20-12 60-12 100-4M20 102c40-8 80-8 100 4 20-12 60-12 100-4"/>
<path d="M36 30c24-4 48-4 68 3M36 42c24-4 48-4 68 3M36 54c24-4 48-4 68 3M36 66c24-4 48-4 42 0"/>
<path d="M120 20c4-3 8-4 12-6l-3 9 5 8-4 10 5 9-5 10 4 9-3 8 2 8c-5 2-9 5-13 11"/>
<path stroke-dasharray="2 5" d="M138 13c24-4 54-3 82 3v76c-28-6-56-7-82-3"/>
</svg>\n`;

function ways({ say }: Wording): Part {
  const archive = html`<a href="/archive/">${say("wayArchive")}</a>`;
  const tag = html`<a href="/tags/">${say("wayTag")}</a>`;
  const home = html`<a href="/">${say("wayHome")}</a>`;
  return html`<p>${say("ways", { archive, tag, home })}</p>\n`;
}
