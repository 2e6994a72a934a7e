import type { Moment } from "../../src/content/date.ts";
import type { Image } from "../../src/content/models.ts";
import type { Target } from "../../src/content/release.ts";
import type { Site } from "../../src/content/site.ts";
import { named, taxonomiesOf } from "../../src/content/taxonomies.ts";
import type { Compiled } from "../read/compile-article.ts";
import { pageRoutes, postRoutes, relatedReach } from "../routes/article-routes.ts";
import { aliasesOf } from "../site/aliases.ts";
import type { LinkedBodies } from "../site/linked-bodies.ts";
import { type Change, liveFrom, liveUntil } from "../site/changes.ts";
import type { Content } from "../read/content.ts";
import { Text } from "../store/text.ts";
import { feedHtml } from "../feeds/feed-html.ts";
import { feedRoutes, fixedRoutes } from "../routes/feed-routes.ts";
import { sitePages } from "../routes/site-pages.ts";
import { sitemapRoutes, yearSitemapRoutes } from "../routes/sitemap-routes.ts";
import { linkToTerm, listRoutes, yearRoutes } from "../routes/list-routes.ts";
import { byAge, type LivePost, LiveLists, type Sequence, type Term, termsIn } from "../site/live-lists.ts";
import { ownerOf, stateRedirects } from "./redirect-routes.ts";
import { openSearchPath, searchPath } from "../../src/search/paths.ts";
import { folderOf, searchOwner } from "../site/static-files.ts";
import { newestOf, type Route, type SiteAt } from "../site/site-at.ts";
import { Timeline } from "./timeline.ts";
import { always } from "../base/moments.ts";
import type { Zone } from "../base/zone.ts";

export interface TimelineInput {
  readonly content: Content;
  readonly site: Site;
  readonly zone: Zone;
  readonly entries: readonly LivePost[];
  readonly bodies: LinkedBodies;
  /** The moment of the first snapshot; everything due before it has happened. */
  readonly now: Moment;
  /** The moments to come, ascending: a snapshot is made for each. */
  readonly changes: readonly Change[];
  /** Paths of static files and icons, which no route may have, and what owns each. */
  readonly statics: ReadonlyMap<string, string>;
  // What the routes are made of, which only a build needs to know.
  readonly imageOf?: (compiled: Compiled) => Image | undefined;
  readonly seriesImages?: ReadonlyMap<LivePost, Image>;
  readonly feedIdOf?: (entry: LivePost) => string;
  /** The key of a route's blob. */
  readonly keyOf?: (route: Stored) => string;
  /** The same text, kept from one build to the next. */
  readonly keep?: (text: Text) => Text;
}

type Stored = Extract<Route, { readonly modified: Moment }>;

/** All routes of the site, now and at each moment at which a post appears or expires. */
export function siteTimeline(input: TimelineInput): Timeline {
  const builder = new Builder(input);
  builder.begin();
  for (const { moment, posts } of input.changes) builder.advance(moment, posts);
  stateRedirects(builder.timeline, input.content.redirects, input.statics);
  builder.timeline.findFilesAsFolders(input.statics.keys());
  return builder.timeline;
}

class Builder {
  readonly timeline = new Timeline();
  readonly #input: TimelineInput;
  readonly #live = new LiveLists();
  readonly #byFile: ReadonlyMap<string, LivePost>;
  /** Those that are not live throughout, which are few. */
  readonly #passing: readonly LivePost[];
  readonly #paths = new Map<string, Set<string>>();
  #from: Moment = always;

  constructor(input: TimelineInput) {
    this.#input = input;
    this.#byFile = new Map(input.entries.map((entry) => [entry.post.file, entry]));
    this.#passing = input.entries.filter((entry) => liveFrom(entry) > input.now || liveUntil(entry) < Infinity);
  }

  /** The first snapshot. */
  begin(): void {
    const { content, site, entries, now, statics } = this.#input;
    // Before whatever an author has at such a path, which gives way.
    if (site.search !== false) for (const path of [searchPath, openSearchPath]) this.timeline.claim(path, searchOwner);
    for (const [path, file] of statics) if (file !== searchOwner) this.#claimStatic(path, file);
    // Those still to come keep their paths too.
    for (const { path, source, post } of entries)
      for (const each of [path, source, ...aliasesOf(post)]) this.timeline.claim(each, post.file);
    // In this order: putting one before others would move all of them.
    for (const entry of entries.toSorted(byAge))
      if (liveFrom(entry) <= now && now < liveUntil(entry)) this.#live.add(entry);

    const siteAt = this.#siteAt();
    for (const page of content.pages) this.#state(page.article.file, pageRoutes(page, siteAt));
    for (const entry of entries) if (liveFrom(entry) <= now) this.#state(entry.post.file, postRoutes(entry, siteAt));
    const byTaxonomy = Map.groupBy(this.#live.terms.keys(), ({ taxonomy }) => taxonomy);
    const terms = taxonomiesOf(site).flatMap((taxonomy) => byTaxonomy.get(taxonomy) ?? []);
    this.#stateLists(terms, this.#live, siteAt);

    const pages = content.pages.map(({ article }) => ({ title: article.title, path: article.path }));
    for (const redirect of content.redirects) this.timeline.claim(redirect.path, ownerOf(redirect));
    const taken = new Set([...statics.keys(), ...content.redirects.map(({ path }) => path)]);
    // Without a claim: whatever an author puts at such a path takes over, even at a later moment.
    for (const spec of fixedRoutes(siteAt, pages))
      if (!taken.has(spec.path) && !this.timeline.paths.has(spec.path))
        this.timeline.set(spec.path, this.#from, this.#targetOf(spec));
  }

  /** A static file owns its path, and its folder's path if it is that folder's page. The folder's path without the slash redirects. */
  #claimStatic(path: string, file: string): void {
    this.timeline.claim(path, file);
    this.timeline.claim(folderOf(path) ?? path, file);
    const bare = path.slice(0, -1);
    if (path.endsWith("/") && this.timeline.claim(bare, file))
      this.timeline.set(bare, always, { kind: "redirect", to: path });
  }

  /** What changes at a moment: the posts themselves, what is next to them, and the lists that contain them. */
  advance(moment: Moment, changed: readonly LivePost[]): void {
    this.#from = moment;
    const posts = new Set<LivePost>();
    const changes = new LiveLists();
    const isNew = (entry: LivePost): boolean => liveFrom(entry) === moment;
    for (const entry of changed) {
      changes.add(entry);
      if (isNew(entry)) this.#live.add(entry);
      for (const affected of this.#affectedBy(entry)) posts.add(affected);
      if (!isNew(entry)) this.#live.remove(entry);
    }

    const siteAt = this.#siteAt();
    for (const entry of posts) this.#state(entry.post.file, postRoutes(entry, siteAt));
    const linkers = new Set(changed.flatMap(({ post }) => this.#input.bodies.linkersOf(post.file)));
    for (const page of this.#input.content.pages)
      if (linkers.has(page.article.file)) this.#state(page.article.file, pageRoutes(page, siteAt));
    // Feeds contain the text of the posts, and so their links.
    const linking = [...linkers].flatMap((file) => this.#byFile.get(file) ?? []);
    const terms = [...changed, ...linking].flatMap((entry) => entry.terms.map(({ term }) => term));
    this.#stateLists(new Set(terms), changes, siteAt);
  }

  /** Posts whose pages mention a live post: as a neighbour, as related, as an earlier part, or in the text. */
  #affectedBy(entry: LivePost): LivePost[] {
    const { all, terms } = this.#live;
    const { older, newer } = all.around(entry);
    const listsIn = (name: string): Sequence[] => termsIn(entry, name).flatMap(({ term }) => terms.get(term) ?? []);
    const sharing = listsIn("tags").flatMap((tag) => tag.after(entry).slice(0, relatedReach));
    const inSeries = listsIn("series").flatMap((parts) => [parts.around(entry).older, ...parts.after(entry)]);
    const linking = this.#input.bodies.linkersOf(entry.post.file).map((file) => this.#byFile.get(file));
    const affected = [older, entry, newer, ...sharing, ...inSeries, ...linking];
    return affected.filter((each) => each !== undefined).filter((each) => this.#live.has(each));
  }

  #stateList(term: Term, changes: LiveLists, siteAt: SiteAt): void {
    const { taxonomy, slug } = term;
    const posts = this.#live.terms.get(term);
    // Not its title, which changes with the oldest post.
    const owner = `the list of ${"of" in taxonomy ? `the ${taxonomy.of}` : taxonomy.name} ${slug}`;
    if (!posts) return this.#state(owner, []);
    const list = linkToTerm(term, posts);
    const changed = changes.terms.get(term)?.entries ?? [];
    this.#restate(owner, [
      ...listRoutes({ ...named(taxonomy), ...list }, posts, changed, siteAt),
      ...(taxonomy.feeds ? feedRoutes(list, posts, siteAt) : []),
    ]);
  }

  /** States some lists, the archives of years in which posts came or left, and the lists that contain every post. */
  #stateLists(terms: Iterable<Term>, changes: LiveLists, siteAt: SiteAt): void {
    for (const term of terms) this.#stateList(term, changes, siteAt);
    for (const year of changes.years.keys()) {
      this.#state(`the archive of ${year}`, yearRoutes(year, siteAt));
      this.#state(`the sitemap of ${year}`, yearSitemapRoutes(year, siteAt));
    }
    const { content, site } = this.#input;
    const home = { title: site.title, path: "/" };
    const pages = content.pages.map(({ article }) => ({ path: article.path, modified: article.updated ?? 0 }));
    this.#restate("the home page", [
      ...listRoutes({ of: "home", ...home }, this.#live.all, changes.all.entries, siteAt),
      ...feedRoutes(home, this.#live.all, siteAt),
    ]);
    for (const { owner, routes } of sitePages(site)) this.#state(owner, routes(siteAt));
    this.#state("the sitemap", sitemapRoutes(siteAt, pages));
  }

  /** States all routes of one part of the site; those that it no longer has answer as if they had never existed. */
  #state(owner: string, routes: readonly Route[]): void {
    const paths = new Set(routes.map(({ path }) => path));
    const left = [...(this.#paths.get(owner) ?? [])].filter((path) => !paths.has(path));
    this.#restate(owner, [...routes, ...left.map((path): Route => ({ path, kind: "absent" }))]);
  }

  /** States some routes of one part of the site; the rest stay as they are. */
  #restate(owner: string, routes: readonly Route[]): void {
    const paths = this.#paths.get(owner) ?? new Set();
    this.#paths.set(owner, paths);
    for (const route of routes) {
      if (!this.timeline.claim(route.path, owner)) continue;
      this.timeline.set(route.path, this.#from, this.#targetOf(route));
      paths.add(route.path);
    }
  }

  #targetOf(route: Route): Target | undefined {
    if (route.kind === "absent") return undefined;
    if (route.kind === "redirect") return { kind: route.kind, to: route.to };
    if (route.kind === "gone") return { kind: route.kind };
    return { kind: route.kind, key: this.#input.keyOf?.(route) ?? "", modified: route.modified };
  }

  #siteAt(): SiteAt {
    const { bodies, keep = (text: Text) => text } = this.#input;
    // They are fewer than those that are live, and each link asks.
    const away = new Set(this.#passing.flatMap((entry) => (this.#live.has(entry) ? [] : entry.post.file)));
    const isLive = (file: string): boolean => !away.has(file);
    return {
      imageOf: () => undefined,
      seriesImages: new Map(),
      feedIdOf: ({ path }) => path,
      ...this.#input,
      live: this.#live,
      newest: newestOf(this.#live.all.entries),
      htmlOf: (compiled) => bodies.html(compiled, isLive),
      markdownOf: (compiled) => bodies.markdown(compiled, isLive),
      feedHtmlOf: (compiled, url, language) =>
        keep(Text.derived(feedHtml, bodies.html(compiled, isLive), url, language)),
    };
  }
}
