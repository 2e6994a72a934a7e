import { present } from "../base/record.ts";
import type { Moment } from "../../src/content/date.ts";
import type { PageModel, PostModel } from "../../src/content/models.ts";
import { type Article, type Page, type Post, termsOf } from "../read/parse-article.ts";
import type { Link } from "../../src/content/site.ts";
import { compare } from "../base/order.ts";
import { writeMarkdown } from "../feeds/markdown-source.ts";
import { Text } from "../store/text.ts";
import type { Compiled } from "../read/compile-article.ts";
import { aliasesOf } from "../site/aliases.ts";
import { type LivePost, linksIn, type Sequence, termsIn } from "../site/live-lists.ts";
import { datedLinkTo, linkTo, type Route, type SiteAt, stampOf, type Unwritten } from "../site/site-at.ts";

/** A post's page and Markdown, and the redirects from its old paths; all of them are gone once it is not live any more. */
export function postRoutes(entry: LivePost, siteAt: SiteAt): Route[] {
  const { compiled, post, path, source } = entry;
  if (!siteAt.live.has(entry)) return [path, source, ...aliasesOf(post)].map((gone) => ({ path: gone, kind: "gone" }));

  const { all, terms } = siteAt.live;
  const { older, newer } = all.around(entry);
  const [series] = termsIn(entry, "series");
  const parts = series && terms.get(series.term);
  const next = parts?.around(entry).newer;
  const own = Object.keys(post.terms ?? {}).map((taxonomy) => ({ taxonomy, terms: linksIn(entry, taxonomy) }));
  const related = relatedTo(entry, older, siteAt).map(datedLinkTo);
  const model: Unwritten<PostModel> = {
    ...articleModel(compiled, siteAt),
    date: entry.summary.date,
    authors: linksIn(entry, "authors"),
    tags: entry.summary.tags,
    minutes: compiled.minutes,
    ...present({
      older: older && linkTo(older),
      newer: newer && linkTo(newer),
      shown: post.shown,
      series: series && parts && partOf(entry, series.link, parts),
      terms: own.length > 0 ? own : undefined,
      related: related.length > 0 ? related : undefined,
    }),
  };
  // The link to the newer post came with that post.
  const modified = Math.max(entry.stamp, newer?.post.date ?? 0, next?.post.date ?? 0);
  return [{ path, kind: "post", model, modified }, markdownRoute(compiled, siteAt, entry.stamp), ...redirects(post)];
}

function partOf(entry: LivePost, series: Link, parts: Sequence): Required<PostModel>["series"] {
  const next = parts.around(entry).newer;
  const earlier = parts.before(entry, earlierParts).map(linkTo);
  return { ...series, position: parts.placeOf(entry) + 1, earlier, ...present({ next: next && linkTo(next) }) };
}

/** How many parts a post names, so that those of a series of thousands stay small. It doesn't say how many there will be: a new part changes no old one. */
const earlierParts = 20;

export function pageRoutes(compiled: Compiled<Page>, siteAt: SiteAt): Route[] {
  const page = compiled.article;
  const modified = stampOf(page) || siteAt.newest;
  return [
    { path: page.path, kind: "page", model: articleModel(compiled, siteAt), modified },
    markdownRoute(compiled, siteAt, modified),
    ...redirects(page),
  ];
}

function articleModel(compiled: Compiled, siteAt: SiteAt): Unwritten<PageModel> {
  const { article, excerpt, contents } = compiled;
  return {
    title: article.title,
    path: article.path,
    html: siteAt.htmlOf(compiled),
    source: article.source,
    ...present({
      description: article.description,
      excerpt: excerpt || undefined,
      updated: article.updated === undefined ? undefined : siteAt.zone.show(article.updated),
      contents,
      lang: article.lang,
      canonical: article.canonical,
      image: siteAt.imageOf(compiled),
      draft: article.draft || undefined,
    }),
  };
}

function markdownRoute(compiled: Compiled, siteAt: SiteAt, modified: Moment): Route {
  const { article } = compiled;
  const { title, path, updated, description, lang } = article;
  const post = article.kind === "post" ? article : undefined;
  const terms = siteAt.site.taxonomies?.map((each) => [each.field, post ? termsOf(post, each) : []] as const) ?? [];
  const { date, authors, tags }: Partial<Post> = post ?? {};
  const head = { title, url: siteAt.site.url + path, date, updated, authors, description, tags, lang };
  const others = Object.fromEntries([...terms, ...Object.entries(post?.shown ?? {})]);
  const text = Text.derived(writeMarkdown, head, others, siteAt.markdownOf(compiled));
  return { path: article.source, kind: "markdown", text, modified };
}

/** How many posts of a tag are looked at, so that a tag of thousands costs no more than one of a few. */
export const relatedReach = 16;

/** Up to three posts older than `older`: most tags shared first, then newest. */
function relatedTo(entry: LivePost, older: LivePost | undefined, { live }: SiteAt): readonly LivePost[] {
  const shared = new Map<LivePost, number>();
  for (const { term } of termsIn(entry, "tags"))
    for (const other of live.terms.get(term)?.before(entry, relatedReach).reverse() ?? [])
      if (other !== older) shared.set(other, (shared.get(other) ?? 0) + 1);
  const byCloseness = (
    [a, sharedByA]: readonly [LivePost, number],
    [b, sharedByB]: readonly [LivePost, number],
  ): number => sharedByB - sharedByA || byNewness(a, b);
  // Of some twenty for each post, the newest of a tag first, most are passed over, and not sorted.
  const closest: (readonly [LivePost, number])[] = [];
  for (const each of shared) {
    const last = closest[2];
    if (last && byCloseness(last, each) < 0) continue;
    closest.push(each);
    closest.sort(byCloseness).splice(3);
  }
  return closest.map(([other]) => other);
}

const byNewness = (a: LivePost, b: LivePost): number => b.post.date - a.post.date || compare(a.path, b.path);

const redirects = (article: Article): Route[] =>
  aliasesOf(article)
    .filter((path) => path !== article.path)
    .map((path) => ({ path, kind: "redirect", to: article.path }));
