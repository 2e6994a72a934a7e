/// <reference lib="dom" />
// What runs in the page sees its globals.
import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../folder.ts";
import { project } from "../../project-folder.ts";
import { Edge } from "./edge.ts";
import { hasBrowser, ownBrowser } from "./launch.ts";

const root = temporaryFolder();
const shared = join(project, "../shared/input");
const latin = /^\/type\/[0-9a-f]{12}\/latin\.woff2$/;
const compressed = { "accept-encoding": "br" };
let edge: Edge;

beforeAll(async () => {
  cpSync(join(project, "test/fixtures/quality"), root, { recursive: true });
  if (existsSync(shared)) cpSync(shared, join(root, "posts"), { recursive: true });
  edge = await Edge.start({ root });
});
afterAll(() => edge.stop());

describe("a post of 6 kB of Markdown", () => {
  const files = ["six-kilobytes.md", ...(existsSync(shared) ? readdirSync(shared) : [])];

  it.each(files)("weighs at most 14 kB including headers and style (%s)", async (file) => {
    const path = `/posts/${file.replace(".md", "")}/`;
    const answer = await fetch(edge.url + path, { headers: compressed });
    expect(answer.headers.get("content-encoding")).toBe("br");
    expect(edge.fetched.at(-1)).toMatchObject({ path, status: 200 });
    expect(edge.fetched.at(-1)?.bytes).toBeLessThanOrEqual(14_000);
  });
});

describe("the typeface", () => {
  it("may be kept for ever", async () => {
    const css = await (await fetch(`${edge.url}/`)).text();
    const paths = [...css.matchAll(/url\((\/type\/[^)]+)\)/g)].map(([, path = ""]) => path);
    expect(paths).toHaveLength(5);
    for (const path of paths) {
      const { status, headers } = await fetch(edge.url + path);
      expect([status, headers.get("cache-control"), headers.get("content-type")]).toEqual([
        200,
        "public, max-age=31536000, immutable",
        "font/woff2",
      ]);
    }
  });
});

describe.skipIf(!hasBrowser)("in a browser", () => {
  const browser = ownBrowser();

  /** A page that records what its policy forbids, and gets something for whatever is elsewhere. It keeps nothing that it has fetched. */
  const open = async (): Promise<{ page: Page; forbidden: string[]; elsewhere: string[] }> => {
    const page = await browser.newPage();
    const forbidden: string[] = [];
    const elsewhere: string[] = [];
    await page.context().route(
      (url) => !url.href.startsWith(edge.url),
      (route) => {
        elsewhere.push(route.request().url());
        return route.fulfill({ contentType: "text/html", body: "<p>Something from elsewhere" });
      },
    );
    page.on("console", (message) => forbidden.push(message.text()));
    return { page, forbidden, elsewhere };
  };

  it("requests only the favicon, and once the typeface, on pages without pictures, and runs no script", async () => {
    const page = await browser.newPage();
    const forbidden: string[] = [];
    page.on("console", (message) => forbidden.push(message.text()));
    for (const [visits, path] of ["/posts/six-kilobytes/", "/", "/archive/", "/tags/printing/"].entries()) {
      edge.fetched.length = 0;
      await page.goto(edge.url + path, { waitUntil: "networkidle" });
      const asked = edge.fetched.filter((fetched) => !/^\/(favicon\.ico|icon\.svg)$/.test(fetched.path));
      const typeface = { path: expect.stringMatching(latin), status: 200 };
      expect(asked).toMatchObject(visits === 0 ? [{ path }, typeface] : [{ path }]);
      expect(asked[1]?.bytes ?? 0).toBeLessThanOrEqual(20_000);
      const scripts = await page.evaluate(() => [...document.scripts].map(({ type }) => type));
      expect(scripts.filter((type) => type !== "application/ld+json")).toEqual([]);
    }
    expect(forbidden).toEqual([]);
    await page.context().close();
  });

  it.each(["cold", "warm", "blocked"])("moves nothing when the typeface is %s", async (state) => {
    const page = await browser.newPage();
    if (state === "blocked") await page.route(/\.woff2$/, (route) => route.abort());
    // Later than browsers wait for it before they show a title.
    else if (state === "cold")
      await page.route(/\.woff2$/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        await route.continue();
      });
    for (const path of ["/", "/posts/six-kilobytes/"]) {
      if (state === "warm") await page.goto(edge.url + path, { waitUntil: "networkidle" });
      await page.goto(edge.url + path, { waitUntil: "networkidle" });
      const shift = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let sum = 0;
            const observer = new PerformanceObserver((list) => {
              for (const each of list.getEntries()) sum += (each as PerformanceEntry & { value: number }).value;
            });
            observer.observe({ type: "layout-shift", buffered: true });
            setTimeout(() => resolve(sum), 700);
          }),
      );
      expect([path, shift]).toEqual([path, 0]);
    }
    await page.context().close();
  });

  it("sets titles in the typeface that a page before has fetched", async () => {
    const page = await browser.newPage();
    await page.goto(`${edge.url}/`, { waitUntil: "networkidle" });
    await page.goto(`${edge.url}/posts/six-kilobytes/`, { waitUntil: "networkidle" });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("DOM.enable");
    await devtools.send("CSS.enable");
    const { root: tree } = await devtools.send("DOM.getDocument");
    const { nodeId } = await devtools.send("DOM.querySelector", { nodeId: tree.nodeId, selector: "main h1" });
    const { fonts } = await devtools.send("CSS.getPlatformFontsForNode", { nodeId });
    expect(fonts.map(({ isCustomFont }) => isCustomFont)).toEqual([true]);
    await page.context().close();
  });

  it("never makes a list wider than a small phone", async () => {
    const { page } = await open();
    await page.setViewportSize({ width: 320, height: 640 });
    for (const path of ["/", "/tags/", "/archive/", "/posts/hostile-title/", "/posts/embedded/"]) {
      await page.goto(edge.url + path);
      const gutter = 15;
      const widest = await page.evaluate(() =>
        Math.max(...[...document.querySelectorAll("main a, main p")].map((each) => each.getBoundingClientRect().right)),
      );
      expect([path, widest <= 320 - gutter]).toEqual([path, true]);
    }
    await page.context().close();
  });

  it("shows what authors embed from other sites", async () => {
    const { page, forbidden, elsewhere } = await open();
    await page.goto(`${edge.url}/posts/embedded/`, { waitUntil: "networkidle" });
    for (const picture of await page.locator("iframe, img, video, audio").all()) await picture.scrollIntoViewIfNeeded();
    await page.waitForLoadState("networkidle");
    expect(elsewhere.sort()).toEqual([
      "https://films.example.org/mill.mp4",
      "https://pictures.example.org/mill.png",
      "https://sounds.example.org/mill.ogg",
      "https://www.youtube-nocookie.com/embed/a-film",
    ]);
    expect(forbidden).toEqual([]);
    expect(await page.locator("math").count()).toBe(2);
    await page.locator("summary", { hasText: "What is behind" }).click();
    expect(await page.getByText("Something that opens").isVisible()).toBe(true);
    await page.context().close();
  });

  it("drops styles inside the text, as the guide for authors says", async () => {
    const { page, forbidden } = await open();
    await page.goto(`${edge.url}/posts/styled/`);
    const word = page.getByText("a colour of its own");
    const [own, around] = await word.evaluate((element) =>
      [element, element.parentElement ?? element].map((each) => getComputedStyle(each).color),
    );
    expect(own).toBe(around);
    expect(forbidden).toEqual([expect.stringContaining("Content Security Policy")]);
    await page.context().close();
  });
});
