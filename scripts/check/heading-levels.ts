import { placeInBody, type Rule } from "./rule.ts";

/** Headings that skip a level: who listens to a page or goes through it by headings misses one. The title is of level 1. */
export const checkHeadings: Rule = ({ articles }, tell) => {
  for (const article of articles) {
    let last = 1;
    for (const heading of article.headings) {
      const level = heading.depth;
      if (level > last + 1)
        tell({
          file: article.file,
          severity: "warning",
          ...placeInBody(article, heading),
          message: `heading is of level ${level} below ${last === 1 ? "the title" : `one of level ${last}`}, expected level ${last + 1}`,
        });
      last = level;
    }
  }
};
