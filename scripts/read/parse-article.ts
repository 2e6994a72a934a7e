import type { Moment } from "../../src/content/date.ts";
import type { Resolve } from "../base/moments.ts";
import { Fields, flag, moment, names, type Reader, type Report, text, webUrl } from "./fields.ts";
import { type Nearest } from "../base/nearest.ts";
import { toSlug } from "../../src/content/slug.ts";
import { articleSlugProblem, readOldPath, slugProblem } from "./slug-problem.ts";

/** What posts and pages share. */
export interface Article {
  /** Path of the Markdown file below the content folder, such as `posts/hello.md`; names it in messages. */
  readonly file: string;
  readonly slug: string;
  readonly title: string;
  readonly description?: string;
  readonly updated?: Moment;
  readonly image?: string;
  readonly imageAlt?: string;
  readonly draft: boolean;
  /** Old paths that redirect here, as the author wrote them, with a leading slash. */
  readonly aliases: readonly string[];
  readonly canonical?: string;
  readonly lang?: string;
}

/** A dated article under `content/posts/`. */
export interface Post extends Article {
  readonly date: Moment;
  /** The post is gone from this moment on. Always later than `date`. */
  readonly expires?: Moment;
  /** Empty when neither the post nor the site names an author. */
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly series?: string;
}

/** An undated article under `content/pages/`. */
export type Page = Article;

export interface ParseContext {
  readonly resolve: Resolve;
  readonly nearest: Nearest;
  /** Who wrote the posts that name nobody. */
  readonly defaultAuthor?: string;
}

type Data = Readonly<Record<string, unknown>>;

/** Reads the front matter of a post; undefined when an error was reported. */
export function parsePost(file: string, data: Data, context: ParseContext, report: Report): Post | undefined {
  const fields = new Fields(data, report);
  const title = fields.required("title", text, "the post's title");
  const date = fields.required("date", moment(context.resolve), "when the post was published, such as 2024-12-16");
  const expires = fields.optional("expires", moment(context.resolve));
  const author = fields.optional("author", listNames);
  const authors =
    fields.optional("authors", listNames) ?? author ?? (context.defaultAuthor ? [context.defaultAuthor] : []);
  const tags = fields.optional("tags", listNames) ?? [];
  const series = fields.optional("series", listName);
  const article = parseArticle(file, fields, context);
  if (date !== undefined && expires !== undefined && expires <= date)
    fields.error(["expires"], `expires is not after date, so the post would never be seen`);
  fields.finish(nearestField(context.nearest));

  if (fields.failed || title === undefined || date === undefined) return undefined;
  return { ...article, title, date, authors, tags, ...present({ expires, series }) };
}

/** Reads the front matter of a page; undefined when an error was reported. */
export function parsePage(file: string, data: Data, context: ParseContext, report: Report): Page | undefined {
  const fields = new Fields(data, report);
  const title = fields.required("title", text, "the page's title");
  const article = parseArticle(file, fields, context);
  fields.finish(nearestField(context.nearest));
  return fields.failed || title === undefined ? undefined : { ...article, title };
}

function parseArticle(file: string, fields: Fields, context: ParseContext): Omit<Article, "title"> {
  const optional = {
    description: fields.optional("description", text),
    updated: fields.optional("updated", moment(context.resolve)),
    image: fields.optional("image", text),
    imageAlt: fields.optional("imageAlt", text),
    canonical: fields.optional("canonical", webUrl),
    lang: fields.optional("lang", language),
  };
  const section = file.slice(0, file.indexOf("/"));
  const slug = fields.optional("slug", chosenSlug(section)) ?? slugOfFile(file);
  const problem = articleSlugProblem(section, slug);
  if (problem) fields.error([], `slug is "${slug}" after the file's name, expected ${problem}`);
  const draft = fields.optional("draft", flag) ?? false;
  const aliases = (fields.optional("aliases", paths) ?? []).map((path) => (path.startsWith("/") ? path : `/${path}`));
  return { file, slug, draft, aliases, ...present(optional) };
}

/** `posts/2024-12-16-hello.md` and `posts/hello/index.md` are both `hello`. */
export function slugOfFile(file: string): string {
  const name = file.replace(/\/index\.md$/, "").replace(/\.md$/, "");
  return name
    .slice(name.lastIndexOf("/") + 1)
    .replace(/^\d{4}-\d\d-\d\d-(?=.)/, "")
    .normalize("NFC");
}

export const language: Reader<string> = (value) =>
  typeof value === "string" && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value)
    ? { value }
    : { expected: "a language such as en or pt-BR (BCP 47)" };

const chosenSlug =
  (section: string): Reader<string> =>
  (value) => {
    const read = text(value);
    if (!("value" in read)) return read;
    const expected = articleSlugProblem(section, read.value);
    return expected ? { expected } : { value: read.value.normalize("NFC") };
  };

const expectedForName = (name: string): string | undefined =>
  slugProblem(toSlug(name)) === undefined ? undefined : "a name of letters, digits and signs, no control characters";

// Tags, authors and series each have a path made of the name. Spellings that share a path are one; the first stays.
const listNames: Reader<string[]> = (value) => {
  const read = names(expectedForName)(value);
  if (!("value" in read)) return read;
  const bySlug = Map.groupBy(read.value, toSlug);
  return { value: [...bySlug.values()].flatMap(([first]) => first?.normalize("NFC") ?? []) };
};

const listName: Reader<string> = (value) => {
  const read = text(value);
  const expected = "value" in read ? expectedForName(read.value) : undefined;
  return expected === undefined ? read : { expected };
};

const paths = names((path) => {
  const read = readOldPath(path);
  return "path" in read ? undefined : `an old path of this site such as /2020/01/hello/${read.cure}`;
});

// What other systems call our fields. No distance between words would lead from one to the other.
const foreignNames: Readonly<Record<string, string>> = {
  lastmod: "updated",
  modified: "updated",
  publishDate: "date",
  published: "date",
  pubDate: "date",
  expiryDate: "expires",
  summary: "description",
  excerpt: "description",
  categories: "tags",
  keywords: "tags",
  permalink: "slug",
  redirect_from: "aliases",
  cover: "image",
  heroImage: "image",
  language: "lang",
};

const nearestField =
  (nearest: Nearest): Nearest =>
  (name, candidates) =>
    (Object.hasOwn(foreignNames, name) ? foreignNames[name] : undefined) ?? nearest(name, candidates);

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same record without the fields that are undefined: `exactOptionalPropertyTypes` tells absent from undefined. */
export function present<T extends object>(record: T): Present<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Present<T>;
}
