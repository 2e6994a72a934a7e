import { pathOf } from "../../src/content/slug.ts";
import type { Site } from "../../src/content/site.ts";
import { taxonomiesOf } from "../../src/content/taxonomies.ts";
import type { Route, SiteAt } from "../site/site-at.ts";
import { feedsPageRoutes } from "./feed-routes.ts";
import { archiveRoutes, indexRoutes } from "./list-routes.ts";

/** A page that a site has once; `owner` names it in messages. */
export interface SitePage {
  readonly path: string;
  readonly owner: string;
  readonly routes: (siteAt: SiteAt) => Route[];
}

/** The pages that are stated anew whenever a post comes or goes, beside the home page. The sitemap lists them. */
export const sitePages = (site: Site): readonly SitePage[] => [
  { path: pathOf("archive"), owner: "the archive", routes: archiveRoutes },
  ...taxonomiesOf(site)
    .filter(({ index }) => index)
    .map((taxonomy) => ({
      path: pathOf(taxonomy.name),
      owner: `the list of ${taxonomy.name}`,
      routes: (siteAt: SiteAt) => indexRoutes(taxonomy, siteAt),
    })),
  { path: pathOf("feeds"), owner: "the page about feeds", routes: feedsPageRoutes },
];
