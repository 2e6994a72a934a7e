import { problemOf } from "./dead-links.ts";
import type { Rule } from "./rule.ts";

/** Links of `site.yaml` that lead nowhere. */
export const checkNavigation: Rule = (site, tell) => {
  const { folder, site: settings, placeInSite } = site.content;
  if (folder.site === undefined || settings.nav === undefined) return;
  const byPath = new Map(site.articles.map((each) => [each.path, each]));
  for (const [index, { path }] of settings.nav.entries()) {
    const problem = problemOf(path, { path: "/", article: undefined }, site, byPath);
    if (problem !== undefined)
      tell({ file: folder.site, ...placeInSite({ path: ["nav", index, "path"] }), ...problem });
  }
};
