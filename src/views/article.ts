import type { Heading, PageModel, PostModel } from "../content/models.ts";
import type { Site } from "../content/site.ts";
import { html, type Markup, trusted } from "../markup.ts";
import type { Leaf } from "./frame.ts";
import type { Wording } from "./wording.ts";

/** What the heads of posts and pages say alike. */
export const articleLeaf = (model: PageModel): Omit<Leaf, "main"> => ({
  title: model.title,
  path: model.path,
  hidden: model.draft === true,
  description: about(model),
  lang: model.lang,
  canonical: model.canonical,
  image: model.image,
  source: model.source,
});

/** What search results and link previews say of an article. */
export const about = ({ description, excerpt }: PageModel): string | undefined => description ?? excerpt;

export const languageOf = (model: PageModel | PostModel, site: Site): string => model.lang ?? site.language;

export const draftMark = (model: PageModel, { say }: Wording): Markup | false =>
  model.draft === true && html`<p class="draft"><strong>${say("draft")}</strong> ${say("draftNote")}</p>\n`;

/** The body, with a table of contents before it where the prebuild found the text long enough. */
export const body = (model: PageModel, words: Wording): Markup =>
  html`${model.contents && contents(model.contents, words)}<div class="prose e-content">
${trusted(model.html)}
</div>`;

function contents(headings: readonly Heading[], { say, text }: Wording): Markup | false {
  if (headings.length === 0) return false;
  return html`<details class="contents" open>
<summary>${say("contents")}</summary>
<nav aria-label="${text("contents")}">
${nest(headings, 0, headings.length)}</nav>
</details>
`;
}

/** Headings as nested lists: those deeper than the first stand below the last that is not. */
function nest(headings: readonly Heading[], from: number, to: number): Markup {
  const items: Markup[] = [];
  const depth = headings[from]?.depth ?? 0;
  for (let start = from; start < to;) {
    let end = start + 1;
    while (end < to && (headings[end]?.depth ?? 0) > depth) end++;
    const heading = headings[start];
    if (heading)
      items.push(
        html`<li><a href="#${heading.id}">${heading.text}</a>${end > start + 1 && html`\n${nest(headings, start + 1, end)}`}</li>\n`,
      );
    start = end;
  }
  return html`<ol>
${items}</ol>`;
}
