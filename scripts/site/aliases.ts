import { canonicalPath } from "../../src/content/slug.ts";
import type { Article } from "../read/parse-article.ts";

/** Old paths in canonical form, the article's own left out. */
export const aliasesOf = ({ aliases }: Article): string[] => [
  ...new Set(aliases.flatMap((alias) => canonicalPath(alias) ?? [])),
];
