import type { ArchiveModel, ListModel } from "../../src/content/models.ts";
import { pathOf } from "../../src/content/slug.ts";
import type { Link } from "../../src/content/site.ts";
import type { Entry, Live, Sequence } from "./live.ts";
import { linkTo, newestOf, type RouteSpec, type Scene } from "./scene.ts";

/**
 * A list and its numbered pages. Those count from the oldest post and are always full, so that they never change when
 * posts are added; the newest page shows what is left, between one page and almost two.
 */
export function listRoutes(of: ListModel["of"], list: Link, sequence: Sequence, scene: Scene): RouteSpec[] {
  const { entries } = sequence;
  const size = scene.site.postsPerPage;
  const numbered = Math.max(0, Math.floor(entries.length / size) - 1);
  const pathOfPage = (number: number): string => (number > numbered ? list.path : `${list.path}page/${number}/`);

  const routeOf = (number: number): RouteSpec => {
    const isNewest = number > numbered;
    const slice = entries.slice((number - 1) * size, isNewest ? undefined : number * size);
    const newer = isNewest ? undefined : pathOfPage(number + 1);
    return scene.memo(pathOfPage(number), [...slice, list.title, number, newer], () => {
      const place = {
        of,
        ...list,
        ...(isNewest ? {} : { page: number }),
        ...(number > 1 ? { older: pathOfPage(number - 1) } : {}),
        ...(newer === undefined ? {} : { newer }),
      };
      const model = (): ListModel => ({ ...place, posts: slice.map(({ summary }) => summary).reverse() });
      const recipe = [scene.settings, place, ...slice.map(({ compiled }) => compiled.digest)];
      return { path: pathOfPage(number), kind: "list", model, recipe, modified: newestOf(slice) || scene.newest };
    });
  };
  return Array.from({ length: numbered + 1 }, (_, index) => routeOf(index + 1));
}

/** A tag or author as the oldest live post spells it. */
export function titleOf(path: string, sequence: Sequence, links: (entry: Entry) => readonly Link[]): string {
  const [oldest] = sequence.entries;
  return (oldest && links(oldest).find((link) => link.path === path)?.title) ?? path;
}

export function tagsRoutes(scene: Scene): RouteSpec[] {
  const tags = tagLinks(scene.live).map((tag) => ({
    ...tag,
    count: scene.live.tags.get(tag.path)?.entries.length ?? 0,
  }));
  const path = pathOf("tags");
  return [{ path, kind: "tags", model: () => ({ path, tags }), modified: scene.newest }];
}

/** In the order of their titles, by code unit: no locale, so that every machine sorts alike. */
export const tagLinks = ({ tags }: Live): Link[] => sorted(tags, (entry) => entry.tags);

export const authorLinks = ({ authors }: Live): Link[] => sorted(authors, (entry) => entry.authors);

function sorted(lists: ReadonlyMap<string, Sequence>, links: (entry: Entry) => readonly Link[]): Link[] {
  const all = [...lists].map(([path, sequence]) => ({ title: titleOf(path, sequence, links), path }));
  return all.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : a.path < b.path ? -1 : 1));
}

const keyOf = ({ title }: Link): string => title.toLowerCase();

/** The archive of one year; nothing once its last post is gone. */
export function yearRoutes(year: string, scene: Scene): RouteSpec[] {
  const entries = scene.live.years.get(year)?.entries ?? [];
  if (entries.length === 0) return [];
  const path = pathOf("archive", year);
  // Without the other years: their counts change with every post.
  const model = (): ArchiveModel => ({ path, year, years: [], groups: groupsOf(entries) });
  const recipe = [scene.settings, year, ...entries.map(({ compiled }) => compiled.digest)];
  return [{ path, kind: "archive", model, recipe, modified: newestOf(entries) }];
}

/** The newest posts by year, and the way to all years. */
export function archiveRoutes(scene: Scene): RouteSpec[] {
  const path = pathOf("archive");
  const model = {
    path,
    years: yearsOf(scene.live),
    groups: groupsOf(scene.live.all.entries.slice(-archived)),
  };
  return [
    { path, kind: "archive", model: () => model, modified: scene.newest },
    { path: pathOf("posts"), kind: "redirect", to: path },
  ];
}

const archived = 100;

const yearsOf = ({ years }: Live) =>
  [...years]
    .map(([title, { entries }]) => ({ title, path: pathOf("archive", title), count: entries.length }))
    .sort((a, b) => Number(b.title) - Number(a.title));

function groupsOf(entries: readonly Entry[]) {
  const groups = Map.groupBy(entries.toReversed(), ({ year }) => year);
  return [...groups].map(([year, posts]) => ({
    year,
    posts: posts.map((entry) => ({ ...linkTo(entry), date: entry.summary.date })),
  }));
}
