import { maxCharacters } from "../../search/found.ts";
import { searchPath } from "../../search/paths.ts";
import { html, type Markup } from "../../markup.ts";
import type { Wording } from "../wording.ts";

/** The form in which one enters what to look for; `query` is in it already. A search may run the other way than the page. */
export const searchField = ({ say }: Wording, query = ""): Markup =>
  html`<search>
<label class="meta" for="page:query">${say("searchLabel")}</label>
<form action="${searchPath}">
<input type="search" id="page:query" name="q" value="${query}" maxlength="${maxCharacters}" dir="auto">
<button class="search">${say("search")}</button>
</form>
</search>\n`;
