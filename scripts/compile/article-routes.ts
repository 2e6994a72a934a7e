import type { PageModel, PostModel } from "../../src/content/models.ts";
import { type Page, type Post, present } from "../../src/content/post.ts";
import { canonicalPath, pathOf } from "../../src/content/slug.ts";
import { writeMarkdown } from "../../src/feeds/markdown.ts";
import type { Compiled } from "./article.ts";
import type { Entry } from "./live.ts";
import { linkTo, type RouteSpec, type Scene, sourceOf, stampOf } from "./scene.ts";

/** A post's page and Markdown, and the redirects from its old paths; all of them are gone once it is not live any more. */
export function postRoutes(entry: Entry, scene: Scene): RouteSpec[] {
  const { post, path, source } = entry;
  if (!scene.live.has(entry)) return [path, source, ...aliasesOf(post)].map((gone) => ({ path: gone, kind: "gone" }));

  const { all, series } = scene.live;
  const newer = all.newer(entry);
  const parts = entry.series && series.get(entry.series.path);
  const next = parts?.newer(entry);
  const model: PostModel = {
    ...articleModel(entry.compiled, path, scene),
    date: entry.summary.date,
    authors: entry.authors,
    tags: entry.tags,
    minutes: entry.compiled.minutes,
    ...linksAmong({ older: all.older(entry), newer }),
    ...relatedTo(entry, scene),
    ...(entry.series && parts
      ? {
          series: {
            ...entry.series,
            position: parts.positionOf(entry),
            ...linksAmong({ previous: parts.older(entry), next }),
          },
        }
      : {}),
  };
  // The link to the newer post came with that post.
  const modified = Math.max(entry.stamp, newer?.post.date ?? 0, next?.post.date ?? 0);
  return [
    { path, kind: "post", model, modified },
    { path: source, kind: "markdown", text: markdownOf(entry.compiled, path, scene), modified: entry.stamp },
    ...redirects(post, path),
  ];
}

export function pageRoutes(compiled: Compiled<Page>, scene: Scene): RouteSpec[] {
  const page = compiled.article;
  const path = pathOf(page.slug);
  const model: PageModel = articleModel(compiled, path, scene);
  const modified = stampOf(page) || scene.newest;
  return [
    { path, kind: "page", model, modified },
    { path: sourceOf(path), kind: "markdown", text: markdownOf(compiled, path, scene), modified },
    ...redirects(page, path),
  ];
}

function articleModel(compiled: Compiled, path: string, scene: Scene): PageModel {
  const { article, excerpt, headings } = compiled;
  return {
    title: article.title,
    path,
    html: scene.htmlOf(compiled),
    source: sourceOf(path),
    ...present({
      description: article.description,
      excerpt: article.description === undefined && excerpt !== "" ? excerpt : undefined,
      updated: article.updated === undefined ? undefined : scene.zone.show(article.updated),
      contents: isLong(compiled) ? headings.filter(({ depth }) => depth === 2 || depth === 3) : undefined,
      lang: article.lang,
      canonical: article.canonical,
      image: scene.imageOf(compiled),
      draft: article.draft ? (true as const) : undefined,
    }),
  };
}

// Four minutes of reading are more than a screen or two, fewer than three sections nobody looks up.
const isLong = ({ minutes, headings }: Compiled): boolean =>
  minutes >= 4 && headings.filter(({ depth }) => depth === 2).length >= 3;

function markdownOf(compiled: Compiled, path: string, { site, markdownOf }: Scene): string {
  const { title, updated, description, lang } = compiled.article;
  const post = "date" in compiled.article ? compiled.article : undefined;
  const dated = post && { date: post.date, authors: post.authors, tags: post.tags };
  return writeMarkdown({
    title,
    url: site.url + path,
    ...dated,
    ...present({ updated, description, lang }),
    body: markdownOf(compiled),
  });
}

const linksAmong = (entries: Readonly<Record<string, Entry | undefined>>) =>
  Object.fromEntries(Object.entries(entries).flatMap(([name, entry]) => (entry ? [[name, linkTo(entry)]] : [])));

/** How many posts of a tag are looked at, so that a tag of thousands costs no more than one of a few. */
export const relatedReach = 30;

/** Up to three older posts: most tags shared first, then newest. */
function relatedTo(entry: Entry, { live }: Scene): Pick<PostModel, "related"> {
  const shared = new Map<Entry, number>();
  for (const { path } of entry.tags)
    for (const other of live.tags.get(path)?.before(entry, relatedReach) ?? [])
      shared.set(other, (shared.get(other) ?? 0) + 1);
  const older = live.all.older(entry);
  const related = [...shared.keys()]
    .filter((other) => other !== older)
    .sort(
      (a, b) => (shared.get(b) ?? 0) - (shared.get(a) ?? 0) || b.post.date - a.post.date || (a.path < b.path ? -1 : 1),
    )
    .slice(0, 3);
  return related.length === 0
    ? {}
    : { related: related.map((other) => ({ ...linkTo(other), date: other.summary.date })) };
}

/** Old paths in canonical form, the article's own left out. */
export const aliasesOf = ({ aliases }: Post | Page): string[] => [
  ...new Set(aliases.flatMap((alias) => canonicalPath(alias) ?? [])),
];

const redirects = (article: Post | Page, to: string): RouteSpec[] =>
  aliasesOf(article)
    .filter((path) => path !== to)
    .map((path) => ({ path, kind: "redirect", to }));
