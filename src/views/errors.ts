import type { Link, Site } from "../content/site.ts";
import { html, type Part } from "../markup.ts";
import type { Leaf } from "./frame.ts";
import { languageOfWord, type Wording, wording } from "./wording.ts";

/** 404. `nearest` is the page whose address comes closest to the one that was asked for. */
export const notFound = (site: Site, nearest?: Link): Leaf =>
  apology("notFound", site, (words) => [
    nearest && html`<p>${words.say("nearest", html`<a href="${nearest.path}">${nearest.title}</a>`)}</p>\n`,
    ways(words),
  ]);

/** 410. */
export const gone = (site: Site): Leaf => apology("gone", site, ways);

/** 503. Its text links nothing, since what it led to could fail like the page that was asked for. */
export const failure = (site: Site): Leaf => apology("failure", site, () => false);

/** A page of words alone, in the language of its title. */
function apology(title: "notFound" | "gone" | "failure", site: Site, more: (words: Wording) => Part): Leaf {
  const lang = languageOfWord(title, site);
  const words = wording(site, lang);
  const lead = `${title}Text` as const;
  return {
    title: words.text(title),
    lang,
    description: words.text(lead),
    main: html`<header class="title">
<h1>${words.say(title)}</h1>
<p class="lead">${words.say(lead)}</p>
</header>
${more(words)}`,
  };
}

function ways({ say }: Wording): Part {
  const archive = html`<a href="/archive/">${say("wayArchive")}</a>`;
  const tag = html`<a href="/tags/">${say("wayTag")}</a>`;
  const home = html`<a href="/">${say("wayHome")}</a>`;
  return html`<p>${say("ways", { archive, tag, home })}</p>\n`;
}
