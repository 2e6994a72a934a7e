import { present } from "../base/record.ts";
import { educated } from "../markdown/quotes.ts";
import type { Moment } from "../../src/content/date.ts";
import type { DatedLink, Image, Models, TitleLink } from "../../src/content/models.ts";
import { type Page, type Post, termsOf } from "../read/parse-article.ts";
import type { FileKind, ModelKind } from "../../src/content/release.ts";
import { pathOf, toSlug } from "../../src/content/slug.ts";
import type { Site } from "../../src/content/site.ts";
import { type AnyTaxonomy, taxonomiesOf } from "../../src/content/taxonomies.ts";
import type { Compiled } from "../read/compile-article.ts";
import type { Text } from "../store/text.ts";
import { type LivePost, linksIn, type LiveLists, type Term } from "./live-lists.ts";
import type { Zone } from "../base/zone.ts";

/** The site at a moment, and all that the makers of routes need to know of it. */
export interface SiteAt {
  readonly site: Site;
  readonly zone: Zone;
  readonly live: LiveLists;
  /** Pages that are undated count as changed when the site last did. */
  readonly newest: Moment;
  /** The article's body, links and pictures filled in. */
  readonly htmlOf: (compiled: Compiled) => Text;
  /** The author's Markdown with absolute URLs. */
  readonly markdownOf: (compiled: Compiled) => Text;
  /** The body as feed readers can show it at a URL. */
  readonly feedHtmlOf: (compiled: Compiled, url: string, language: string) => Text;
  /** What link previews show of an article. */
  readonly imageOf: (compiled: Compiled) => Image | undefined;
  /** What link previews show of a series, by the first of its live parts. */
  readonly seriesImages: ReadonlyMap<LivePost, Image>;
  /** The `id` of a post in feeds. */
  readonly feedIdOf: (entry: LivePost) => string;
}

/** A model before its blob is written: a long text in it need not have been made. */
export type Unwritten<M> = { readonly [Name in keyof M]: Name extends "html" ? Text : M[Name] };

/** What a path answers with: the model of a page, a file, or what needs no blob. */
export type Route = { readonly path: string } & (
  | {
      [K in ModelKind]: { readonly kind: K; readonly model: Unwritten<Models[K]>; readonly modified: Moment };
    }[ModelKind]
  | { readonly kind: FileKind; readonly text: Text; readonly modified: Moment }
  | { readonly kind: "redirect"; readonly to: string }
  | { readonly kind: "gone" }
  | { readonly kind: "absent" }
);

/** Everything about posts that doesn't depend on others. */
export function entriesOf(posts: readonly Compiled<Post>[], site: Site, zone: Zone): LivePost[] {
  const taxonomies = taxonomiesOf(site).map((taxonomy) => [taxonomy, termReader(taxonomy, site)] as const);
  return posts.map((compiled) => {
    const { article: post, excerpt } = compiled;
    const { title, path, source, date, lang, draft } = post;
    const terms = taxonomies.flatMap(([taxonomy, read]) => termsOf(post, taxonomy).map(read));
    const description = post.description ?? (excerpt || undefined);
    const optional = present({ description, draft: draft || undefined, lang });
    const summary = { title, path, date: zone.show(date), ...optional, tags: linksIn({ terms }, "tags") };
    return { compiled, post, path, source, terms, year: zone.yearOf(date), summary, stamp: stampOf(post) };
  });
}

/** Finds the term of a title, the same one for each spelling. */
function termReader(taxonomy: AnyTaxonomy, site: Site): (title: string) => LivePost["terms"][number] {
  // By the name that an author has in the settings.
  const isPlain = !site.smartQuotes || taxonomy.name === "authors";
  const terms = new Map<string, Term>();
  const bySpelling = new Map<string, LivePost["terms"][number]>();
  return (title) => {
    const known = bySpelling.get(title);
    if (known) return known;
    const slug = toSlug(title);
    const path = pathOf(taxonomy.name, slug);
    const term = terms.get(slug) ?? { taxonomy, slug, path };
    terms.set(slug, term);
    const found = { term, link: { title: isPlain ? title : educated(title, site.language), path } };
    bySpelling.set(title, found);
    return found;
  };
}

/** When an article last changed. An update dated before the publication is a slip of the pen, not news from the past. */
export const stampOf = (article: Post | Page): Moment =>
  Math.max(article.updated ?? 0, article.kind === "post" ? article.date : 0);

export const newestOf = (entries: readonly Pick<LivePost, "stamp">[]): Moment =>
  entries.reduce((newest, entry) => Math.max(newest, entry.stamp), 0);

export const linkTo = ({ post: { title, lang }, path }: LivePost): TitleLink => ({ title, path, ...present({ lang }) });
export const datedLinkTo = (entry: LivePost): DatedLink => ({ ...linkTo(entry), date: entry.summary.date });
