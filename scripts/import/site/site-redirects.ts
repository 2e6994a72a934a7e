import { canonicalPath, pathOf } from "../../../src/content/slug.ts";
import { openSearchPath, searchPath } from "../../../src/search/paths.ts";
import { readOldPath } from "../../read/slug-problem.ts";
import { type Aliases, ownLists, ownPages } from "../old-addresses.ts";
import type { Place } from "../places.ts";
import type { Links, Note, OldList } from "../source.ts";
import type { HostRedirects } from "./host-redirects.ts";

/** What answers at an address here, beside articles and their lists. */
const always = ["/", "/archive/", "/rss.xml", "/atom.xml", "/feed.json", "/sitemap.xml", searchPath, openSearchPath];

/** Redirects that a build has by itself. */
export const ownRedirects: Readonly<Record<string, string>> = {
  "/posts/": "/archive/",
  "/feed/": "/rss.xml",
  "/feed.xml": "/rss.xml",
  "/index.xml": "/rss.xml",
  "/rss/": "/rss.xml",
};

export interface SiteRedirects {
  readonly redirects: Readonly<Record<string, string>>;
  readonly notes: readonly Note[];
}

/** Where old addresses that belong to no article lead: those of lists and feeds, and what the host redirected. */
export function siteRedirects(
  lists: readonly OldList[],
  host: HostRedirects,
  places: readonly Place[],
  aliases: ReadonlyMap<Place, Aliases>,
  links: Links,
  isStatic: (path: string) => boolean,
): SiteRedirects {
  const live = ownLists(places.filter(({ article }) => !article.fields.draft));
  const feeds = [...live].flatMap((path) => ["rss.xml", "atom.xml", "feed.json"].map((file) => path + file));
  const answers = new Set([...always, ...live, ...feeds]);
  const old = [...aliases.values()].flatMap(({ paths }) => paths.map((path) => canonicalPath(path)));
  const taken = new Set([
    ...always,
    ...Object.keys(ownRedirects),
    ...ownPages(places),
    ...feeds,
    ...places.map(({ path }) => path),
    ...old,
  ]);
  const pages = Math.ceil(places.length / 10);
  const isFree = (path: string): boolean => {
    const [, before, number] = /^(.*\/)page\/(\d+)\/$/.exec(path) ?? [];
    const isNumbered = before !== undefined && (before === "/" ? Number(number) <= pages : live.has(before));
    return !taken.has(path) && !isNumbered && !isStatic(path) && !isStatic(`${path}index.html`);
  };
  const redirects = new Map<string, string>();
  for (const { url, path } of lists) {
    const read = readOldPath(url);
    const to = answers.has(path) || !/^\/(tags|categories)\/$/.test(path) ? path : "/archive/";
    if ("path" in read && answers.has(to) && isFree(read.path) && !redirects.has(read.path))
      redirects.set(read.path, to);
  }

  const notes: Note[] = [...host.notes];
  for (const { from, to, place } of host.rules) {
    const read = readOldPath(from);
    const [, path = "", tail = ""] = /^([^?#]*)(.*)$/s.exec(to) ?? [];
    const canonical = canonicalPath(path) ?? path;
    const target = /^https?:/.test(to)
      ? to
      : (links.toUrl(path) ??
        redirects.get(canonical) ??
        ownRedirects[canonical] ??
        (answers.has(canonical) || isStatic(path) ? path : undefined));
    if (!("path" in read))
      notes.push({
        message: "the host's rule … has no address that can be redirected here",
        of: [`${place} ${from} ${to}`],
      });
    else if (target === undefined)
      notes.push({ message: "the host's rule … leads to nothing that was imported", of: [`${place} ${from} ${to}`] });
    else if (isFree(read.path) && !redirects.has(read.path) && target !== read.path)
      redirects.set(read.path, target + (target === to ? "" : tail.replace(/^\?[^#]*/, "")));
  }
  return { redirects: Object.fromEntries(redirects), notes };
}

/** Where a list of the old site is now, from its address alone: a feed, the tags, the archive. */
export function listAt(url: string): OldList {
  const file = url.replace(/^.*\//, "");
  if (/atom[^/]*\.xml$/i.test(file)) return { url, path: "/atom.xml" };
  if (/\.json$/i.test(file)) return { url, path: "/feed.json" };
  if (/\.(xml|rss|atom)$/i.test(file)) return { url, path: /sitemap/i.test(file) ? "/sitemap.xml" : "/rss.xml" };
  const [, name] = /\/(tags|categories|authors|series)\/?(?:index\.html)?$/.exec(url.replace(/\.html$/, "")) ?? [];
  return { url, path: name === undefined || name === "authors" || name === "series" ? "/archive/" : pathOf(name) };
}
