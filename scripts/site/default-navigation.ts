import type { Link, Site } from "../../src/content/site.ts";
import { pathOf } from "../../src/content/slug.ts";
import { searchPath } from "../../src/search/paths.ts";
import { wording } from "../../src/views/wording.ts";
import { plural } from "../base/order.ts";
import type { Content, ReportAt } from "../read/content.ts";

/** More are a list of the site rather than the way to its parts. */
const mostEntries = 6;

/**
 * A site whose settings name no navigation gets its lists and, if there is room for all of them, its pages. Which of many belong
 * at the top of every page only their author can tell, so none do until `nav` says so.
 */
export function withNavigation(
  { site, pages, folder }: Pick<Content, "site" | "pages" | "folder">,
  report: ReportAt,
): Site & { readonly nav: readonly Link[] } {
  if (site.nav) return { ...site, nav: site.nav };
  const own = pages.flatMap(({ article: { title, path, draft } }) => (draft ? [] : [{ title, path }]));
  const { text } = wording(site, site.language);
  const lists = [
    { title: text("archive"), path: "/archive/" },
    { title: text("tags"), path: "/tags/" },
    ...(site.taxonomies ?? []).flatMap(({ name, title, index }) => (index ? [{ title, path: pathOf(name) }] : [])),
    ...(site.search === false ? [] : [{ title: text("search"), path: searchPath }]),
  ];
  const warn = (what: string): void => {
    const message = `nav is not set, and ${what}; list those that belong there under nav`;
    report(folder.site ?? "site.yaml", { severity: "warning", line: 1, column: 1, message });
  };
  if (lists.length + own.length <= mostEntries) return { ...site, nav: [...lists, ...own] };
  if (own.length > 0)
    warn(
      `${plural(own.length, "page")} and ${lists.length} lists are too many to link to all of them from every page, so no page is in the navigation`,
    );
  if (lists.length > mostEntries)
    warn(
      `${lists.length} lists are too many to link to all of them from every page, so the first ${mostEntries} are in the navigation`,
    );
  return { ...site, nav: lists.slice(0, mostEntries) };
}
