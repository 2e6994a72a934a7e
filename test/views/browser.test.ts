/// <reference lib="dom" />
// What runs in the page sees its globals.
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { linkColours } from "../../scripts/build/accent.ts";
import { Cache } from "../../scripts/store/cache.ts";
import { readTheme } from "../../scripts/build/project-theme.ts";
import { readStyle } from "../../scripts/build/stylesheet.ts";
import { violations } from "../whole/browser/axe.ts";
import { tabThrough } from "../whole/browser/keyboard.ts";
import { hasBrowser, ownBrowser } from "../whole/browser/launch.ts";
import { contrast } from "./contrast.ts";
import { frame, pages } from "./pages.ts";

const accents = ["#ffff00", "#00ff00", "#00ffff", "#0000ff", "#ff00ff", "#ff0000", "#ffffff", "#000000", "#808080"];
accents.push("#8b2e16", "#ff8800", "#7fff00", "#0077ff", "#5500aa");

const themes: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colours": { colorScheme: "dark", forcedColors: "active" },
};
// What depends on the width shows on these, so that narrow screens need not see the others.
const varied = ["post", "arabicPost", "home", "archive"];
const looked = [...varied, "draftPost", "authorList", "tags", "feeds", "notFound"];

async function styleWith(accent: string): Promise<string> {
  const cache = new Cache(".cache");
  const { style } = await readStyle({ ...frame.site, accent }, await readTheme(cache), { root: "no/content", cache });
  return style.text;
}

describe.skipIf(!hasBrowser)("in a browser", () => {
  const browser = ownBrowser();
  const open = async (options: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    await context.route("**/*", (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      const body = pages.find(([page]) => page === name)?.[1];
      return route.fulfill(body === undefined ? { status: 404 } : { contentType: "text/html; charset=utf-8", body });
    });
    return context.newPage();
  };

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
    for (const accent of accents) {
      const text = await styleWith(accent);
      await page.setContent(`<style>${text}</style><p><a href="#">x</a> <code>x</code>`);
      const link = await page.locator("a").evaluate((element) => getComputedStyle(element).color);
      const paper = await page.locator("html").evaluate((element) => getComputedStyle(element).backgroundColor);
      const wash = await page.locator("code").evaluate((element) => getComputedStyle(element).backgroundColor);
      const [ink = "", ...grounds] = await page.evaluate(paint, [link, paper, wash]);
      expect([accent, ...grounds.map((ground) => contrast(ink, ground) >= 4.5)]).toEqual([accent, true, true]);
    }
    await page.context().close();
  });

  it("links are of the colour that the browser makes of an accent in Oklab", async () => {
    const page = await open({});
    await page.setContent("<p>");
    for (const accent of accents) {
      const { light, dark } = linkColours(accent);
      const browsers = [`oklch(from ${accent} min(l, 0.48) c h)`, `oklch(from ${accent} max(l, 0.76) min(c, 0.11) h)`];
      expect([accent, ...(await page.evaluate(paint, browsers))]).toEqual([accent, light, dark]);
    }
    await page.context().close();
  });

  it("links are black on paper, whatever the accent", async () => {
    const page = await open({ colorScheme: "dark" });
    const text = await styleWith("#1d5686");
    await page.setContent(`<style>${text}</style><p><a href="#">x</a>`);
    await page.emulateMedia({ media: "print" });
    const colours = await page.locator("a").evaluate((element) => {
      const { color, textDecorationColor } = getComputedStyle(element);
      return [color, textDecorationColor];
    });
    expect(colours).toEqual(["rgb(0, 0, 0)", "rgba(0, 0, 0, 0.45)"]);
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

/** Colours as `#rrggbb`, as the browser paints them. */
function paint(colours: readonly string[]): string[] {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  return colours.map((colour) => {
    if (!context) return "";
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, "0")}`;
  });
}
