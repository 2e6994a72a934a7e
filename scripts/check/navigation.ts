import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readYaml } from "../compile/frontmatter.ts";
import { problemOf } from "./links.ts";
import type { Rule } from "./rule.ts";

/** Links of `site.yaml` that lead nowhere. */
export const checkNavigation: Rule = (site, tell) => {
  const { folder, site: settings } = site.content;
  if (folder.site === undefined || settings.nav === undefined) return;
  const fields = readYaml(readFileSync(join(folder.root, folder.site), "utf8").replace(/^\uFEFF/, ""));
  if (!("data" in fields)) return;
  const byPath = new Map(site.articles.map((each) => [each.path, each]));
  for (const [index, { path }] of settings.nav.entries()) {
    const problem = problemOf(path, { path: "/" }, site, byPath);
    if (problem !== undefined)
      tell({ file: folder.site, ...fields.locate({ path: ["nav", index, "path"] }), ...problem });
  }
};
