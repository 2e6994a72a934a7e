/// <reference lib="dom" />
// What runs in the page sees its globals.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { copyProject } from "../copy-project.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { hasBrowser, ownBrowser } from "../whole/browser/launch.ts";
import { start, type Started } from "./start.ts";

const paragraphs = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} of a long text.`).join("\n\n");
const long = (first: string, title = "Long"): string => post(title, "2024-05-01", {}, `${first}\n\n${paragraphs}`);

const fresh = { "posts/long.md": long("The beginning."), "posts/other.md": post("Other", "2024-06-01") };

describe.skipIf(!hasBrowser)("an open browser", () => {
  const folder = copyProject(join(temporaryFolder(), "project"));
  const blog = join(folder, "blog");
  const browser = ownBrowser();
  let server: Started;
  let page: Page;

  const save = (files: Readonly<Record<string, string | Uint8Array>>): string => write(blog, files);
  const open = async (path: string): Promise<void> => {
    await page.goto(server.url + path);
    // A reload would forget this.
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
  };
  const stayed = (): Promise<boolean> => page.evaluate(() => "stayed" in globalThis);
  const overlay = () => page.locator("fore-edge-problems");

  beforeAll(async () => {
    save(fresh);
    server = await start(folder, "--content", "blog");
  });
  afterAll(() => server.end());
  beforeEach(async () => {
    save(fresh);
    page = await browser.newPage();
  });
  afterEach(() => page.close());

  it("shows a changed text where the reader is, without a reload", async () => {
    await open("/posts/long/");
    await page.evaluate(() => scrollTo(0, 700));
    save({ "posts/long.md": long("Another beginning.") });
    await page.getByText("Another beginning.").first().waitFor();
    expect(await page.evaluate(() => Math.round(scrollY))).toBe(700);
    expect(await stayed()).toBe(true);
    save({ "posts/long.md": long("The beginning.", "A new title") });
    await page.waitForFunction(() => document.title.startsWith("A new title"));
    expect(await stayed()).toBe(true);
  });

  it("keeps what the reader has opened", async () => {
    const details = "<details><summary>More</summary>Hidden</details>";
    save({ "posts/other.md": post("Other", "2024-06-01", {}, `${details}\n\nOne.`) });
    await open("/posts/other/");
    await page.locator("summary").click();
    save({ "posts/other.md": post("Other", "2024-06-01", {}, `${details.replace("Hidden", "Shown")}\n\nTwo.`) });
    await page.getByText("Two.").waitFor();
    expect(await page.getByText("Shown").isVisible()).toBe(true);
  });

  it("shows errors over the page with file, line, column and source, and removes them when fixed", async () => {
    await open("/posts/other/");
    save({ "posts/other.md": post("Other", "yesterday") });
    await overlay().waitFor();
    const said = await overlay().innerText();
    expect(said).toContain('blog/posts/other.md:3:7 error date is "yesterday", expected');
    expect(said).toContain("3 | date: yesterday\n");
    const ground = (element: Element): string => getComputedStyle(element).backgroundColor;
    expect(await overlay().locator("section").evaluate(ground)).toMatch(/^rgb\(/); // nothing of the page shows through
    await server.said(/blog\/posts\/other\.md:3:7 error date is "yesterday"/);
    save({ "posts/other.md": post("Other", "2024-06-01", {}, "Corrected.") });
    await page.getByText("Corrected.").first().waitFor();
    expect(await overlay().count()).toBe(0);
    expect(await stayed()).toBe(true);
  });

  it("shows new, renamed and deleted posts", async () => {
    await open("/");
    save({ "posts/new.md": post("Brand new", "2024-07-01") });
    await page.getByRole("link", { name: "Brand new" }).first().waitFor();
    save({ "posts/renamed.md": readFileSync(join(blog, "posts/new.md")) });
    rmSync(join(blog, "posts/new.md"));
    await page.locator("a[href='/posts/renamed/']").first().waitFor();
    rmSync(join(blog, "posts/renamed.md"));
    await page.locator("a[href='/posts/renamed/']").first().waitFor({ state: "detached" });
    expect(await stayed()).toBe(true);
  });

  it("shows a changed picture", async () => {
    const picture = (colour: string): Promise<Buffer> =>
      sharp({ create: { width: 40, height: 30, channels: 3, background: colour } })
        .png()
        .toBuffer();
    save({ "posts/shown/sea.png": await picture("#246") });
    save({ "posts/shown/index.md": post("Shown", "2024-06-02", {}, "![The sea](sea.png)") });
    await page.goto(`${server.url}/posts/shown/`);
    const image = page.getByAltText("The sea");
    const before = await image.getAttribute("src");
    save({ "posts/shown/sea.png": await picture("#642") });
    await page.waitForFunction((src) => document.querySelector("main img")?.getAttribute("src") !== src, before);
    expect(await image.evaluate((shown: HTMLImageElement) => shown.decode().then(() => shown.naturalWidth))).toBe(40);
  });

  it("shows changed settings, styles and views", async () => {
    await open("/");
    save({ "site.yaml": "title: Another name\n" });
    await page.getByRole("heading", { name: "Another name" }).waitFor();
    const style = join(folder, "src/views/style/media.css");
    writeFileSync(style, `${readFileSync(style, "utf8")}\nmain { outline-color: rgb(1, 2, 3) }\n`);
    await page.waitForFunction(
      () => getComputedStyle(document.querySelector("main") ?? document.body).outlineColor === "rgb(1, 2, 3)",
    );
    const view = join(folder, "src/views/around/document.ts");
    const source = readFileSync(view, "utf8");
    writeFileSync(view, source.replace("<main ", '<main data-view="changed" '));
    await page.locator("main[data-view=changed]").waitFor();
    expect(await stayed()).toBe(true);
    writeFileSync(view, source.replace("<main", "${<main"));
    await overlay().waitFor();
    expect(await overlay().innerText()).toContain("src/views/around/document.ts:");
    writeFileSync(view, source);
    await page.locator("main:not([data-view])").waitFor();
    await overlay().waitFor({ state: "detached" });
  });

  it("never violates the page's own policy", async () => {
    const messages: string[] = [];
    page.on("console", (message) => messages.push(message.text()));
    page.on("pageerror", (error) => messages.push(error.message));
    await open("/posts/long/");
    save({ "posts/long.md": long("A beginning without complaints.") });
    await page.getByText("A beginning without complaints.").first().waitFor();
    expect(messages).toEqual([]);
  });
});
