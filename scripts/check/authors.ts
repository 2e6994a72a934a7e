import { nearest } from "../base/nearest.ts";
import { listed, placeOf, type Rule } from "./rule.ts";

/** Authors of whom `site.yaml` knows nothing, if it knows of any: most of them are misspelt. */
export const checkAuthors: Rule = ({ articles, content: { site } }, tell) => {
  const known = [...site.authors.map(({ name }) => name), ...(site.author === undefined ? [] : [site.author])];
  if (site.authors.length === 0) return;
  for (const article of articles) {
    for (const field of ["author", "authors"]) {
      for (const { text, path } of listed(article, field)) {
        if (known.includes(text)) continue;
        const meant = nearest(text, known);
        tell({
          file: article.file,
          severity: "warning",
          ...placeOf(article, ...path),
          message: `author "${text}" is not listed in site.yaml, ${meant === undefined ? "expected one of its authors" : `did you mean ${meant}?`}`,
        });
      }
    }
  }
};
