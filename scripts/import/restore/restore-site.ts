import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, extname, posix } from "node:path";
import { feedFormats } from "../../../src/content/feed-formats.ts";
import { compare } from "../../base/order.ts";
import { parallel } from "../../base/parallel.ts";
import { percentDecoded } from "../../../src/content/percent-decoded.ts";
import { inside } from "../../base/inside.ts";
import { filePathProblem } from "../../read/slug-problem.ts";
import type { Planned } from "../plan.ts";
import { atOnce, type Get, sitemapOf, textAt } from "./live-site.ts";
import { readPage } from "./read-page.ts";
import { type LiveArticle, restoreArticle } from "./restored-article.ts";
import { restorePicture } from "./restored-picture.ts";
import { restoreSettings } from "./restored-settings.ts";

export interface Restored {
  readonly files: readonly Planned[];
  readonly posts: number;
  readonly pages: number;
  /** What the live site names and does not serve. */
  readonly missing: readonly string[];
  /** What no live site tells. */
  readonly unknown: readonly string[];
}

/** Reads a content folder back from a live site. Files that are not text go into `store` first. */
export async function restoreSite(get: Get, store: string): Promise<Restored> {
  const { origin, paths } = await sitemapOf(get);
  const settings = await restoreSettings(get, origin);
  const found = await parallel(paths, atOnce, (path) => articleAt(get, path));
  const seriesOf = await readSeries(
    get,
    paths.filter((path) => path.startsWith("/series/")),
  );
  const articles = found.filter((article) => article !== undefined);
  const pictures = new Map<string, string>();
  const others = new Map(settings.pictures.map((name) => [`/${encodeURI(name)}`, `static/${name}`]));
  const taken = new Set<string>();
  const served = {
    origin,
    pictureAt: (path: string, section: string): string => {
      const known = pictures.get(path) ?? pictureFile(path, section, taken);
      pictures.set(path, known);
      return known;
    },
    fetchFile: (path: string): void => {
      if (!isMade(path)) others.set(path, `static${percentDecoded(path)}`);
    },
  };
  const texts = articles
    .toSorted((a, b) => compare(a.path, b.path))
    .map((article) => restoreArticle({ ...article, series: seriesOf.get(article.path) }, served, taken));
  // A picture is shown by several pages, and an author may have made it smaller on one.
  const shown = new Map(
    articles
      .flatMap(({ page }) => page.pictures)
      .toSorted((a, b) => (a.width ?? 0) - (b.width ?? 0))
      .map((picture) => [picture.src, picture]),
  );
  const missing: string[] = [];
  const fetched = await parallel([...pictures, ...others], atOnce, async ([path, to]): Promise<Planned[]> => {
    const bytes = await restorePicture(get, shown.get(path) ?? { src: path, widest: path });
    if (bytes === undefined) missing.push(`${path}, which would be ${to}`);
    if (bytes === undefined) return [];
    const from = inside(store, to);
    mkdirSync(dirname(from), { recursive: true });
    writeFileSync(from, bytes);
    return [{ path: to, from }];
  });
  const posts = articles.filter(({ path }) => path.startsWith("/posts/")).length;
  return {
    files: [...settings.files, ...texts, ...fetched.flat()],
    posts,
    pages: articles.length - posts,
    missing: missing.sort(compare),
    unknown: settings.complete ? unknown : [...unknown, olderSettings],
  };
}

async function articleAt(get: Get, path: string): Promise<Omit<LiveArticle, "series"> | undefined> {
  const source = isArticlePath(path) ? await textAt(get, `${path.slice(0, -1)}.md`) : undefined;
  const page = source === undefined ? undefined : await textAt(get, path);
  return source === undefined || page === undefined ? undefined : { path, source, page: readPage(page) };
}

/** A post, or what is directly below the root. */
const isArticlePath = (path: string): boolean => /^\/(?:posts\/)?[^/]+\/$/.test(path);

/** The name of each post's series: its page lists all of them. */
async function readSeries(get: Get, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const read = await parallel(paths, atOnce, async (path) => readPage((await textAt(get, path)) ?? ""));
  return new Map(read.flatMap(({ title = "", links }) => links.map((link) => [link, title] as const)));
}

/** `/pictures/harbour-0f1e2d3c4b5a6978-1200.jpg` was `harbour.jpg`, or something like it. */
function pictureFile(path: string, section: string, taken: Set<string>): string {
  const [, name = "picture"] = /^\/pictures\/(.+?)-[0-9a-f]{8,}/.exec(path) ?? [];
  for (let number = 1; ; number += 1) {
    const file = `${section}/${name}${number === 1 ? "" : `-${number}`}${extname(path)}`;
    if (taken.has(file)) continue;
    taken.add(file);
    return file;
  }
}

/** Whether a build makes the file at a path by itself. */
const isMade = (path: string): boolean =>
  path.endsWith(".md") ||
  /^\/(?:cards|type|_search)\//.test(path) ||
  /^\/(?:sitemap[\w-]*\.xml|robots\.txt|llms\.txt|fore-edge\.json|index\.html)$/.test(path) ||
  feedFormats.some(({ file }) => posix.basename(path) === file) ||
  filePathProblem(percentDecoded(path)) !== undefined;

const unknown: readonly string[] = [
  "drafts, posts to come and posts that have expired",
  "when live posts expire",
  "aliases of articles, and redirects of site.yaml: npm run check:content on a copy of them, or the old host's log, tells more",
  "original pictures: the largest file that the site serves takes the place of each",
  "files under static/ that no article links to",
  "a theme of your own in src/, and wrangler.toml",
];

const olderSettings =
  "settings other than title, description, address and language, since an older version made the site";
