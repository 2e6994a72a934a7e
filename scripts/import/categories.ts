import { pathOf } from "../../src/content/slug.ts";
import { slugProblem } from "../read/slug-problem.ts";
import type { FrontMatter } from "../authoring/write-front-matter.ts";
import type { Place } from "./places.ts";

/** Name of the taxonomy that an import declares, and of its field. */
const name = "categories";

/** Those that a list here can be named after. */
export const usable = (terms: readonly string[]): string[] =>
  terms.filter((term) => !slugProblem(term.replaceAll(/[/\\]/g, "-")));

/** What front matter says about categories; nothing if there are none. */
export const categoryFields = (terms: readonly string[]): Pick<FrontMatter, "terms"> => {
  const found = [...new Set(usable(terms))];
  return found.length === 0 ? {} : { terms: { [name]: found } };
};

/** What `site.yaml` is to say about them: that there are categories. */
export function categorySettings(places: readonly Place[]): { readonly taxonomies?: object } {
  if (!places.some(({ article }) => article.fields.terms?.[name])) return {};
  const index = !places.some(({ path }) => path === pathOf(name));
  return { taxonomies: { [name]: index ? { title: "Categories" } : { title: "Categories", index } } };
}
