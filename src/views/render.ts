import type { Models } from "../content/models.ts";
import type { Link } from "../content/site.ts";
import type { SearchModel } from "../search/found.ts";
import type { Reason } from "./apology.ts";
import type { Frame, Leaf } from "./frame.ts";
import type { PageViews } from "./default-theme.ts";

/** The HTML document of a page, from the model of its kind. */
export const renderPage = <Kind extends keyof Models>(kind: Kind, model: Models[Kind], frame: Frame): string => {
  const views: PageViews = frame.theme.views;
  return drawn(frame, () => views[kind](model, frame));
};

/** The HTML document of a search. */
export const renderSearch = (model: SearchModel, frame: Frame): string =>
  drawn(frame, () => frame.theme.views.search(model, frame));

/**
 * The HTML document for where there is no page to show. `nearest` is the page whose address comes closest to the one that was asked for,
 * `words` are those of the address.
 */
export const renderApology = (reason: Reason, frame: Frame, nearest?: Link, words?: string): string =>
  drawn(frame, () => frame.theme.views.apology(reason, frame, nearest, words));

function drawn(frame: Frame, view: () => Leaf): string {
  try {
    return dressed(frame.theme.views.document(view(), frame).text, frame.style);
  } catch (error) {
    if (error instanceof Error) throw error;
    // Hono gives nothing else to error handlers. Nobody knows where it was thrown, least of all this stack.
    const message = `a view threw ${String(error)}, not an Error, so its place is unknown; throw an Error instead`;
    throw Object.assign(new Error(message, { cause: error }), { stack: `Error: ${message}` });
  }
}

// What rules of only some pages are for: those of math.css, and those of code.css, wide.css and asides.css, in src/views/style/.
const formulas = /<math\b/i;
// The rules of search.css are in the lean form, but not in the rich one: hardly any page has both a field to search with and what that is for.
const field = /<search>/;
// Formulas are among them, so that most pages are looked through once.
const rich =
  /<(?:audio|button(?! class="search")|canvas|details|embed|fieldset|iframe|input(?! type="search" id="page:query")|math|object|pre|select|table|textarea|video)\b|class="[^"]*\b(?:alert|footnotes)\b/i;

/** A page with no more of the stylesheet than it needs. */
function dressed(html: string, { text, lighter }: Frame["style"]): string {
  const start = html.indexOf(text);
  if (lighter === undefined || start === -1) return html;
  // Not all of it, since the stylesheet is half of most pages, nor `replace`, which would read signs of the stylesheet as its own.
  const parts = [html.slice(0, start), html.slice(start + text.length)] as const;
  const has = (what: RegExp): boolean => parts.some((part) => what.test(part));
  if (!has(rich)) return parts.join(lighter.lean.text);
  return has(formulas) || has(field) ? html : parts.join(lighter.rich.text);
}
