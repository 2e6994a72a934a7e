import type { LinkSlot } from "../markdown/markdown.ts";
import { placeInBody, type Rule } from "./rule.ts";
import type { Checked } from "./checked-site.ts";

/** Headings that skip a level: who listens to a page or goes through it by headings misses one. The title is of level 1. */
export const checkHeadings: Rule = ({ articles }, tell) => {
  for (const article of articles) {
    let last = 1;
    for (const { level, slot } of headingsOf(article)) {
      if (level > last + 1)
        tell({
          file: article.file,
          severity: "warning",
          ...placeInBody(article, slot),
          message: `heading is of level ${level} below ${last === 1 ? "the title" : `one of level ${last}`}, expected level ${last + 1}`,
        });
      last = level;
    }
  }
};

/** The headings of a body, each with the link to itself, which stands where the heading does. */
function headingsOf({ pieces }: Checked): { readonly level: number; readonly slot: LinkSlot }[] {
  return pieces.flatMap((slot, index) => {
    const before = pieces[index - 1];
    if (typeof slot === "string" || slot.kind !== "link" || typeof before !== "string") return [];
    if (!before.endsWith('class="anchor" href="')) return [];
    // The text of a heading may hold slots of its own, so its tag can be some pieces back.
    const html = pieces
      .slice(0, index)
      .map((piece) => (typeof piece === "string" ? piece : ""))
      .join("");
    const level = Number(/.*<h([1-6]) id=/s.exec(html)?.[1]);
    return Number.isNaN(level) ? [] : [{ level, slot }];
  });
}
