/// <reference lib="dom" />
// What runs in the page sees its globals.
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { project } from "../../project-folder.ts";
import { Edge } from "./edge.ts";
import { hasBrowser, launch } from "./launch.ts";

describe.skipIf(!hasBrowser)("what the blog looks like", () => {
  let edge: Edge;
  let browser: Browser;

  beforeAll(async () => {
    edge = await Edge.start({ root: join(project, "content") });
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await edge.stop();
  });

  const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
    await page.goto(edge.url + path);
    return page;
  };

  describe("the leaves at the margins", () => {
    /** How much of each stack is in sight, left and right, at the beginning of the page and at its end. */
    const seen = async (page: Page): Promise<number[][]> => {
      const stacks: number[][] = [];
      for (const part of [0, 1]) {
        await page.evaluate((of) => scrollTo(0, of * document.documentElement.scrollHeight), part);
        await page.evaluate(
          () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
        );
        stacks.push(
          await page.evaluate(() =>
            ["::before", "::after"].map((name) => {
              const { inlineSize, translate } = getComputedStyle(document.body, name);
              return Number.parseFloat(inlineSize) - Math.abs(Number.parseFloat(translate));
            }),
          ),
        );
      }
      await page.context().close();
      return stacks;
    };

    it("change hands as one reads, and are 40 px thick on a wide screen", async () => {
      const [[left, right], [leftAtEnd, rightAtEnd]] = (await seen(await open("/posts/specimen/"))) as [
        number[],
        number[],
      ];
      expect(left).toBeCloseTo(0, 0);
      expect(right).toBeGreaterThan(40);
      expect(leftAtEnd).toBeCloseTo(0.8 * (right ?? 0), 0);
      expect(rightAtEnd).toBeCloseTo(0.2 * (right ?? 0), 0);
    });

    it("stay where they are for those who want no motion", async () => {
      const page = await open("/posts/specimen/", { reducedMotion: "reduce" });
      const styles = await page.evaluate(() => {
        const { position, animationName } = getComputedStyle(document.body, "::after");
        return [position, animationName];
      });
      expect(styles).toEqual(["absolute", "none"]);
      await page.context().close();
    });
  });
});
