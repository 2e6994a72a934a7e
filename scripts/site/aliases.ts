import { canonicalPath } from "../../src/content/slug.ts";
import type { Page, Post } from "../read/parse-article.ts";

/** Old paths in canonical form, the article's own left out. */
export const aliasesOf = ({ aliases }: Post | Page): string[] => [
  ...new Set(aliases.flatMap((alias) => canonicalPath(alias) ?? [])),
];
