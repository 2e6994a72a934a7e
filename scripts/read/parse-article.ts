import { present } from "../base/record.ts";
import type { Moment } from "../../src/content/date.ts";
import { type Around, type FieldName, type FieldValues, fieldRows, listNames } from "./article-fields.ts";
import { Fields, type Report } from "./fields.ts";
import type { AnyTaxonomy, OwnTaxonomy } from "../../src/content/taxonomies.ts";
import type { Site } from "../../src/content/site.ts";
import { pathOf, sourceOf } from "../../src/content/slug.ts";
import { articleSlugProblem } from "./slug-problem.ts";

/** What posts and pages share. */
export interface Article {
  readonly kind: "post" | "page";
  /** Path of the Markdown file below the content folder, such as `posts/hello.md`; messages name it by this. */
  readonly file: string;
  readonly slug: string;
  /** The path of its page. */
  readonly path: string;
  /** The path of its Markdown. */
  readonly source: string;
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
  readonly kind: "post";
  readonly date: Moment;
  /** The post is gone from this moment on. Always later than `date`. */
  readonly expires?: Moment;
  /** Empty when neither the post nor the site names an author. */
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly series?: string;
  /** The texts of fields that are shown unchanged, by name. */
  readonly shown?: Readonly<Record<string, string>>;
  /** Names of its terms in the site's own taxonomies, by the name of the taxonomy. */
  readonly terms?: Readonly<Record<string, readonly string[]>>;
}

/** Names of a post's terms in a taxonomy. */
export const termsOf = (post: Post, taxonomy: AnyTaxonomy): readonly string[] =>
  "of" in taxonomy
    ? [post[taxonomy.name] ?? []].flat()
    : Object.entries(post.terms ?? {}).flatMap(([name, terms]) => (name === taxonomy.name ? terms : []));

/** An undated article under `content/pages/`. */
export interface Page extends Article {
  readonly kind: "page";
}

/** Reads the front matter of a post or a page; undefined when an error was reported. `author` is the author of posts that name none. */
export function parseArticle(
  file: string,
  data: Readonly<Record<string, unknown>>,
  { author: usual, taxonomies = [], resolve }: Pick<Site, "author" | "taxonomies"> & Pick<Around, "resolve">,
  report: Report,
): Post | Page | undefined {
  const fields = new Fields(data, report);
  const kind = kindOf(file);
  const section = `${kind}s` as const;
  const values = readFields(fields, { resolve, section });
  const terms = kind === "post" ? termsIn(taxonomies, fields) : undefined;
  const slug = values.slug?.normalize("NFC") ?? slugOfFile(file);
  const problem = articleSlugProblem(section, slug);
  if (problem) fields.error([], `slug is "${slug}" after the file's name, expected ${problem}`);
  if (values.draft !== true) refuseHiding(fields, data, new Set(taxonomies.map(({ field }) => field)));
  fields.finish(foreignNames);
  const { title, date, expires, author, authors = author, tags = [], series, draft = false } = values;
  if (date !== undefined && expires !== undefined && expires <= date)
    fields.error(["expires"], `expires is not after date, so nobody would ever see the post`);
  if (fields.failed || title === undefined) return undefined;

  const { description, updated, image, imageAlt, canonical, lang } = values;
  const aliases = (values.aliases ?? []).map((path) => (path.startsWith("/") ? path : `/${path}`));
  const path = addressOf(file, slug);
  const optional = present({ description, updated, image, imageAlt, canonical, lang });
  const article = { file, slug, path, source: sourceOf(path), draft, aliases, ...optional, title };
  if (date === undefined) return { ...article, kind: "page" };
  const by = authors ?? (usual ? [usual] : []);
  const ofPosts = present({ expires, series, shown: shownIn(values), terms });
  return { ...article, kind: "post", date, authors: by, tags, ...ofPosts };
}

const [yes, no] = [/^(?:true|yes|on)$/i, /^(?:false|no|off)$/i];

/** What keeps a text from readers in other systems. Here it would be live, with no more than a warning of an unknown field. */
const hiding: Readonly<Record<string, RegExp>> = {
  published: no,
  publish: no,
  private: yes,
  hidden: yes,
  status: /^(?:draft|private|hidden|pending)$/i,
  visibility: /^(?:draft|private|hidden)$/i,
};

function refuseHiding(fields: Fields, data: Readonly<Record<string, unknown>>, own: ReadonlySet<string>): void {
  for (const [name, values] of Object.entries(hiding))
    if (!own.has(name) && values.test(String(data[name])))
      fields.optional(name, (_, wrong) =>
        wrong("draft: true in its place, since nothing else keeps a text from readers here"),
      );
}

function readFields(fields: Fields, around: Around): FieldValues {
  const values = fieldRows.flatMap(([name, { read, posts, required }]) => {
    if (posts && around.section !== "posts") return [];
    const reader = read(around);
    return [[name, required ? fields.required(name, reader, required(around)) : fields.optional(name, reader)]];
  });
  return Object.fromEntries(values) as FieldValues;
}

function shownIn(values: Readonly<Record<string, unknown>>): Post["shown"] {
  const found = fieldRows.flatMap(([name, { shown }]) =>
    shown && values[name] !== undefined ? [[name, values[name]]] : [],
  );
  return found.length === 0 ? undefined : (Object.fromEntries(found) as Post["shown"]);
}

function termsIn(taxonomies: readonly OwnTaxonomy[], fields: Fields): Post["terms"] {
  const all = taxonomies.map(({ name, field }) => [name, fields.optional(field, listNames) ?? []] as const);
  const found = all.filter(([, names]) => names.length > 0);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** Whatever is below `posts/` is a post. */
const kindOf = (file: string): Article["kind"] => (file.startsWith("posts/") ? "post" : "page");

/** The path of an article's page, from its slug or else from its file's name. */
export const addressOf = (file: string, slug = slugOfFile(file)): string =>
  kindOf(file) === "post" ? pathOf("posts", slug) : pathOf(slug);

/** `posts/2024-12-16-hello.md` and `posts/hello/index.md` are both `hello`. */
export function slugOfFile(file: string): string {
  const name = file.replace(/\/index\.md$/, "").replace(/\.md$/, "");
  return name
    .slice(name.lastIndexOf("/") + 1)
    .replace(/^\d{4}-\d\d-\d\d-(?=.)/, "")
    .normalize("NFC");
}

/** Other systems' names for our fields, which are too different to be found as misspellings. */
const names = {
  updated: "lastmod modified",
  date: "publishDate published pubDate",
  expires: "expiryDate",
  description: "summary excerpt",
  tags: "categories keywords",
  slug: "permalink",
  aliases: "redirect_from",
  image: "cover heroImage",
  lang: "language",
} satisfies { readonly [Name in FieldName]?: string };
const foreignNames: ReadonlyMap<string, string> = new Map(
  Object.entries(names).flatMap(([ours, theirs]) => theirs.split(" ").map((each) => [each, ours])),
);
