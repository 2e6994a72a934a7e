import { placeInBody, type Rule } from "./rule.ts";

/** Headings that skip a level: who listens to a page or goes through it by headings misses one. The title is of level 1. */
export const checkHeadings: Rule = ({ articles }, report) => {
  for (const article of articles) {
    let last = 1;
    for (const heading of article.headings) {
      const level = heading.depth;
      const above = last === 1 ? "the title" : `one of level ${last}`;
      const message = `heading is of level ${level} below ${above}, expected level ${last + 1}`;
      if (level > last + 1) report(article.file, { severity: "warning", ...placeInBody(article, heading), message });
      last = level;
    }
  }
};
