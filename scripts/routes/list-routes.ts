import { compare } from "../base/order.ts";
import { present } from "../base/record.ts";
import type { ArchiveModel, DatedLink, ListModel } from "../../src/content/models.ts";
import { pathOf, toSlug } from "../../src/content/slug.ts";
import type { Link, Site } from "../../src/content/site.ts";
import type { AnyTaxonomy } from "../../src/content/taxonomies.ts";
import type { LivePost, LiveLists, Sequence, Term } from "../site/live-lists.ts";
import { linkTo, newestOf, type Route, type SiteAt } from "../site/site-at.ts";
import { Text } from "../store/text.ts";

/** What all pages of a list say about it. */
type List = Pick<ListModel, "of" | "taxonomy" | "title" | "path">;

/**
 * A list and its numbered pages. Those count from the oldest post and are always full, so that they never change when
 * posts are added; the newest page shows what is left, between one page and almost two. Of the numbered pages those are
 * left out that are as they were before some of its posts came or left: those that have `changed`, oldest first.
 */
export function listRoutes(list: List, sequence: Sequence, changed: readonly LivePost[], siteAt: SiteAt): Route[] {
  if (list.of === "series") return seriesRoutes(list, sequence, changed, siteAt);
  const { entries } = sequence;
  const size = siteAt.site.postsPerPage;
  const before = beforeChange(sequence, changed, siteAt);
  const [numbered, numberedBefore] = [numberedPages(entries, size), numberedPages(before, size)];
  const numberedPath = (number: number): string => `${list.path}page/${number}/`;
  const pathOfPage = (number: number): string => (number > numbered ? list.path : numberedPath(number));

  const routes: Route[] = [];
  // The last numbered page leads to the newest one.
  const first = Math.max(1, Math.min(Math.floor(before.place / size) + 1, numbered, numberedBefore));
  for (let number = first; number <= numbered + 1; number++) {
    const isNewest = number > numbered;
    const slice = entries.slice((number - 1) * size, isNewest ? undefined : number * size);
    const model = {
      ...list,
      ...present({
        page: isNewest ? undefined : number,
        older: number > 1 ? pathOfPage(number - 1) : undefined,
        newer: isNewest ? undefined : pathOfPage(number + 1),
        ...(list.of === "home" && isNewest ? frontOf(slice.at(-1), siteAt) : {}),
      }),
      posts: slice.map(({ summary }) => summary).reverse(),
    };
    routes.push({ path: pathOfPage(number), kind: "list", model, modified: newestOf(slice) || siteAt.newest });
  }
  for (let number = numbered + 1; number <= numberedBefore; number++)
    routes.push({ path: numberedPath(number), kind: "absent" });
  return routes;
}

/** How long a list was before some of its posts came or left, oldest first, and the first place that is not as it was. */
function beforeChange(sequence: Sequence, changed: readonly LivePost[], { live }: SiteAt) {
  const [first] = changed;
  const { length } = sequence.entries;
  const came = changed.filter((entry) => live.has(entry)).length;
  return { place: first ? sequence.placeOf(first) : length, length: length - came + (changed.length - came) };
}

/** How many numbered pages a list has. */
const numberedPages = ({ length }: Pick<readonly LivePost[], "length">, size: number): number =>
  Math.max(0, Math.floor(length / size) - 1);

/** What the home page has beside its list: how its newest post begins, ways to older ones, and to the site's author. */
function frontOf(newest: LivePost | undefined, siteAt: SiteAt) {
  const { site, live, htmlOf } = siteAt;
  const { terms, years } = live;
  const age = ({ entries }: Sequence): number => entries.at(-1)?.post.date ?? 0;
  const series = [...terms]
    .filter(([{ taxonomy }]) => taxonomy.name === "series")
    .sort(([a, ofA], [b, ofB]) => age(ofB) - age(ofA) || compare(a.path, b.path))
    .slice(0, mostSeries)
    .map(([term, parts]) => linkToTerm(term, parts));
  const ordered = [...years.keys()].sort((a, b) => Number(b) - Number(a));
  return {
    author: ownerLink(siteAt),
    html: newest && openingOf(newest, site, htmlOf),
    series: series.length > 0 ? series : undefined,
    years: ordered.length > 1 ? ordered.map((title) => ({ title, path: pathOf("archive", title) })) : undefined,
  };
}

const mostSeries = 6;

/** Of a post that describes itself the first paragraph. One that doesn't is described by that already. */
function openingOf({ compiled }: LivePost, site: Site, htmlOf: SiteAt["htmlOf"]): Text | undefined {
  if (site.home === "newest") return htmlOf(compiled);
  return compiled.article.description === undefined ? undefined : Text.derived(firstParagraph, htmlOf(compiled));
}

/** The first paragraph of an article's HTML, without the footnotes that are elsewhere; nothing where it has none. */
export function firstParagraph(html: Text): string {
  const [paragraph = ""] = /<p>[^]*?<\/p>/.exec(html.read()) ?? [];
  return paragraph.replaceAll(/<sup><a class="footnote-ref"[^]*?<\/sup>/g, "");
}

/** A series on one page, in the order in which it is read. */
function seriesRoutes(list: List, sequence: Sequence, changed: readonly LivePost[], siteAt: SiteAt): Route[] {
  const { entries } = sequence;
  const [first] = entries;
  const image = first && siteAt.seriesImages.get(first);
  const model = { ...list, ...present({ image }), posts: entries.map(({ summary }) => summary) };
  // Those that other lists of so many posts have: series had some too, and links to them are about.
  const size = siteAt.site.postsPerPage;
  const before = beforeChange(sequence, changed, siteAt);
  const [pages, pagesBefore] = [numberedPages(entries, size), numberedPages(before, size)];
  return [
    { path: list.path, kind: "list", model, modified: newestOf(entries) },
    ...Array.from({ length: Math.max(pages, pagesBefore) }, (_, index): Route => {
      const path = `${list.path}page/${index + 1}/`;
      return index < pages ? { path, kind: "redirect", to: list.path } : { path, kind: "absent" };
    }),
  ];
}

/** The link to the list of a term, with its title as the oldest live post spells it. */
export function linkToTerm(term: Term, { entries: [oldest] }: Sequence): Link {
  return oldest?.terms.find((each) => each.term === term)?.link ?? { title: term.slug, path: term.path };
}

/** The link to the page of the site's author, while there is one. */
function ownerLink({ site: { author }, live }: SiteAt): Link | undefined {
  if (author === undefined) return undefined;
  const path = pathOf("authors", toSlug(author));
  return [...live.terms.keys()].some((term) => term.path === path) ? { title: author, path } : undefined;
}

/** The page that lists the terms of a taxonomy. */
export function indexRoutes(taxonomy: AnyTaxonomy, { live, newest }: SiteAt): Route[] {
  const { name } = taxonomy;
  const counts = new Map([...live.terms].map(([term, { entries }]) => [term.path, entries.length]));
  const tags = termLinks(name, live).map((link) => ({ ...link, count: counts.get(link.path) ?? 0 }));
  const path = pathOf(name);
  const model = { path, ...("of" in taxonomy ? {} : { taxonomy: name }), tags };
  return [{ path, kind: "tags", model, modified: newest }];
}

/** In the order of their titles, by code unit and numbers by value: no locale, so that every machine sorts alike. */
export function termLinks(taxonomy: string, { terms }: LiveLists): Link[] {
  const all = [...terms].flatMap(([term, posts]) => (term.taxonomy.name === taxonomy ? [linkToTerm(term, posts)] : []));
  const orders = new Map(
    all.map((link) => [link, link.title.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(20, "0"))]),
  );
  const orderOf = (link: Link): string => orders.get(link) ?? "";
  return all.sort((a, b) => compare(orderOf(a), orderOf(b)) || compare(a.path, b.path));
}

/** The archive of one year; nothing once its last post is gone. */
export function yearRoutes(year: string, siteAt: SiteAt): Route[] {
  const entries = siteAt.live.years.get(year)?.entries ?? [];
  if (entries.length === 0) return [];
  const path = pathOf("archive", year);
  // Without the other years: their counts change with every post.
  const model: ArchiveModel = { path, year, years: [], groups: groupsOf(entries, siteAt) };
  return [{ path, kind: "archive", model, modified: newestOf(entries) }];
}

/** The newest posts by year, and the way to all years. */
export function archiveRoutes(siteAt: SiteAt): Route[] {
  const path = pathOf("archive");
  const { all, years } = siteAt.live;
  const ordered = [...years].sort(([a], [b]) => Number(b) - Number(a));
  const counted = ordered.map(([title, { entries }]) => ({
    title,
    path: pathOf("archive", title),
    count: entries.length,
  }));
  const model = { path, years: counted, groups: groupsOf(all.entries.slice(-archived), siteAt) };
  return [
    { path, kind: "archive", model, modified: siteAt.newest },
    { path: pathOf("posts"), kind: "redirect", to: path },
  ];
}

const archived = 100;

function groupsOf(entries: readonly LivePost[], { zone }: SiteAt) {
  const groups = Map.groupBy(entries.toReversed(), ({ year }) => year);
  const linkIn = (entry: LivePost): DatedLink => ({ ...linkTo(entry), date: zone.showDay(entry.post.date) });
  return [...groups].map(([year, posts]) => ({ year, posts: posts.map(linkIn) }));
}
