import { articleSlugProblem, toSlug } from "../../src/content/slug.ts";
import { type OwnTaxonomy, ownSections } from "../../src/content/taxonomies.ts";
import type { Nearest } from "../base/nearest.ts";
import { recordOf } from "../base/record.ts";
import { Fields, flag, type Reader, type Report, text } from "./fields.ts";
import { fieldNames } from "./article-fields.ts";

/** The setting as it was written. */
export const taxonomiesRecord: Reader<Readonly<Record<string, unknown>>> = (value) => {
  const record = recordOf(value);
  return record
    ? { value: record }
    : { expected: "taxonomies by their names, such as categories: { title: Categories }" };
};

/** Reads the taxonomies that a site has of its own; undefined when an error was reported. */
export function parseTaxonomies(
  record: Readonly<Record<string, unknown>>,
  nearest: Nearest,
  report: Report,
): readonly OwnTaxonomy[] | undefined {
  const all = new Fields(record, report, ["taxonomies"]);
  const owners = new Map<string, string>(fieldNames.map((field) => [field, "articles"]));
  let failed = false;
  const taxonomies = Object.keys(record).map((name): OwnTaxonomy => {
    const problem = nameProblem(name);
    if (problem !== undefined) all.errorOfName(name, `taxonomies has "${name}", expected ${problem}`);
    const options = all.optional(name, optionsOf) ?? {};
    const fields = new Fields(options, report, ["taxonomies", name]);
    const field = fields.optional("field", text) ?? name;
    const owner = owners.get(field);
    if (owner !== undefined && problem === undefined)
      all.error([name, "field"], `field is "${field}", which is one of ${owner} already, expected one that is free`);
    owners.set(field, name);
    const taxonomy = {
      name,
      title: fields.optional("title", text) ?? capitalised(name),
      field,
      feeds: fields.optional("feeds", flag) ?? true,
      index: fields.optional("index", flag) ?? true,
    };
    fields.finish(nearest);
    failed ||= fields.failed;
    return taxonomy;
  });
  return failed || all.failed ? undefined : taxonomies;
}

const optionsOf: Reader<Readonly<Record<string, unknown>>> = (value) => {
  const record = recordOf(value);
  return record ? { value: record } : { expected: "title, field, feeds and index, or nothing" };
};

function nameProblem(name: string): string | undefined {
  if (ownSections.includes(name)) return "another name, since that one is a section of the site itself";
  return (
    articleSlugProblem("pages", name) ??
    (toSlug(name) === name ? undefined : `a part of a URL such as "${toSlug(name)}"`)
  );
}

const capitalised = (name: string): string => name.replace(/^./u, (first) => first.toUpperCase());
