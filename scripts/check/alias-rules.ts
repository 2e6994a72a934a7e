import { canonicalPath } from "../../src/content/slug.ts";
import { listed, placeOf, type Rule } from "./rule.ts";
import type { Checked, CheckedSite } from "./checked-site.ts";

/** Paths that two want: aliases that another article has too or that is its address, and slugs that are taken. */
export const checkPaths: Rule = (site, tell) => {
  const owners = new Map<string, string>();
  const aliases = new Map<string, string>();
  const told = new Set<string>();
  for (const article of site.articles) {
    const { file, path } = article;
    const owner = owners.get(path);
    if (owner === undefined) {
      owners.set(path, file);
      continue;
    }
    told.add(path);
    const message = `path ${path} is that of ${owner} too, expected a slug of its own`;
    tell({ file, severity: "error", ...placeOf(article, "slug"), message });
  }
  for (const article of site.articles) {
    for (const { text, path: place } of listed(article, "aliases")) {
      const path = canonicalPath(text.replace(/^(?!\/)/, "/"));
      if (path === undefined) continue;
      const problem = problemOf(path, article, site, owners, aliases);
      aliases.set(path, article.file);
      if (problem === undefined) continue;
      told.add(path);
      const { severity, is } = problem;
      tell({ file: article.file, severity, ...placeOf(article, ...place), message: `alias "${text}" ${is}` });
    }
  }
  for (const { path, owners: wanting } of site.collisions) {
    // Where two pages collide, their Markdown sources do too.
    if (told.has(path) || told.has(path.replace(/\.md$/, "/"))) continue;
    told.add(path);
    const article = site.articles.findLast(({ file }) => wanting.includes(file));
    const file = article?.file ?? site.content.folder.statics.find((each) => wanting.includes(each)) ?? "site.yaml";
    const place = article === undefined ? { line: 1, column: 1 } : placeOf(article, "slug");
    const cure = article === undefined ? "rename this file" : "rename this file or give it another slug";
    const message = `path ${path} is wanted by ${wanting.join(" and by ")}, expected a path for each: ${cure}`;
    tell({ file, severity: "error", ...place, message });
  }
};

interface Problem {
  readonly severity: "error" | "warning";
  readonly is: string;
}

function problemOf(
  path: string,
  { file }: Checked,
  { files, collisions }: CheckedSite,
  owners: ReadonlyMap<string, string>,
  aliases: ReadonlyMap<string, string>,
): Problem | undefined {
  const [page, alias] = [owners.get(path), aliases.get(path)];
  if (page === file) return { severity: "warning", is: "is the article's own address, which needs no redirect" };
  if (alias === file) return { severity: "warning", is: "is listed twice" };
  if (page !== undefined) return { severity: "error", is: `is the address of ${page}, expected a path that is free` };
  if (alias !== undefined) return { severity: "error", is: `is one of ${alias} too, expected one article for each` };
  if (files.has(path)) return { severity: "error", is: "is a file under static/, expected a path that is free" };
  const other = collisions.find((each) => each.path === path)?.owners.find((each) => each !== file);
  // Another article that wants it as well is told of it when its turn comes.
  return other === undefined || [...owners.values()].includes(other)
    ? undefined
    : { severity: "error", is: `is the path of ${other}, expected one that is free` };
}
