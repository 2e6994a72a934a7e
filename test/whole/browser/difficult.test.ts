/// <reference lib="dom" />
// What runs in the page sees its globals.
import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../folder.ts";
import { project } from "../../project-folder.ts";
import { violations } from "./axe.ts";
import { Edge } from "./edge.ts";
import { tabThrough } from "./keyboard.ts";
import { hasBrowser, ownBrowser } from "./launch.ts";
import { stressOf } from "./stress.ts";

/** The same content, which is hard to lay out, on a site that runs one way and on one that runs the other. */
const sites = { en: "left", ar: "right" } as const;

// HTML allows no tabindex on a formula within a line, and what authors write as HTML has none; browsers stop at them by themselves.
const known = /^scrollable-region-focusable: <(?:math|pre>|table>)/;

describe.skipIf(!hasBrowser).each(Object.entries(sites))("a difficult layout, on a site in %s", (language, side) => {
  const root = temporaryFolder();
  let edge: Edge;
  const browser = ownBrowser();
  let page: Page;

  beforeAll(async () => {
    cpSync(join(project, "test/fixtures/difficult"), root, { recursive: true });
    appendFileSync(join(root, "site.yaml"), `language: ${language}\n`);
    edge = await Edge.start({ root });
    page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
    await page.route(
      (url) => !url.href.startsWith(edge.url),
      (route) => route.fulfill({ contentType: "text/html", body: "<p>Something from elsewhere" }),
    );
  });
  afterAll(() => edge.stop());

  const open = (path: string): Promise<unknown> => page.goto(edge.url + path);
  it("suggests the title that a mistyped address means", async () => {
    await open("/posts/unbrokne/");
    expect(await page.locator("main a[href='/posts/unbroken/']").count()).toBe(1);
  });

  it("begins its text on a phone's first screen, before which the contents are closed", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open("/posts/contents/");
    expect((await page.locator(".e-content").boundingBox())?.y).toBeLessThan(844);
  });

  it("marks the note that a link led to", async () => {
    const grounds = async (): Promise<string[]> =>
      page
        .locator("[role=doc-endnotes] li")
        .evaluateAll((notes) => notes.map((note) => getComputedStyle(note).backgroundColor));
    await open("/posts/many-tags/");
    expect(new Set(await grounds()).size).toBe(1);
    await page.locator("[role=doc-noteref]").first().click();
    const [first, ...others] = await grounds();
    expect(new Set(others).size).toBe(1);
    expect(others).not.toContain(first);
  });

  it("shows the links to headings where nothing can hover", async () => {
    const phone = await browser.newPage({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
    await phone.goto(`${edge.url}/posts/contents/`);
    const links = await phone
      .locator(":is(h2, h3) > a")
      .evaluateAll((all) => all.map((link) => getComputedStyle(link).opacity));
    expect(links.filter((opacity) => Number(opacity) < 0.4)).toEqual([]);
    expect(links.length).toBeGreaterThan(3);
    await phone.close();
  });

  it("has no page in which axe finds anything", async () => {
    await page.setViewportSize({ width: 390, height: 900 });
    const wrong: string[] = [];
    for (const path of edge.pages) {
      const answer = await page.goto(edge.url + path);
      if (answer?.headers()["content-type"]?.startsWith("text/html") !== true) continue; // a feed that a path leads to
      for (const each of await violations(page)) if (!known.test(each)) wrong.push(`${path} ${each}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(["contents", "unbroken", "formulas"])("makes scrolling boxes accessible (%s)", async (name) => {
    await page.setViewportSize({ width: 390, height: 900 });
    await open(`/posts/${name}/`);
    expect((await violations(page)).filter((each) => !known.test(each))).toEqual([]);
    expect(await tabThrough(page)).toMatchObject({ unseen: [], unreached: [] });
  });

  it("lets wide tables and listings in the author's HTML scroll", async () => {
    await page.setViewportSize({ width: 390, height: 900 });
    await open("/posts/embedded/");
    const scrolled = page.locator(".prose > table, .prose > pre");
    expect(await scrolled.evaluateAll((boxes) => boxes.map((box) => box.scrollWidth > box.clientWidth))).toEqual([
      true,
      true,
    ]);
  });

  it("lets each wide formula scroll to its end in its own box", async () => {
    await page.setViewportSize({ width: 390, height: 900 });
    await open("/posts/formulas/");
    const widest = await page.locator(".prose > :not(.table) math").evaluateAll((formulas) =>
      formulas.map((formula) => {
        const box = formula.closest("p.math") ?? formula;
        box.scrollLeft = 10_000;
        return (
          Math.round(formula.lastElementChild?.getBoundingClientRect().right ?? 0) >
          box.getBoundingClientRect().right + 1
        );
      }),
    );
    expect(widest).toEqual(widest.map(() => false));
  });

  it("keeps the shape of films, and the height of full-width elements", async () => {
    await page.setViewportSize({ width: 390, height: 900 });
    await open("/posts/embedded/");
    const boxes = await page
      .locator("iframe")
      .evaluateAll((frames) =>
        frames.map((frame) => {
          const { width, height, right } = frame.getBoundingClientRect();
          return [width / height, height, right <= innerWidth];
        }),
      )
      .then((frames) =>
        frames.map(([shape, height, isInside]) => (isInside === true ? [shape, height] : "sticks out")),
      );
    expect(boxes).toEqual([
      [expect.closeTo(560 / 315, 2), expect.any(Number)],
      [expect.any(Number), 320],
      [2, 150],
      [expect.closeTo(640 / 360, 2), expect.any(Number)],
    ]);
  });

  it("aligns an entry's title, date and summary with the list, whatever their direction", async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await open("/tags/scripts/");
    const entry = (path: string): string => `.h-entry:has(a[href="${path}"])`;
    for (const path of ["/posts/arabic/", "/posts/hebrew/", "/posts/english/", "/posts/japanese/"]) {
      const starts = await page.locator(`${entry(path)} :is(h2, .meta, .p-summary)`).evaluateAll((parts, name) => {
        return parts.map((part) => {
          const range = document.createRange();
          range.selectNodeContents(part);
          const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
          const { left, right } = part.getBoundingClientRect();
          const away =
            name === "left"
              ? Math.min(...lines.map((line) => line.left)) - left
              : right - Math.max(...lines.map((line) => line.right));
          return Math.round(away);
        });
      }, side);
      expect([path, ...starts]).toEqual([path, 0, 0, 0]);
    }
  });

  it("leaves a gap between pictures of a paragraph that stand below one another", async () => {
    await page.setViewportSize({ width: 390, height: 900 });
    await open("/posts/pictures/");
    const gaps = await page.evaluate(() =>
      [...document.querySelectorAll(".prose p > :is(img, picture):only-child")].flatMap((picture) => {
        picture.after(" ", picture.cloneNode(true));
        const [one, other] = [...(picture.parentElement?.querySelectorAll("img") ?? [])].map((img) =>
          img.getBoundingClientRect(),
        );
        return one && other && other.top >= one.bottom ? [other.top - one.bottom] : [];
      }),
    );
    expect(gaps.length).toBeGreaterThan(0);
    expect(Math.min(...gaps)).toBeGreaterThan(8);
  });

  it("aligns archive titles with the list", async () => {
    await open("/archive/");
    const sides = await page
      .locator(".days a")
      .evaluateAll((titles) => titles.map((title) => getComputedStyle(title).textAlign));
    expect(new Set(sides)).toEqual(new Set([side]));
  });

  it.each([
    ["english", "slanted", "upright"],
    ["thai", "slanted", "upright"],
    ["japanese", "dots over", "dots over"],
    ["korean", "dots over", "dots over"],
    ["chinese", "dots under", "dots under"],
    ["traditional-chinese", "dots under", "dots under"],
    ["arabic", "line above", "line above"],
    ["hebrew", "line above", "line above"],
    ["persian", "line above", "line above"],
    ["urdu", "line above", "line above"],
  ])("emphasises words as their script does, whatever the context (%s)", async (name, stress, amidItalics) => {
    await open(`/posts/${name}/`);
    for (const plain of [".prose > p > em", ".prose a em", "h2 em", ".prose > p > i", "dfn"])
      expect([plain, await stressOf(page, plain)]).toEqual([plain, stress]);
    for (const italic of ["h3 em", "blockquote em"])
      expect([italic, await stressOf(page, italic)]).toEqual([italic, amidItalics]);
    expect(await stressOf(page, ".prose > p > strong")).toBe("bold");
    expect(await stressOf(page, "em strong")).toBe(`${stress}, bold`);
  });
});
