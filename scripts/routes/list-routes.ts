import type { ArchiveModel, ListModel } from "../../src/content/models.ts";
import { pathOf } from "../../src/content/slug.ts";
import type { Link } from "../../src/content/site.ts";
import type { AnyTaxonomy } from "../../src/content/taxonomies.ts";
import type { Entry, Live, Sequence, Term } from "../site/live-lists.ts";
import { linkTo, newestOf, type Route, type Scene } from "../site/site-at.ts";

/**
 * A list and its numbered pages. Those count from the oldest post and are always full, so that they never change when
 * posts are added; the newest page shows what is left, between one page and almost two. Of the numbered pages those are
 * left out that are as they were when this was last asked for the sequence.
 */
export function listRoutes(
  of: Pick<ListModel, "of" | "taxonomy">,
  list: Link,
  sequence: Sequence,
  scene: Scene,
): Route[] {
  const { entries } = sequence;
  const size = scene.site.postsPerPage;
  const before = sequence.changesSince();
  const [numbered, numberedBefore] = [entries.length, before.length].map((length) =>
    Math.max(0, Math.floor(length / size) - 1),
  ) as [number, number];
  const numberedPath = (number: number): string => `${list.path}page/${number}/`;
  const pathOfPage = (number: number): string => (number > numbered ? list.path : numberedPath(number));

  const routeOf = (number: number): Route => {
    const isNewest = number > numbered;
    const slice = entries.slice((number - 1) * size, isNewest ? undefined : number * size);
    const model = {
      ...of,
      ...list,
      ...(isNewest ? {} : { page: number }),
      ...(number > 1 ? { older: pathOfPage(number - 1) } : {}),
      ...(isNewest ? {} : { newer: pathOfPage(number + 1) }),
      posts: slice.map(({ summary }) => summary).reverse(),
    };
    return { path: pathOfPage(number), kind: "list", model, modified: newestOf(slice) || scene.newest };
  };
  // The last numbered page leads to the newest one.
  const first = Math.max(1, Math.min(Math.floor(before.place / size) + 1, numbered, numberedBefore));
  const left = numberedBefore - numbered;
  return [
    ...Array.from({ length: numbered + 2 - first }, (_, index) => routeOf(first + index)),
    ...Array.from({ length: Math.max(0, left) }, (_, index): Route => ({
      path: numberedPath(numbered + 1 + index),
      kind: "absent",
    })),
  ];
}

/** The link to the list of a term, with its title as the oldest live post spells it. */
export function linkToTerm(term: Term, { entries: [oldest] }: Sequence): Link {
  return oldest?.terms.find((each) => each.term === term)?.link ?? { title: term.slug, path: term.path };
}

/** The page that lists the terms of a taxonomy. */
export function indexRoutes(taxonomy: AnyTaxonomy, { live, newest }: Scene): Route[] {
  const counts = new Map([...live.terms].map(([term, { entries }]) => [term.path, entries.length]));
  const tags = termLinks(taxonomy, live).map((link) => ({ ...link, count: counts.get(link.path) ?? 0 }));
  const path = pathOf(taxonomy.name);
  const model = { path, ...("of" in taxonomy ? {} : { taxonomy: taxonomy.name }), tags };
  return [{ path, kind: "tags", model, modified: newest }];
}

/** In the order of their titles, by code unit: no locale, so that every machine sorts alike. */
export function termLinks(taxonomy: AnyTaxonomy, { terms }: Live): Link[] {
  const all = [...terms].flatMap(([term, posts]) => (term.taxonomy === taxonomy ? [linkToTerm(term, posts)] : []));
  return all.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : a.path < b.path ? -1 : 1));
}

const keyOf = ({ title }: Link): string => title.toLowerCase();

/** The archive of one year; nothing once its last post is gone. */
export function yearRoutes(year: string, scene: Scene): Route[] {
  const entries = scene.live.years.get(year)?.entries ?? [];
  if (entries.length === 0) return [];
  const path = pathOf("archive", year);
  // Without the other years: their counts change with every post.
  const model: ArchiveModel = { path, year, years: [], groups: groupsOf(entries) };
  return [{ path, kind: "archive", model, modified: newestOf(entries) }];
}

/** The newest posts by year, and the way to all years. */
export function archiveRoutes(scene: Scene): Route[] {
  const path = pathOf("archive");
  const model = {
    path,
    years: yearsOf(scene.live),
    groups: groupsOf(scene.live.all.entries.slice(-archived)),
  };
  return [
    { path, kind: "archive", model, modified: scene.newest },
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
