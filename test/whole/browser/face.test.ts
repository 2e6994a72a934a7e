/// <reference lib="dom" />
// What runs in the page sees its globals.
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { post, temporaryFolder, write } from "../../folder.ts";
import { project, sampleBlog } from "../../project-folder.ts";
import { Edge } from "./edge.ts";
import { hasBrowser, ownBrowser } from "./launch.ts";
import { faults } from "./look.ts";

const root = temporaryFolder();

/** Two notes in a line, the first of which is long; one in details that are closed; one far below. Enough headings for contents. */
const long = "A paragraph that goes on for some time, as paragraphs in essays do. ".repeat(20);
const crowded = `${long}[^one] and[^two].

<details><summary>Closed</summary>

In here[^three].

</details>

${Array.from({ length: 8 }, (_, index) => `## Section ${index + 1}\n\n${long}`).join("\n\n")}[^four]

[^one]: ${"Long. ".repeat(30)}
[^two]: Two.
[^three]: Three.
[^four]: Four.
`;

describe.skipIf(!hasBrowser)("what the blog looks like", () => {
  let edge: Edge;
  const browser = ownBrowser();

  beforeAll(async () => {
    cpSync(sampleBlog, root, { recursive: true });
    write(root, { "posts/notes.md": post("Notes", "2024-01-01", {}, crowded) });
    edge = await Edge.start({ root });
  });
  afterAll(() => edge.stop());

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

  describe("notes", () => {
    /** Notes of the specimen and of a page whose notes crowd, as boxes, and the references to them. */
    const boxes = (page: Page): Promise<{ left: number; top: number; bottom: number; from: number; text: number }[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll(".footnotes li")].map((note) => {
          const { left, top, bottom } = note.getBoundingClientRect();
          const from = document.querySelector(`a[href="#${note.id}"]`)?.getBoundingClientRect().top ?? -1;
          return { left, top, bottom, from, text: note.closest(".prose")?.getBoundingClientRect().right ?? -1 };
        }),
      );

    it("stand beside their references on a wide screen, and never on one another", async () => {
      const page = await open("/posts/notes/");
      const notes = await boxes(page);
      expect(notes).toHaveLength(4);
      for (const [index, { left, top, from, text }] of notes.entries()) {
        expect(left).toBeGreaterThan(text);
        const above = notes[index - 1]?.bottom ?? -Infinity;
        expect(top).toBeGreaterThan(above);
        // Where the one above left room, it is in its place.
        expect(from <= above + 40 || Math.abs(top - from) < 20).toBe(true);
      }
      expect(notes.filter(({ top, from }) => Math.abs(top - from) < 20).length).toBeGreaterThanOrEqual(2);
      expect(await faults(page, "layout")).toEqual([]);
      await page.context().close();
    });

    it("stand below the text on a narrower one", async () => {
      const page = await open("/posts/notes/", { viewport: { width: 1280, height: 900 } });
      for (const { left, text } of await boxes(page)) expect(left).toBeLessThan(text);
      await page.context().close();
    });
  });

  it("shows which section of the contents is being read", async () => {
    const page = await open("/posts/notes/");
    const current = (): Promise<string[]> =>
      page.evaluate(() => [...document.querySelectorAll(".contents a:target-current")].map((link) => link.textContent));
    await page.evaluate(() => document.getElementById("section-5")?.scrollIntoView());
    await page.waitForTimeout(200);
    expect(await current()).toEqual(["Section 5"]);
    await page.context().close();
  });

  it("leaves out no rule that a page could use", async () => {
    const css = ["code", "wide", "asides", "math"]
      .map((name) => readFileSync(join(project, `src/views/style/${name}.css`), "utf8"))
      .join("");
    const selectors = [...css.replaceAll(/\/\*[^]*?\*\//g, "").matchAll(/(?<=^|[{}])([^{}@;]+)\{/g)]
      .map(([, selector = ""]) => selector.replaceAll(/::[\w-]+|:target-current/g, "").trim())
      .filter((selector) => selector !== "" && !/^:root$/.test(selector));
    expect(selectors.length).toBeGreaterThan(60);
    const page = await browser.newPage();
    const lean: string[] = [];
    for (const path of edge.pages) {
      await page.goto(edge.url + path);
      const found = await page.evaluate((all) => {
        const style = document.querySelector("style");
        if (!style || style.textContent.includes(".hljs-")) return undefined;
        // The field to search with has rules of its own.
        return all.filter((selector) =>
          [...document.querySelectorAll(`body :is(${selector})`)].some((found) => found.closest("search") === null),
        );
      }, selectors);
      if (found === undefined) continue;
      lean.push(path);
      expect([path, ...found]).toEqual([path]);
    }
    expect(lean).toEqual(expect.arrayContaining(["/", "/archive/", "/posts/welcome/"]));
    expect(lean).not.toContain("/posts/specimen/");
    await page.context().close();
  });
});
