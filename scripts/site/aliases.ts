import { canonicalPath } from "../../src/content/slug.ts";
import type { Article } from "../read/parse-article.ts";

/** Old paths in canonical form, each once; the article's own may be among them. */
export const aliasesOf = ({ aliases }: Article): string[] => [
  ...new Set(aliases.flatMap((alias) => canonicalPath(alias) ?? [])),
];
