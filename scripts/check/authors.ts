import { hint } from "../base/nearest.ts";
import { placeOf, type Rule } from "./rule.ts";
import { namesIn } from "../read/fields.ts";

/** Authors of whom `site.yaml` knows nothing, if it knows of any: most of them are misspelt. */
export const checkAuthors: Rule = ({ articles, content: { site } }, report) => {
  if (site.authors.length === 0) return;
  const known = [...site.authors.map(({ name }) => name), ...(site.author === undefined ? [] : [site.author])];
  for (const article of articles) {
    for (const field of ["author", "authors"]) {
      for (const { text, index } of namesIn(article.data[field])) {
        if (known.includes(text)) continue;
        const cure = hint(text, known, "expected one of its authors");
        const message = `author "${text}" is not listed in site.yaml, ${cure}`;
        report(article.file, { severity: "warning", ...placeOf(article, field, index), message });
      }
    }
  }
};
