import { canonicalPath } from "../../src/content/slug.ts";
import { listed, placeOf, type Rule } from "./rule.ts";

/** Paths that two want: aliases that another article has too or that is its address, and slugs that are taken. */
export const checkPaths: Rule = ({ articles, collisions, files, targets, content }, tell) => {
  const owners = new Map<string, string>();
  const told = new Set<string>();
  for (const article of articles) {
    const owner = owners.get(article.path);
    if (owner === undefined) owners.set(article.path, article.file);
    else {
      told.add(article.path);
      tell({
        file: article.file,
        severity: "error",
        ...placeOf(article, "slug"),
        message: `path ${article.path} is that of ${owner} too, expected a slug of its own`,
      });
    }
  }
  const aliases = new Map<string, string>();
  for (const article of articles) {
    for (const { text, path: place } of listed(article, "aliases")) {
      const path = canonicalPath(text.replace(/^(?!\/)/, "/"));
      if (path === undefined) continue;
      told.add(path);
      const tellOf = (severity: "error" | "warning", message: string): void =>
        tell({ file: article.file, severity, ...placeOf(article, ...place), message });
      const target = targets.get(path);
      const owner = owners.get(path) ?? aliases.get(path);
      if (owners.get(path) === article.file)
        tellOf("warning", `alias "${text}" is the article's own address, which needs no redirect`);
      else if (owner === article.file) tellOf("warning", `alias "${text}" is listed twice`);
      else if (owner !== undefined)
        tellOf(
          "error",
          `alias "${text}" is ${owners.has(path) ? "the address" : "an alias"} of ${owner} too, expected one article for each`,
        );
      else if (files.has(path))
        tellOf("error", `alias "${text}" is a file under static/, expected a path that is free`);
      else if (target !== undefined && target.kind !== "redirect" && target.kind !== "gone")
        tellOf("error", `alias "${text}" is a page of the site itself, expected a path that is free`);
      aliases.set(path, article.file);
    }
  }
  for (const {
    path,
    owners: [first, second],
  } of collisions) {
    if (told.has(path) || told.has(path.replace(/\.md$/, "/"))) continue;
    const article = articles.findLast(({ file }) => file === second || file === first);
    told.add(path);
    tell({
      file: article?.file ?? content.folder.statics.find((file) => file === first || file === second) ?? "site.yaml",
      severity: "error",
      ...(article === undefined ? { line: 1, column: 1 } : placeOf(article, "slug")),
      message: `path ${path} is wanted by ${first} and by ${second}, expected a path for each`,
    });
  }
};
