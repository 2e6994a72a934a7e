/// <reference lib="dom" />
// What runs in the page sees its globals.
import type { Page } from "playwright-core";

/** What the keyboard finds in a page, by the beginning of its HTML. */
export interface Tour {
  /** Places that it stops at and that don't show it. */
  readonly unseen: readonly string[];
  /** What can be followed, opened, played or scrolled, and is shown, where it never stops. */
  readonly unreached: readonly string[];
  readonly stops: number;
}

/** Goes through a page with the Tab key, from its start until the focus leaves it. */
export async function tabThrough(page: Page): Promise<Tour> {
  const unseen: string[] = [];
  let stops = 0;
  for (let stop = await next(page); stop !== undefined; stop = await next(page)) {
    stops += 1;
    if (!/^solid [23]px visible/.test(stop)) unseen.push(stop);
  }
  return { unseen, unreached: await page.evaluate(listUnreached), stops };
}

async function next(page: Page): Promise<string | undefined> {
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body || focused.hasAttribute("data-reached")) return undefined;
    focused.setAttribute("data-reached", "");
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    const { width, height } = focused.getBoundingClientRect();
    const size = width > 2 && height > 2 ? "visible" : "hidden";
    return `${outlineStyle} ${outlineWidth} ${size} ${focused.outerHTML.slice(0, 80)}`;
  });
}

function listUnreached(): string[] {
  const scrolls = (element: Element): boolean => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const wide = /auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth;
    return wide || (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight);
  };
  const named = "a[href], summary, iframe, audio[controls], video[controls], [tabindex='0']";
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => element.matches(named) || scrolls(element))
    .filter((element) => !element.matches("[data-reached]") && !element.querySelector("[data-reached]"))
    .map((element) => element.outerHTML.slice(0, 80));
}
