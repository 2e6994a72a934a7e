/// <reference lib="dom" />
// What runs in the page sees its globals.
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../scripts/browser/chromium.ts";
import { pages, style } from "./pages.ts";

const executablePath = findChromium();
if (!executablePath) console.warn("No Chromium found, so no page is looked at: install one, or name it in CHROMIUM");

const themes: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colours": { colorScheme: "dark", forcedColors: "active" },
};
const looked = ["post", "arabicPost", "draftPost", "home", "authorList", "tags", "archive", "feeds", "notFound"];

describe.skipIf(!executablePath)("in a browser", () => {
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
    // Chromium's own sandbox needs rights that containers lack; the pages are ours.
    browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());

  describe.each(Object.entries(themes))("with %s", (_, options) => {
    it.each([320, 768, 1440])("axe finds nothing on any page, and nothing sticks out, at %i pixels", async (width) => {
      const page = await open({ ...options, viewport: { width, height: 900 } });
      for (const name of looked) {
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
      const stops = await page.evaluate(
        () => document.querySelectorAll("a[href], summary, [tabindex='0']:not(a)").length,
      );
      for (let stop = 0; stop < stops; stop++) {
        await page.keyboard.press("Tab");
        expect(await outline(page)).toMatch(/^solid [23]px visible/);
      }
      await page.context().close();
    });
  });

  it.each(["light", "dark"] as const)("any accent reads on paper and on code, in the %s theme", async (colorScheme) => {
    const page = await open({ colorScheme });
    const accents = ["#ffff00", "#00ff00", "#00ffff", "#0000ff", "#ff00ff", "#ff0000", "#ffffff", "#000000", "#808080"];
    for (const accent of [...accents, "#8b2e16", "#ff8800", "#7fff00", "#0077ff", "#5500aa"]) {
      await page.setContent(`<style>${style}:root{--accent:${accent}}</style><p><a href="#">x</a>`);
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

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the line above defined it in the page
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
    return (await inPage.run({ rules: { "target-size": { enabled: true } } })).violations;
  });
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`));
}

/** Style, width and visibility of the outline of what has the focus. */
const outline = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const focused = document.activeElement ?? document.body;
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    const { width, height } = focused.getBoundingClientRect();
    return `${outlineStyle} ${outlineWidth} ${width > 2 && height > 2 ? "visible" : "hidden"} ${focused.outerHTML.slice(0, 80)}`;
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
