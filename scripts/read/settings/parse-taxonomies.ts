import { toSlug } from "../../../src/content/slug.ts";
import { articleSlugProblem } from "../slug-problem.ts";
import { type OwnTaxonomy, ownSections } from "../../../src/content/taxonomies.ts";
import type { Nearest } from "../../base/nearest.ts";
import { Fields, flag, record, type Report, text } from "../fields.ts";
import { fieldNames } from "../article-fields.ts";

/** What can be said of a taxonomy. */
export const taxonomyOptions = { title: text, field: text, feeds: flag, index: flag };

/** Reads the taxonomies that a site has of its own; undefined when an error was reported. */
export function parseTaxonomies(
  declared: Readonly<Record<string, unknown>>,
  nearest: Nearest,
  report: Report,
): readonly OwnTaxonomy[] | undefined {
  const all = new Fields(declared, report, ["taxonomies"]);
  const owners = new Map<string, string>(fieldNames.map((field) => [field, "articles"]));
  let failed = false;
  const taxonomies = Object.keys(declared).map((name): OwnTaxonomy => {
    const problem = nameProblem(name);
    if (problem !== undefined) all.errorOfName(name, `taxonomies has "${name}", expected ${problem}`);
    const options = all.optional(name, record("title, field, feeds and index, or nothing", {})) ?? {};
    const fields = new Fields(options, report, ["taxonomies", name]);
    const { field = name, title = capitalised(name), feeds = true, index = true } = fields.all(taxonomyOptions);
    const owner = owners.get(field);
    if (owner !== undefined && problem === undefined)
      all.error([name, "field"], `field is "${field}", which is one of ${owner} already, expected one that is free`);
    owners.set(field, name);
    fields.finish(nearest);
    failed ||= fields.failed;
    return { name, title, field, feeds, index };
  });
  return failed || all.failed ? undefined : taxonomies;
}

function nameProblem(name: string): string | undefined {
  if (ownSections.includes(name)) return "another name, since that one is a section of the site itself";
  return (
    articleSlugProblem("pages", name) ??
    (toSlug(name) === name ? undefined : `a part of a URL such as "${toSlug(name)}"`)
  );
}

const capitalised = (name: string): string => name.replace(/^./u, (first) => first.toUpperCase());
