/// <reference lib="dom" />
// What runs in the page sees its globals.
import type { Page } from "playwright-core";

/** What sets words apart from the text around them, as a reader sees it: "slanted", "dots over", "bold". */
export const stressOf = (page: Page, selector: string): Promise<string> =>
  page.locator(selector).first().evaluate(describeStress);

function describeStress(element: Element): string {
  const own = getComputedStyle(element);
  const around = getComputedStyle(element.closest("p, h2, h3, li") ?? document.body);
  // Scripts without italics are slanted only where that may be made up.
  const isSlanted = (style: CSSStyleDeclaration): boolean =>
    style.fontStyle === "italic" && style.getPropertyValue("font-synthesis-style") === "auto";
  const dots = own.getPropertyValue("text-emphasis-style");
  // Drawn for all that is in an element, and inherited by none of it.
  const line = getComputedStyle(element.closest("em, i, dfn") ?? element);
  const isLined = line.textDecorationLine === "underline" && Number.parseFloat(line.textUnderlineOffset) < 0;
  return [
    isSlanted(own) !== isSlanted(around) && (isSlanted(own) ? "slanted" : "upright"),
    dots !== "none" && `dots ${own.getPropertyValue("text-emphasis-position").split(" ")[0]}`,
    isLined && "line above",
    Number(own.fontWeight) > Number(around.fontWeight) && "bold",
  ]
    .filter((part) => part !== false)
    .join(", ");
}
