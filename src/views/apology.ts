import type { Link, Site } from "../content/site.ts";
import { html, type Part } from "../markup.ts";
import type { Leaf } from "./frame.ts";
import { languageOfWord, type Wording, wording } from "./wording.ts";

/** Why there is no page to show: 404, 410 and 503. */
export type Reason = "notFound" | "gone" | "failure";

/** A page of words alone, in the language of its title. `nearest` is the page whose address comes closest to the one that was asked for. */
export function apology(reason: Reason, site: Site, nearest?: Link): Leaf {
  const lang = languageOfWord(reason, site);
  const words = wording(site, lang);
  const lead = `${reason}Text` as const;
  const link = nearest && html`<a href="${nearest.path}">${nearest.title}</a>`;
  return {
    title: words.text(reason),
    lang,
    description: words.text(lead),
    // What a failure linked to could fail like the page that was asked for.
    main: html`<header class="title">
<h1>${words.say(reason)}</h1>
<p class="lead">${words.say(lead)}</p>
</header>
${link && html`<p>${words.say("nearest", link)}</p>\n`}${reason !== "failure" && ways(words)}`,
  };
}

function ways({ say }: Wording): Part {
  const archive = html`<a href="/archive/">${say("wayArchive")}</a>`;
  const tag = html`<a href="/tags/">${say("wayTag")}</a>`;
  const home = html`<a href="/">${say("wayHome")}</a>`;
  return html`<p>${say("ways", { archive, tag, home })}</p>\n`;
}
