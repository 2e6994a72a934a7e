import { canonicalPath } from "../../../src/content/slug.ts";
import type { Place } from "../places.ts";
import type { Links, NavLink, Note } from "../source.ts";

/** As many links as fit at the head of a page. */
const most = 6;

/** As many pages as a site without `nav` links to. */
const few = 4;

export interface Navigation {
  readonly nav?: readonly NavLink[];
  readonly notes: readonly Note[];
}

/**
 * The links at the head of each page: those that the old site had, or else the archive and the pages nearest to the root.
 * None if the pages are so few that a site without `nav` links to them all.
 */
export function navigation(
  old: readonly NavLink[],
  places: readonly Place[],
  links: Links,
  find: (path: string) => string | undefined,
): Navigation {
  const pages = places.filter(({ article }) => article.kind === "page" && !article.fields.draft);
  if (old.length > 0) {
    const found = old.map(({ title, path }) => ({ title, path, now: target(path, links, find) }));
    const lost = found.filter(({ now }) => now === undefined);
    const kept = found.flatMap(({ title, now }) => (now === undefined ? [] : [{ title, path: now }]));
    const distinct = [...new Set(kept.map(({ path: now }) => now))]
      .flatMap((now) => kept.find((link) => link.path === now) ?? [])
      .filter(({ path }) => path !== "/");
    return {
      ...(distinct.length === 0 ? {} : { nav: distinct }),
      notes: lost.map(({ title, path }) => ({
        message: "the navigation's … leads to nothing that was imported, and was left out",
        of: [`"${title}" (${path})`],
      })),
    };
  }
  if (pages.length <= few) return { notes: [] };
  const hasTags = places.some(({ article }) => (article.fields.tags ?? []).length > 0);
  const lists = [{ title: "Archive", path: "/archive/" }, ...(hasTags ? [{ title: "Tags", path: "/tags/" }] : [])];
  const depth = ({ article, path }: Place): number =>
    (article.urls[0] ?? path).split("/").filter((part) => part !== "").length;
  const near = pages
    .filter(
      (place) => depth(place) === 1 && place.article.fields.lang === undefined && !/^\/(404|home)/.test(place.path),
    )
    .toSorted((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
    .slice(0, most - lists.length);
  return {
    nav: [...lists, ...near.map(({ article, path }) => ({ title: article.fields.title ?? path, path }))],
    notes: [
      {
        message: "the old site's files don't say what its navigation was; site.yaml has a proposal of …, in `nav`",
        of: [`${lists.length + near.length} links`],
      },
    ],
  };
}

/** What most blogs have at their head comes first. */
const rank = ({ path }: Place): number => {
  const at = ["/about", "/projects", "/now", "/contact"].findIndex((each) => path.startsWith(each));
  return at === -1 ? 9 : at;
};

function target(path: string, links: Links, find: (path: string) => string | undefined): string | undefined {
  if (/^(https?:|mailto:)/.test(path)) return path.startsWith("mailto:") ? undefined : path;
  const [, bare = "", tail = ""] = /^([^?#]*)(.*)$/s.exec(path.replace(/^(?!\/)/, "/")) ?? [];
  const now = links.toUrl(bare) ?? find(canonicalPath(bare) ?? bare);
  return now === undefined ? undefined : now + tail;
}
