import { canonicalPath } from "../../src/content/slug.ts";
import { placeOf, type Rule } from "./rule.ts";
import { namesIn } from "../read/fields.ts";
import { reportCollision } from "../timeline/collisions.ts";

/** Paths that two want: aliases that another article has too or that is its address, and slugs that are taken. */
export const checkPaths: Rule = (site, report) => {
  // Of two at one path the first has it.
  const owners = new Map(site.articles.toReversed().map(({ file, path }) => [path, file]));
  const aliases = new Map<string, string>();
  const told = new Set<string>();
  for (const article of site.articles) {
    const { file, path } = article;
    const owner = owners.get(path);
    if (owner === file) continue;
    told.add(path);
    const message = `path ${path} is also the path of ${owner}, expected a slug of its own`;
    report(file, { severity: "error", ...placeOf(article, "slug"), message });
  }
  /** What is wrong with an alias at a path, as a sentence after it. */
  const problemOf = (path: string, file: string): string | undefined => {
    const page = owners.get(path);
    const alias = aliases.get(path);
    if (page === file) return "is the article's own address, which needs no redirect";
    if (alias === file) return "is listed twice";
    if (page !== undefined) return `is the address of ${page}, expected a path that is free`;
    if (alias !== undefined) return `is also an alias of ${alias}, expected one article for each`;
    if (site.files.has(path)) return "is a file under static/, expected a path that is free";
    const other = site.collisions.find((each) => each.path === path)?.owners.find((each) => each !== file);
    // Another article that wants it as well is reported when its turn comes.
    if (other === undefined || [...owners.values()].includes(other)) return undefined;
    return `is the path of ${other}, expected one that is free`;
  };
  for (const article of site.articles) {
    const { file } = article;
    for (const { text, index } of namesIn(article.data["aliases"])) {
      const path = canonicalPath(text);
      if (path === undefined) continue;
      const isOwn = owners.get(path) === file || aliases.get(path) === file;
      const problem = problemOf(path, file);
      aliases.set(path, file);
      if (problem === undefined) continue;
      told.add(path);
      const severity = isOwn ? "warning" : "error";
      report(file, { severity, ...placeOf(article, "aliases", index), message: `alias "${text}" ${problem}` });
    }
  }
  for (const collision of site.collisions) {
    const { path, owners: wanting } = collision;
    // Where two pages collide, their Markdown sources do too.
    if (told.has(path) || told.has(path.replace(/\.md$/, "/"))) continue;
    told.add(path);
    const article = site.articles.findLast(({ file }) => wanting.includes(file));
    const giving = article ? { file: article.file, slug: placeOf(article, "slug") } : {};
    reportCollision(collision, giving, site.content, report);
  }
};
