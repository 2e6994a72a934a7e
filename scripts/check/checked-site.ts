import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Moment } from "../../src/content/date.ts";
import { slugOfFile } from "../read/parse-article.ts";
import type { Page, Post } from "../read/parse-article.ts";
import type { Entry, Target } from "../../src/content/release.ts";
import { pathOf } from "../../src/content/slug.ts";
import { Articles } from "../read/articles.ts";
import { Bodies } from "../site/linked-bodies.ts";
import { type Change, changesOf, reportWaiting, withinHorizon } from "../site/changes.ts";
import { type Content, loadContent, type ReportAt } from "../read/content.ts";
import { type Fields, readFrontMatter } from "../read/front-matter.ts";
import { type Piece, renderMarkdown } from "../markdown/markdown.ts";
import { withNavigation } from "../site/navigation.ts";
import { reportRedirects } from "../timeline/redirect-routes.ts";
import { entriesOf } from "../site/site-at.ts";
import { Cache } from "../store/cache.ts";
import { siteTimeline } from "../timeline/site-timeline.ts";
import { servedPaths, staticPaths } from "../site/static-files.ts";
import { type Collision, type Timeline } from "../timeline/timeline.ts";
import { lastMoment } from "../base/moments.ts";
import { zoneOf } from "../base/zone.ts";

/** One article as the checks see it. One with errors in its front matter has no `article`, but a body all the same. */
export interface Checked {
  readonly file: string;
  readonly path: string;
  readonly article?: Post | Page;
  /** Its front matter as it was written. */
  readonly fields: Fields;
  /** The file itself. */
  readonly source: string;
  readonly body: string;
  /** The line of the file on which the body begins. */
  readonly bodyLine: number;
  readonly pieces: readonly Piece[];
}

/** A whole content folder, drafts and all that is still to come included. */
export interface CheckedSite {
  readonly content: Content;
  readonly articles: readonly Checked[];
  /** What each path of the site answers with in the end. */
  readonly targets: ReadonlyMap<string, Target>;
  /** Paths of files that are served as they are. */
  readonly files: ReadonlySet<string>;
  /** Without those of redirects in `site.yaml`, which are reported already. */
  readonly collisions: readonly Collision[];
  readonly now: Moment;
}

/** Reads a content folder as the build does, and reports what the build would report, pictures' insides apart. */
export async function readSite(root: string, now: Moment, report: ReportAt): Promise<CheckedSite> {
  const cache = new Cache(".cache");
  const content = await loadContent({ root, drafts: true, report, articles: new Articles(cache), cache });
  const compiled = new Map([...content.posts, ...content.pages].map((each) => [each.article.file, each]));
  const articles = content.folder.articles.flatMap((file): Checked[] => {
    const source = readFileSync(join(root, file), "utf8");
    const matter = readFrontMatter(source.toWellFormed());
    if (!("data" in matter)) return [];
    const done = compiled.get(file);
    const slug = done?.article.slug ?? slugOfFile(file);
    const { language, smartQuotes } = content.site;
    const { pieces } = renderMarkdown(matter.body, { lang: done?.article.lang ?? language, smartQuotes });
    const path = file.startsWith("posts/") ? pathOf("posts", slug) : pathOf(slug);
    const { body, bodyLine } = matter;
    return [{ file, path, fields: matter, source, body, bodyLine, pieces, ...(done ? { article: done.article } : {}) }];
  });
  return { content, articles, now, ...routesOf(content, articles, now, report) };
}

function routesOf(content: Content, articles: readonly Checked[], now: Moment, report: ReportAt) {
  const { site, folder } = content;
  const zone = zoneOf(site.timezone, site.language);
  const paths = new Map(articles.map(({ file, path }) => [file, path]));
  const bodies = new Bodies(content, paths, new Map(), report);
  const statics = servedPaths(site, staticPaths(folder, bodies.assets));
  const entries = entriesOf(content.posts, site, zone);
  const { seen, waiting } = withinHorizon(changesOf(entries, now, Infinity));
  reportWaiting(waiting, report);
  const { nav } = withNavigation(content, report);
  const timelineOf = (from: Moment, changes: readonly Change[]): Timeline =>
    siteTimeline({
      content,
      site: { ...site, nav },
      zone,
      entries,
      bodies,
      imageOf: () => undefined,
      feedIdOf: ({ path }) => path,
      now: from,
      changes,
      keyOf: () => "",
      keep: (text) => text,
      statics,
    });
  // What is beyond the horizon is looked at once, as it is in the end: to follow each change would take too long.
  const timelines = [timelineOf(now, seen), ...(waiting.length === 0 ? [] : [timelineOf(lastMoment, [])])];
  const targets = new Map<string, Target>();
  const routes = new Map<string, Entry[]>();
  for (const timeline of timelines)
    for (const [path, answers] of timeline.paths) routes.set(path, [...(routes.get(path) ?? []), ...answers]);
  for (const [path, answers] of routes) {
    const last = answers.findLast(({ target }) => target !== undefined)?.target;
    if (last) targets.set(path, last);
  }
  const collisions = timelines.flatMap((timeline) => timeline.collisions);
  const others = reportRedirects(content, { paths: routes, collisions }, statics, report);
  return { targets, files: new Set(statics.keys()), collisions: others };
}
