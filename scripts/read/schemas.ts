import { inUtc } from "../base/moments.ts";
import { fieldRows, listNames } from "./article-fields.ts";
import { only, orNothing } from "./fields.ts";
import { settings } from "./settings.ts";
import { taxonomyOptions } from "./settings/parse-taxonomies.ts";

type Fields = ReturnType<typeof only>;

/**
 * JSON Schemas for editors, by file name: of `site.yaml`, and of the front matter of posts and of pages. They explain fields in
 * the words of the documentation.
 *
 * @param documents docs/settings.md and docs/writing.md
 */
export function schemas(
  documents: { readonly settings: string; readonly writing: string },
  rows = fieldRows,
): Readonly<Record<string, object>> {
  const [main = "", ...sections] = documents.settings.split(/^## /m);
  const onTaxonomies = sections.find((section) => section.startsWith("Taxonomies\n")) ?? "";
  const taxonomy = orNothing(explained(only(taxonomyOptions), onTaxonomies));
  const site = explained(only(settings), main);
  return {
    "site.json": whole("Settings of a blog", {
      ...site,
      properties: {
        ...site.properties,
        taxonomies: { ...site.properties["taxonomies"], additionalProperties: taxonomy },
      },
    }),
    "post.json": whole("Front matter of a post", {
      ...explained(frontMatter("posts", rows), documents.writing),
      // An unknown field may be that of a taxonomy that site.yaml declares.
      additionalProperties: orNothing(listNames.schema),
    }),
    "page.json": whole("Front matter of a page", explained(frontMatter("pages", rows), documents.writing)),
  };
}

const whole = (title: string, fields: object): object => ({
  $schema: "http://json-schema.org/draft-07/schema#",
  title,
  ...fields,
});

function frontMatter(section: "posts" | "pages", rows: typeof fieldRows): Fields & { readonly required: string[] } {
  const around = { resolve: inUtc, section };
  const own = rows.filter(([, { posts }]) => section === "posts" || !posts);
  const fields = only(Object.fromEntries(own.map(([name, { read }]) => [name, read(around)])));
  const required = own.flatMap(([name, row]) =>
    row.required ? [[name, { ...row.read(around).schema, minLength: 1 }] as const] : [],
  );
  return {
    ...fields,
    properties: { ...fields.properties, ...Object.fromEntries(required) },
    required: required.map(([name]) => name),
  };
}

/** The same fields, each with what a document's table says about it. */
function explained<Some extends Fields>(fields: Some, document: string): Some {
  const texts = textsOf(document);
  const properties = Object.entries(fields.properties).map(([name, schema]) => {
    const description = texts.get(name);
    return [name, description === undefined ? schema : { ...schema, description }];
  });
  return { ...fields, properties: Object.fromEntries(properties) };
}

/** The description of each name in tables of fields: the second column, and a third as the default. */
function textsOf(document: string): ReadonlyMap<string, string> {
  const rows = [...document.matchAll(/^\| (`\w+`.*?) \| (.*?) \|(?: (.+?) \|)?/gm)];
  return new Map(
    rows.flatMap(([, names = "", what = "", otherwise]) => {
      const text = otherwise === undefined ? what : `${what} (default: ${otherwise})`;
      return [...names.matchAll(/`(\w+)`/g)].map(([, name = ""]) => [name, withoutLinks(text)] as const);
    }),
  );
}

const withoutLinks = (text: string): string => text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
