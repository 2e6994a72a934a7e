import type { Resolve } from "../base/moments.ts";
import { toSlug } from "../../src/content/slug.ts";
import { articleSlugProblem, readOldPath, slugProblem } from "./slug-problem.ts";
import { flag, matching, moment, names, namesIn, reader, type Reader, text, webUrl } from "./fields.ts";

/** What a reader may need to know. */
export interface Around {
  readonly resolve: Resolve;
  readonly section: "posts" | "pages";
}

interface Field<T = unknown> {
  readonly read: (around: Around) => Reader<T>;
  /** Whether only posts have it. */
  readonly posts?: true;
  /** What to say is expected where it is missing. */
  readonly required?: (around: Around) => string;
}

/** A text of posts that appears unchanged in the post's model, its feed items and its Markdown source, as `shown`. */
interface ShownField extends Field<string> {
  readonly posts: true;
  readonly shown: true;
}

const aLanguage = "a language such as en or pt-BR (BCP 47)";
const tag = matching(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, aLanguage);

export const language = reader<string>(tag.schema, (value, wrong) => {
  const read = tag(value, wrong);
  try {
    Intl.getCanonicalLocales(read); // throws for parts that occur twice or are in the wrong order
    return read;
  } catch {
    return wrong(aLanguage);
  }
});

/** A text that `expectedFor` accepts, by expecting nothing else. */
const fitting = (expectedFor: (text: string) => string | undefined, more = {}): Reader<string> =>
  reader({ ...text.schema, ...more }, (value, wrong) => {
    const read = text(value, wrong);
    const expected = read === undefined ? undefined : expectedFor(read);
    return expected === undefined ? read : wrong(expected);
  });

const expectedForName = (name: string): string | undefined =>
  slugProblem(toSlug(name)) === undefined ? undefined : "a name of letters, digits and signs, no control characters";

// Each name costs a dozen routes.
const mostNames = 500;

const spellings = names(expectedForName);

/** Names, each of which becomes a path. Spellings with the same path count as one name; the first is kept. */
export const listNames = reader<string[]>(spellings.schema, (value, wrong) => {
  const count = namesIn(value).length;
  if (count > mostNames)
    return wrong(`at most ${mostNames} names, each of which has pages and feeds of its own`, `${count} names`);
  const bySlug = Map.groupBy(spellings(value, wrong) ?? [], toSlug);
  return [...bySlug.values()].flatMap(([first]) => first?.normalize("NFC") ?? []);
});

const listName = fitting(expectedForName);

const paths = names((path) => {
  const read = readOldPath(path);
  return "path" in read ? undefined : `an old path of this site such as /2020/01/hello/${read.cure}`;
});

/** All fields of front matter except those of a site's own taxonomies, in the order in which they are written. */
export const articleFields = {
  title: {
    read: () => text,
    required: ({ section }) => (section === "posts" ? "the post's title" : "the page's title"),
  },
  date: {
    read: ({ resolve }) => moment(resolve),
    posts: true,
    required: () => "when the post was published, such as 2024-12-16",
  },
  author: { read: () => listNames, posts: true },
  authors: { read: () => listNames, posts: true },
  description: { read: () => text },
  tags: { read: () => listNames, posts: true },
  updated: { read: ({ resolve }) => moment(resolve) },
  image: { read: () => text },
  imageAlt: { read: () => text },
  slug: { read: ({ section }) => fitting((slug) => articleSlugProblem(section, slug), { pattern: "^[^/*]+$" }) },
  draft: { read: () => flag },
  expires: { read: ({ resolve }) => moment(resolve), posts: true },
  aliases: { read: () => paths },
  canonical: { read: () => webUrl },
  lang: { read: () => language },
  series: { read: () => listName, posts: true },
} as const satisfies Readonly<Record<string, Field | ShownField>>;

export type FieldName = keyof typeof articleFields;

type ValueOf<Row> = Row extends { readonly read: (...around: never[]) => Reader<infer T> } ? T : never;

/** The values of the fields once they are read. */
export type FieldValues = { readonly [Name in FieldName]?: ValueOf<(typeof articleFields)[Name]> | undefined };

export const fieldNames = Object.keys(articleFields) as FieldName[];

/** The order in which front matter is written; `own` are the fields of a site's taxonomies. */
export const fieldOrder = (own: readonly string[]): string[] =>
  fieldNames.flatMap((name) => (name === "tags" ? [name, ...own] : [name]));

/** The rows, typed by what they have in common. */
export const fieldRows: readonly (readonly [name: string, row: Field & { readonly shown?: true }])[] =
  Object.entries(articleFields);
