import type { Moment } from "../../src/content/date.ts";
import type { Entry, Target } from "../../src/content/release.ts";
import { lastMoment } from "../base/moments.ts";
import { zoneOf } from "../base/zone.ts";
import type { Rendered } from "../markdown/markdown.ts";
import type { Slot } from "../markdown/slots.ts";
import type { Compile } from "../read/articles.ts";
import { compileArticle } from "../read/compile-article.ts";
import { type Content, loadContent, type ReportAt } from "../read/content.ts";
import type { FrontMatter } from "../read/front-matter.ts";
import { addressOf, type Page, type Post } from "../read/parse-article.ts";
import { articleReader } from "../read/read-article.ts";
import { type Change, changesOf } from "../site/changes.ts";
import { bodiesOf } from "../site/linked-bodies.ts";
import { type Links, linksOf } from "../site/links.ts";
import { withNavigation } from "../site/default-navigation.ts";
import { shownPictures } from "../site/shown-pictures.ts";
import { entriesOf } from "../site/site-at.ts";
import { servedPaths, withFolderPages } from "../site/static-files.ts";
import { Cache } from "../store/cache.ts";
import { Text } from "../store/text.ts";
import { reportRedirects } from "../timeline/redirect-routes.ts";
import { siteTimeline } from "../timeline/site-timeline.ts";
import type { Collision, Timeline } from "../timeline/timeline.ts";

/** One article as the checks see it. One with errors in its front matter has no `article`, but a body all the same. */
export interface Checked extends FrontMatter, Pick<Rendered, "headings" | "anchors"> {
  readonly file: string;
  readonly path: string;
  readonly article: Post | Page | undefined;
  /** The file itself. */
  readonly source: string;
  /** Its links and pictures. */
  readonly slots: readonly Slot[];
}

/** A whole content folder, drafts and all that is still to come included. */
export interface CheckedSite {
  readonly content: Content;
  readonly articles: readonly Checked[];
  readonly links: Links;
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
  const articles: Checked[] = [];
  const compile: Compile = async (settings, files) => {
    const readArticle = articleReader(settings);
    return Array.from(files, ({ file, read }) => {
      const { digest, bytes } = read();
      const source = Buffer.from(bytes).toString();
      const found = readArticle(file, source);
      if (found.read) {
        const { article } = found;
        const { matter, rendered } = found.read;
        const { headings, anchors, pieces } = rendered;
        const slots = pieces.filter((piece) => typeof piece !== "string");
        const path = article?.path ?? addressOf(file);
        articles.push({ ...matter, file, path, article, source, slots, headings, anchors });
      }
      const { text, ...outcome } = compileArticle(found, settings);
      return { ...outcome, file, digest, texts: Text.leaf(text) };
    });
  };
  const content = await loadContent({ root, drafts: true, report, cache: new Cache(".cache"), compile });
  return { content, articles, now, ...routesOf(content, articles, now, report) };
}

function routesOf(content: Content, articles: readonly Checked[], now: Moment, report: ReportAt) {
  const { site } = content;
  const zone = zoneOf(site.timezone, site.language);
  const paths = new Map(articles.map(({ file, path }) => [file, path]));
  const links = linksOf(content, paths);
  shownPictures(content, links, report);
  const bodies = bodiesOf(content, links, new Map(), report);
  const statics = servedPaths(site, withFolderPages(bodies.files, report));
  const entries = entriesOf(content.posts, site, zone);
  const { seen, waiting } = changesOf(entries, now, Infinity, report);
  const { nav } = withNavigation(content, report);
  const timelineOf = (from: Moment, changes: readonly Change[]): Timeline =>
    siteTimeline({ content, site: { ...site, nav }, zone, entries, bodies, now: from, changes, statics });
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
  const collisions = new Map(timelines.flatMap((timeline) => [...timeline.collisions]));
  const others = reportRedirects(content, { paths: routes, collisions }, statics, report);
  return { links, targets, files: new Set(statics.keys()), collisions: others };
}
