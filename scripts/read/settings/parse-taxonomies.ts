import { toSlug } from "../../../src/content/slug.ts";
import { articleSlugProblem } from "../slug-problem.ts";
import { type OwnTaxonomy, ownSections } from "../../../src/content/taxonomies.ts";
import { type Fields, flag, only, record, text } from "../fields.ts";
import { fieldNames } from "../article-fields.ts";

/** The settings of a taxonomy. */
export const taxonomyOptions = { title: text, field: text, feeds: flag, index: flag };

export const taxonomies = record("taxonomies by name, such as categories: { title: Categories }");

const taxonomy = record("title, field, feeds and index, or nothing", only(taxonomyOptions));

/** Reads the taxonomies that a site has of its own. */
export function parseTaxonomies(declared: Fields): OwnTaxonomy[] {
  // An article's Markdown states its URL as well.
  const owners = new Map<string, string>([...fieldNames, "url"].map((field) => [field, "articles"]));
  return declared.names.map((name) => {
    const problem = nameProblem(name);
    if (problem !== undefined) declared.errorOfName(name, `taxonomies has "${name}", expected ${problem}`);
    const fields = declared.within(name, taxonomy);
    const { title = capitalised(name), field = name, feeds = true, index = true } = fields.all(taxonomyOptions);
    const owner = owners.get(field);
    if (owner !== undefined && problem === undefined)
      fields.error(["field"], `field is "${field}", which is already a field of ${owner}, expected one that is free`);
    owners.set(field, name);
    fields.finish();
    return { name, title, field, feeds, index };
  });
}

function nameProblem(name: string): string | undefined {
  if (ownSections.includes(name)) return "another name, since that one is a section of the site itself";
  return (
    articleSlugProblem("pages", name) ??
    (toSlug(name) === name ? undefined : `a part of a URL such as "${toSlug(name)}"`)
  );
}

const capitalised = (name: string): string => name.replace(/^./u, (first) => first.toUpperCase());
