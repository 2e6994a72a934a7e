/// <reference lib="dom" />
// What runs in the page sees its globals.
import { brotliCompressSync, constants } from "node:zlib";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSights, type Sight } from "../../../scripts/browser/page-kinds.ts";
import { sampleBlog } from "../../project-folder.ts";
import { violations } from "./axe.ts";
import { Edge } from "./edge.ts";
import { tabThrough } from "./keyboard.ts";
import { hasBrowser, ownBrowser } from "./launch.ts";

const themes: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "forced colours": { colorScheme: "dark", forcedColors: "active" },
};

it("weighs at most 7 kB compressed, a plain post, before its typeface", async () => {
  const edge = await Edge.start({ root: sampleBlog });
  const page = await (await fetch(`${edge.url}/posts/welcome/`)).text();
  await edge.stop();
  const compressed = brotliCompressSync(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  expect(compressed.length).toBeLessThanOrEqual(7000);
});

describe.skipIf(!hasBrowser)("the sample blog in a browser", () => {
  let edge: Edge;
  const browser = ownBrowser();
  let sights: readonly Sight[];

  beforeAll(async () => {
    edge = await Edge.start({ root: sampleBlog });
    sights = await findSights(edge.url);
  });
  afterAll(() => edge.stop());

  const open = async (options: BrowserContextOptions): Promise<Page> =>
    (await browser.newContext({ reducedMotion: "reduce", ...options })).newPage();

  it("has a page of each kind, except those that need many posts", () => {
    const kinds = [
      "home",
      "post",
      "right-to-left",
      "tags",
      "tag",
      "author",
      "series",
      "archive",
      "year",
      "feeds",
      "search",
      "results",
      "no-results",
      "page",
    ];
    expect(sights.map(({ name }) => name).sort()).toEqual([...kinds, "not-found"].sort());
  });

  describe.each(Object.entries(themes))("with %s", (_, theme) => {
    it.each([320, 768, 1440])("is accessible, and nothing overflows, at %i pixels", async (width) => {
      const page = await open({ ...theme, viewport: { width, height: 900 } });
      for (const { path } of sights) {
        await page.goto(edge.url + path);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect([path, sideways, await violations(page)]).toEqual([path, 0, []]);
      }
      await page.context().close();
    });

    it.each([320, 1440])("lets the keyboard reach everything, with visible focus, at %i pixels", async (width) => {
      const page = await open({ ...theme, viewport: { width, height: 900 } });
      for (const { path } of sights) {
        await page.goto(edge.url + path);
        expect([path, await tabThrough(page)]).toEqual([path, expect.objectContaining({ unseen: [], unreached: [] })]);
      }
      await page.context().close();
    });
  });

  it("never violates its own policy", async () => {
    const page = await open({});
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    for (const path of edge.pages) await page.goto(edge.url + path);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
