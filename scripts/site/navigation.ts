import type { Link, Site } from "../../src/content/site.ts";
import { pathOf } from "../../src/content/slug.ts";
import { searchPath } from "../../src/search/paths.ts";
import { wording } from "../../src/views/wording.ts";
import type { Content, ReportAt } from "../read/content.ts";

const mostPages = 4;

/**
 * A site whose settings name no navigation gets the archive, the tags and its pages if they are few. Which of many belong
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
  if (own.length <= mostPages) return { ...site, nav: [...lists, ...own] };
  const message = `nav is not set, and ${own.length} pages are too many to link to all of them from every page, so none is in the navigation; list those that belong there under nav`;
  report(folder.site ?? "site.yaml", { severity: "warning", line: 1, column: 1, message });
  return { ...site, nav: lists };
}
