import { hint } from "../base/nearest.ts";
import { listed, placeOf, type Rule } from "./rule.ts";

/** Authors of whom `site.yaml` knows nothing, if it knows of any: most of them are misspelt. */
export const checkAuthors: Rule = ({ articles, content: { site } }, report) => {
  if (site.authors.length === 0) return;
  const known = [...site.authors.map(({ name }) => name), ...(site.author === undefined ? [] : [site.author])];
  for (const article of articles) {
    for (const { text, path } of ["author", "authors"].flatMap((field) => listed(article, field))) {
      if (known.includes(text)) continue;
      const message = `author "${text}" is not listed in site.yaml, ${hint(text, known, "expected one of its authors")}`;
      report(article.file, { severity: "warning", ...placeOf(article, ...path), message });
    }
  }
};
