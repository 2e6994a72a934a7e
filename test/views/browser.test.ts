/// <reference lib="dom" />
// What runs in the page sees its globals.
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violations } from "../browser/axe.ts";
import { tabThrough } from "../browser/keyboard.ts";
import { hasBrowser, launch } from "../browser/launch.ts";
import { pages, style } from "./pages.ts";

const themes: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colours": { colorScheme: "dark", forcedColors: "active" },
};
// What depends on the width shows on these, so that narrow screens need not see the others.
const varied = ["post", "arabicPost", "home", "archive"];
const looked = [...varied, "draftPost", "authorList", "tags", "feeds", "notFound"];

describe.skipIf(!hasBrowser)("in a browser", () => {
  let browser: Browser;
  const open = async (options: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    await context.route("**/*", (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      const body = pages.find(([page]) => page === name)?.[1];
      return route.fulfill(body === undefined ? { status: 404 } : { contentType: "text/html; charset=utf-8", body });
    });
    return context.newPage();
  };

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  describe.each(Object.entries(themes))("with %s", (_, options) => {
    it.each([320, 768, 1440])("axe finds nothing, and nothing sticks out, at %i pixels", async (width) => {
      const page = await open({ ...options, viewport: { width, height: 900 } });
      for (const name of width === 1440 ? looked : varied) {
        await page.goto(`http://blog.test/${name}`);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect([name, sideways]).toEqual([name, 0]);
        expect([name, await violations(page)]).toEqual([name, []]);
      }
      await page.context().close();
    });

    it("every stop of the keyboard shows where it is", async () => {
      const page = await open({ ...options, viewport: { width: 1440, height: 900 } });
      await page.goto("http://blog.test/post");
      expect(await tabThrough(page)).toMatchObject({ unseen: [], unreached: [] });
      await page.context().close();
    });
  });

  it.each(["light", "dark"] as const)("any accent reads on paper and on code, in the %s theme", async (colorScheme) => {
    const page = await open({ colorScheme });
    const accents = ["#ffff00", "#00ff00", "#00ffff", "#0000ff", "#ff00ff", "#ff0000", "#ffffff", "#000000", "#808080"];
    for (const accent of [...accents, "#8b2e16", "#ff8800", "#7fff00", "#0077ff", "#5500aa"]) {
      await page.setContent(`<style>${style}:root{--accent-colour:${accent}}</style><p><a href="#">x</a>`);
      const [link = 0, paper = 0, wash = 0] = await page.evaluate(luminances);
      expect([accent, contrast(link, paper) >= 4.5, contrast(link, wash) >= 4.5]).toEqual([accent, true, true]);
    }
    await page.context().close();
  });

  it("paper gets the text and where its links lead, and nothing to click", async () => {
    const page = await open({});
    await page.goto("http://blog.test/post");
    await page.emulateMedia({ media: "print" });
    for (const gone of [".masthead nav", ".turn", ".contents", ".related", ".anchor >> nth=0"])
      expect(await page.locator(gone).first().isVisible()).toBe(false);
    const address = page.locator(".e-content a[href^=http]").first();
    expect(await address.evaluate((link) => getComputedStyle(link, "::after").content)).toContain("https://");
    await page.context().close();
  });
});

const contrast = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

/** Relative luminances (WCAG 2) of a link, the paper and the ground of code, as the browser paints them. */
function luminances(): number[] {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const root = getComputedStyle(document.documentElement);
  const link = getComputedStyle(document.querySelector("a") ?? document.body).color;
  return [link, root.getPropertyValue("--paper"), root.getPropertyValue("--wash")].map((colour) => {
    if (!context) return 0;
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((byte) =>
      byte > 10.31475 ? ((byte / 255 + 0.055) / 1.055) ** 2.4 : byte / 255 / 12.92,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
}
