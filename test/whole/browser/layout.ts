/// <reference lib="dom" />
// What runs in the page sees its globals.
import type { Page } from "playwright-core";

/** What a reader can't get at, or sees on top of something else, in the page as wide as it is; a line each. */
export const layoutFaults = (page: Page): Promise<string[]> => page.evaluate(findFaults);

function findFaults(): string[] {
  const faults: string[] = [];
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`the page scrolls sideways by ${scrollWidth - clientWidth} px`);

  const hidden = ".visually-hidden, .skip:not(:focus)";
  const scrolls = (element: Element): boolean => /auto|scroll/.test(getComputedStyle(element).overflowX);
  /** What stands in a box that scrolls is got at there. */
  const isScrolled = (element: Element | null): boolean =>
    element !== null && element !== document.documentElement && (scrolls(element) || isScrolled(element.parentElement));
  const name = (element: Element): string => element.outerHTML.slice(0, 60);
  const check = (box: DOMRect, element: Element): void => {
    if (box.width > 0 && (box.left < -0.5 || box.right > innerWidth + 0.5))
      faults.push(`from ${Math.round(box.left)} to ${Math.round(box.right)} px: ${name(element)}`);
  };
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(hidden)) continue;
    if (isScrolled(element.parentElement)) continue;
    check(element.getBoundingClientRect(), element);
    if (scrolls(element)) continue;
    // Text may be wider than its element.
    for (const node of element.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE) continue;
      const range = document.createRange();
      range.selectNode(node);
      check(range.getBoundingClientRect(), element);
    }
  }

  const contents = document.querySelector(".contents")?.getBoundingClientRect();
  const text = document.querySelector(".prose")?.getBoundingClientRect();
  if (contents && text) {
    const leaves = Number.parseFloat(getComputedStyle(document.body, "::before").inlineSize);
    if (contents.left < leaves || contents.right > innerWidth - leaves)
      faults.push(`the contents, from ${contents.left} to ${contents.right} px, lie on the leaves`);
    if (contents.bottom > text.top && contents.right > text.left && contents.left < text.right)
      faults.push("the contents lie on the text");
  }
  return faults;
}
