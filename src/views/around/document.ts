import { html, type Markup } from "../../markup.ts";
import type { Frame, Leaf } from "../frame.ts";
import { languageAttributes } from "../language.ts";
import { wording } from "../wording.ts";

/** The whole HTML document of a page. Its own ids have a colon, which no id of a heading has. */
export function renderDocument(leaf: Leaf, frame: Frame): Markup {
  const { site, theme } = frame;
  const { head, masthead, footer } = theme.views;
  const lang = leaf.lang ?? site.language;
  return html`<!doctype html>
<html${languageAttributes(lang)}>
<head>
${head(leaf, frame)}
</head>
<body${leaf.feed === true && html` class="h-feed"`}>
<a class="skip" href="#page:main">${wording(site, lang).say("skip")}</a>
${masthead(leaf, frame)}
<main id="page:main">
${leaf.main}
</main>
${footer(leaf, frame)}
</body>
</html>
`;
}
