import type { Moment } from "../../src/content/date.ts";
import type { FileKind, ModelKind } from "../../src/content/release.ts";
import type { Site } from "../../src/content/site.ts";
import type { Directory } from "../../src/content/search-directory.ts";
import { cachedCompiler } from "../read/articles.ts";
import { countOf, type Drawings, type Show, startDrawing } from "../images/drawing.ts";
import { writeManifest } from "../images/icons.ts";
import type { Pictures } from "../images/pictures.ts";
import { reportPictures, type ShownPictures, shownPictures } from "../site/shown-pictures.ts";
import { cardsOf } from "../site/site-cards.ts";
import { makeIconsOf, planPicturesOf, withPortraits } from "../site/site-images.ts";
import { Blobs } from "../store/blobs.ts";
import { BlobWork } from "./blobs/blob-work.ts";
import type { Cache } from "../store/cache.ts";
import type { Text } from "../store/text.ts";
import { bodiesOf } from "../site/linked-bodies.ts";
import { changesOf } from "../site/changes.ts";
import { type Content, loadContent, problemCollector } from "../read/content.ts";
import { linksOf } from "../site/links.ts";
import { firstPaths, type Previous, remember } from "../timeline/carry-over.ts";
import { withNavigation } from "../site/default-navigation.ts";
import { present } from "../base/record.ts";
import { ContentError, isError, type Problem } from "../base/problems.ts";
import { reportRedirects } from "../timeline/redirect-routes.ts";
import { encodeRelease } from "../timeline/encode-release.ts";
import { entriesOf } from "../site/site-at.ts";
import { indexedArticles } from "../site/indexed-articles.ts";
import { siteTimeline } from "../timeline/site-timeline.ts";
import { writeSelfDescription } from "../site/self-description.ts";
import { servedPaths, withFolderPages } from "../site/static-files.ts";
import { type Look, lookOf } from "./look.ts";
import { readTheme, type ThemeSource } from "./project-theme.ts";
import { copyTypeface } from "./typeface.ts";
import { reportCollisions } from "../timeline/collisions.ts";
import type { Timeline } from "../timeline/timeline.ts";
import { zoneOf } from "../base/zone.ts";
import { feedId } from "../feeds/feed-id.ts";

export interface SiteOptions {
  /** The content folder. */
  readonly root: string;
  /** Where static files and pictures go. */
  readonly assets: string;
  /** What earlier builds made. */
  readonly cache: Cache;
  readonly drafts?: boolean;
  readonly now: Moment;
  /** What is to come later is left out. */
  readonly until?: Moment;
  readonly previous?: Previous;
  /** Pictures are left to whoever asks the result for them. */
  readonly drawsLater?: boolean;
  /** Gives keys to models and files, which are not made into blobs then. */
  readonly keyOf?: (kind: string, model: Text | object) => string;
  /** Called with how pages look, and the number of articles, before there are any. */
  readonly takePages?: (look: Look & { readonly site: Site }, articles: number) => Promise<TakePage>;
  /** Writes the blobs where they are wanted, as soon as they are known. */
  readonly write?: (blobs: Blobs) => Promise<void>;
  /** Whether search is left out, or its index to whoever asks the result for it. */
  readonly search?: "none" | "later";
  /** Shows how far the drawing of pictures is. */
  readonly show?: Show;
}

/** Takes a page while the rest is still compiled. Later it may turn out that something else is at its path. */
export type TakePage = (page: ReadyPage) => void;

/** A page or file whose blob is there. */
export interface ReadyPage {
  /** Canonical. */
  readonly path: string;
  readonly kind: ModelKind | FileKind;
  /** Of its blob. */
  readonly key: string;
  /** Of the blob, where the cache's database does not have it yet. */
  readonly bytes?: Uint8Array | undefined;
}

export interface CompiledSite {
  readonly content: Content;
  readonly site: Site;
  readonly timeline: Timeline;
  readonly release: Uint8Array<ArrayBuffer>;
  readonly blobs: Blobs;
  /** What draws its pages. */
  readonly theme: ThemeSource;
  /** Files below the content folder that are served as they are, by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly pictures: Pictures;
  /** How many of them earlier builds had not drawn. */
  readonly processed: number;
  readonly shown: ShownPictures;
  /** What earlier builds had not drawn. */
  readonly drawings: readonly Drawings[];
  readonly warnings: readonly Problem[];
  /** Of the index of search, where readers can search and it is made already. */
  readonly search?: Directory;
  /** Writes the index into a folder, where that was left for later. */
  readonly makeIndex?: (folder: string) => Promise<Directory>;
}

/** Compiles a content folder: blobs go into the cache, pictures into the folder of assets. Throws `ContentError` when there are errors. */
export async function compileSite(options: SiteOptions): Promise<CompiledSite> {
  const { root, assets, cache, now, until = Infinity, previous, drafts = false } = options;
  const bundling = readTheme(cache); // by another process, while articles are compiled
  bundling.catch(() => {}); // reported below
  const { problems, report } = problemCollector(root);
  const compile = cachedCompiler(cache);
  const isSearched = ({ search }: Site): boolean => options.search !== "none" && search !== false;
  const content = withoutSearch(options, await loadContent({ root, drafts, report, compile, cache, isSearched }));
  const navigable = withNavigation(content, report);
  const zone = zoneOf(navigable.timezone, navigable.language);
  const articles = [...content.posts, ...content.pages];
  const paths = new Map(articles.map(({ article }) => [article.file, article.path]));

  const folders = { cache: cache.folder, out: assets };
  await using icons = underWay(makeIconsOf(content, navigable, folders)); // drawn while the rest is compiled
  const links = linksOf(content, paths);
  const shown = shownPictures(content, links, report);
  const { pictures, drawings: ofPictures } = await planPicturesOf(content, shown, cache, assets);
  const settings = withPortraits(navigable, content.folder.root, pictures);
  const bodies = bodiesOf(content, links, pictures, report);
  const entries = entriesOf(content.posts, settings, zone);
  const cards = await cardsOf({ content, site: settings, zone, entries, imageOf: bodies.imageOf }, folders, report);
  const { site } = cards;
  const drawings = [...ofPictures, ...cards.drawings];
  await using drawing = startDrawing(options.drawsLater ? [] : drawings, options.show); // while the rest is compiled
  const first = firstPaths(entries, previous);
  const files = withFolderPages(bodies.files, report);
  const served = servedPaths(site, files);
  const changes = changesOf(entries, now, until, report).seen;
  const index = async (folder: string): Promise<Directory> => {
    const { siteIndex } = await import("./site-index.ts"); // which exports do without
    return await siteIndex(indexedArticles(content, entries, { site, now, changes }), { site, folder, cache });
  };
  const later = options.search === "later";
  await using indexing = underWay(isSearched(site) && !later ? index(assets) : undefined); // while the timeline is made
  const blobs = new Blobs(cache);
  await using work = new BlobWork(blobs, cache, articles.length);
  const keyOf = options.keyOf ?? ((kind, model) => work.keyOf(kind, model));
  const look = await lookOf(site, bundling, options).catch((error: unknown) => {
    if (!(error instanceof ContentError)) throw error;
    problems.push(...error.problems);
  });
  problems.push(...(look?.warnings ?? []));
  const isSound = look && !problems.some(isError);
  const take = isSound ? await options.takePages?.({ ...look, site }, articles.length) : undefined;
  const timeline = siteTimeline({
    content,
    site,
    zone,
    entries,
    bodies,
    imageOf: (compiled) => bodies.imageOf(compiled) ?? cards.ofArticles.get(compiled.article.file),
    seriesImages: cards.ofSeries,
    feedIdOf: ({ path }) => feedId(first[path] ?? path),
    now,
    changes,
    keyOf: (route) => {
      const { path, kind } = route;
      const digest = keyOf(kind, "text" in route ? route.text : route.model);
      // Where threads make blobs, they would wait for whoever wrote pages here.
      const made = take && !work.isShared ? blobs.made(digest) : undefined;
      if (made) take?.({ path, kind, ...made });
      return digest;
    },
    keep: (text) => cache.keep(text),
    statics: served,
  });
  reportCollisions(reportRedirects(content, timeline, served, report), content, report);
  const wrong = await icons.done;
  if (wrong) report(content.folder.site ?? "site.yaml", wrong);
  // All at once, whatever else is wrong: what is drawn meanwhile need not be drawn by the next build.
  reportPictures(shown, new Map([...pictures, ...(await drawing.done)]), report);
  if (!look || problems.some(isError)) throw new ContentError(problems);
  copyTypeface(look.style.text, assets);
  writeManifest(site, look.style.ground?.light, assets);
  writeSelfDescription(root, content.site, assets);

  if (!options.keyOf) timeline.exchangeKeys(await work.done());
  if (previous) remember(timeline, previous, served);
  const before = previous?.release.header;
  const lookModified = before?.look === look.digest ? before.lookModified : (previous?.replacedAt ?? 0);
  const moments = timeline.moments();
  for (const { drop } of drawings) drop();
  await options.write?.(blobs);
  const search = await indexing.done;
  const header = {
    site,
    style: look.style,
    look: look.digest,
    lookModified,
    moments,
    firstPaths: first,
    ...present({ search }),
  };
  return {
    content,
    site,
    timeline,
    release: encodeRelease(header, timeline.paths),
    blobs,
    theme: look.theme,
    files,
    pictures,
    processed: countOf(ofPictures),
    shown,
    drawings,
    warnings: problems,
    ...present({ search }),
    ...(isSearched(site) && later && { makeIndex: index }),
  };
}

/** The content as of a site whose readers cannot search, where that is asked for. */
const withoutSearch = ({ search }: Pick<SiteOptions, "search">, content: Content): Content =>
  search === "none" ? { ...content, site: { ...content.site, search: false } } : content;

/** What is being made: whoever leaves before it is `done` waits for what writes it. */
function underWay<T>(done: Promise<T> | undefined) {
  done?.catch(() => {}); // for whoever awaits it
  return { done, [Symbol.asyncDispose]: async (): Promise<void> => void (await Promise.allSettled([done])) };
}
