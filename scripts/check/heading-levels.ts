import { plural } from "../base/order.ts";
import { findProse } from "../markdown/prose.ts";
import type { ReportAt } from "../read/content.ts";
import { placeInBody, positionAfter } from "../base/line-and-column.ts";
import type { Checked } from "./checked-site.ts";
import type { Rule } from "./rule.ts";

/** Headings that skip a level, since those who listen to a page or go through it by headings miss one; and a second of level 1, which the title is. */
export const checkHeadings: Rule = ({ articles }, report) => {
  for (const article of articles) {
    checkFirst(article, report);
    let last = 1;
    for (const heading of article.headings) {
      const level = heading.depth;
      const above = last === 1 ? "the title" : `one of level ${last}`;
      const message = `heading has level ${level} below ${above}, expected level ${last + 1}`;
      if (level > last + 1) report(article.file, { severity: "warning", ...placeInBody(article, heading), message });
      last = level;
    }
  }
};

function checkFirst(article: Checked, report: ReportAt): void {
  const written = article.headings.filter(({ depth }) => depth === 1);
  const inHtml = findProse(article.body, /<h1\b[^>]*>/gi).map(({ match }) =>
    positionAfter(article.body.slice(0, match.index)),
  );
  const [first, ...others] = [...written, ...inHtml];
  if (!first) return;
  const more = others.length > 0 ? ` (and ${plural(others.length, "more place")} like it in this text)` : "";
  const message = `heading has level 1, like the title of the page, expected level 2${more}`;
  report(article.file, { severity: "warning", ...placeInBody(article, first), message });
}
