/// <reference lib="dom" />
// What runs in the page sees its globals.
import sharp from "sharp";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, ownBrowser } from "../whole/browser/launch.ts";
import { style } from "./pages.ts";

describe.skipIf(!hasBrowser)("what is wider than the text", () => {
  const browser = ownBrowser();
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: 390, height: 400 } });
  });

  /** How much darker than its middle the ground of an element is at its left and right rim, at a height without text. */
  async function shades(selector: string): Promise<{ left: boolean; right: boolean }> {
    const png = await page.locator(selector).screenshot();
    const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
    const row = info.width * 4; // below the border, above the letters
    const at = (x: number): number => data[row + x] ?? 0;
    const ground = Math.max(...data.subarray(row, row + info.width));
    return { left: at(1) < ground - 10, right: at(info.width - 2) < ground - 10 };
  }

  it.each([
    ["a table", (text: string) => `<div class="table"><table><tr><td>${text}</td></tr></table></div>`, ".table"],
    ["code", (text: string) => `<pre><code>${text}</code></pre>`, "pre"],
  ])("has a shade where there is more of it, and nowhere else: %s", async (_, write, selector) => {
    const show = (text: string): Promise<void> =>
      page.setContent(
        `<!doctype html><style>${style} td { white-space: nowrap }</style><main><div class="prose">${write(text)}</div></main>`,
      );
    await show("word ".repeat(60));
    expect(await shades(selector)).toEqual({ left: false, right: true });
    await page.locator(selector).evaluate((element) => (element.scrollLeft = 200));
    expect(await shades(selector)).toEqual({ left: true, right: true });
    await page.locator(selector).evaluate((element) => (element.scrollLeft = element.scrollWidth));
    expect(await shades(selector)).toEqual({ left: true, right: false });
    await show("word");
    expect(await shades(selector)).toEqual({ left: false, right: false });
  });
});
