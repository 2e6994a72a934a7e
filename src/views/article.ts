import type { Heading, PageModel } from "../content/models.ts";
import { html, type Markup, trusted } from "../markup.ts";
import type { Wording } from "./wording.ts";

/** What search results and link previews say about an article. */
export const about = ({ description, excerpt }: PageModel): string | undefined => description ?? excerpt;

export const draftMark = (model: PageModel, { say }: Wording): Markup | false =>
  model.draft === true && html`<p class="draft"><strong>${say("draft")}</strong> ${say("draftNote")}</p>\n`;

/** The body, with a table of contents before it where the prebuild found the text long enough. */
export const body = ({ contents, html: text }: PageModel, words: Wording): Markup =>
  html`${
    contents &&
    html`<details class="contents">
<summary>${words.say("contents")}</summary>
<nav aria-label="${words.text("contents")}">
${nest(contents)}</nav>
</details>
`
  }<div class="prose e-content">
${trusted(text)}
</div>`;

/** Headings as nested lists: those deeper than the first stand below the last that is not. */
function nest(headings: readonly Heading[]): Markup {
  const top = headings[0]?.depth ?? 0;
  const starts = headings.flatMap(({ depth }, index) => (depth <= top ? [index] : []));
  const items = starts.map((start, index) => {
    const [heading, ...below] = headings.slice(start, starts[index + 1]);
    return (
      heading &&
      html`<li><a href="#${heading.id}">${heading.text}</a>${below.length > 0 && html`\n${nest(below)}`}</li>\n`
    );
  });
  return html`<ol>
${items}</ol>`;
}
