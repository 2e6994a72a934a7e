/// <reference lib="dom" />
// What runs in the page sees its globals.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { copyProject } from "../copy-project.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { hasBrowser, ownBrowser } from "../whole/browser/launch.ts";
import { start, type Started } from "./start.ts";

const theme = (views: string): string =>
  `import { html, type OwnTheme, theme } from "fore-edge/theme";\n\nexport default {\n${views}\n} satisfies OwnTheme;\n`;

const styled = '<p style="color: red">An author’s own.</p>';
const fresh = {
  "blog/posts/a.md": post("A", "2024-05-01", {}, styled),
  "blog/posts/b.md": post("B", "2024-06-01"),
  "blog/site.yaml": "title: Themed\n",
  "blog/style.css": "",
  "src/theme.ts": theme(""),
};

describe.skipIf(!hasBrowser)("an open browser, while the theme changes", () => {
  const folder = copyProject(join(temporaryFolder(), "project"));
  const browser = ownBrowser();
  let server: Started;
  let page: Page;
  let runs = 0;

  const save = (files: Readonly<Record<string, string>>): string => write(folder, files);
  const open = async (path: string): Promise<void> => {
    await page.goto(server.url + path);
    // A reload would forget this.
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
  };
  const overlay = () => page.locator("fore-edge-problems");
  // One that shows something else may still be there, and a save may be seen in two parts, each of which is built.
  const overlaid = (text: string | RegExp): Promise<void> => overlay().filter({ hasText: text }).waitFor();
  const colourOf = (wanted: string, where: string): Promise<unknown> =>
    page.waitForFunction(
      ([colour, selector]) => getComputedStyle(document.querySelector(selector) ?? document.body).color === colour,
      [wanted, where] as const,
    );

  beforeAll(async () => {
    save(fresh);
    server = await start(folder, "--content", "blog");
  });
  afterAll(() => server.end());
  beforeEach(async () => {
    const title = `Run ${++runs}`;
    save({ ...fresh, "blog/site.yaml": `title: ${title}\n` });
    // What the test before has left is over.
    await vi.waitUntil(async () => (await (await fetch(server.url)).text()).includes(title), { timeout: 30_000 });
    page = await browser.newPage();
  });
  afterEach(() => page.close());

  it("shows a changed accent, stylesheet, part and view without a reload", async () => {
    await open("/posts/b/");
    save({ "blog/site.yaml": 'title: Themed\naccent: "#1d5686"\n' });
    await colourOf("rgb(29, 86, 134)", ".p-author, main a, footer a");
    save({ "blog/style.css": "h1 { color: rgb(1, 2, 3) }\n" });
    await colourOf("rgb(1, 2, 3)", "h1");
    rmSync(join(folder, "blog/style.css"));
    await page.waitForFunction(
      () => getComputedStyle(document.querySelector("h1") ?? document.body).color !== "rgb(1, 2, 3)",
    );
    save({ "src/theme.ts": theme("  views: { footer: () => html`<footer>Mine</footer>` },") });
    await page.getByText("Mine").waitFor();
    const view =
      "post: (model, frame) => ({ ...theme.views.post(model, frame), main: html`<h1>Post ${model.title}</h1>` })";
    save({ "src/theme.ts": theme(`  views: { ${view} },\n  style: "h1 { color: rgb(3, 2, 1) }",`) });
    await page.getByText("Post B").waitFor();
    await colourOf("rgb(3, 2, 1)", "h1");
    expect(await page.evaluate(() => "stayed" in globalThis)).toBe(true);
  });

  it("shows what is wrong in the theme and the stylesheet over the page, with its place", async () => {
    await open("/posts/b/");
    save({ "src/theme.ts": theme("  views: { footer: ( },") });
    await overlaid('src/theme.ts:4:22 error Unexpected "}"');
    save({ "src/theme.ts": fresh["src/theme.ts"] });
    await overlay().waitFor({ state: "detached" });
    save({ "blog/style.css": "h1 { margin: 0 }}\n" });
    await overlaid('blog/style.css:1:17 error Unexpected "}"');
    expect(await page.locator(".colophon").count()).toBe(1);
  });

  it("shows what the theme may not do as it starts, over the page as it was", async () => {
    await open("/posts/b/");
    save({ "src/theme.ts": `const id = crypto.randomUUID();\n${theme("  views: { footer: () => html`${id}` },")}` });
    await overlaid(/src\/theme\.ts:1:\d+ error .*Disallowed operation/);
    expect(await page.locator(".colophon").count()).toBe(1);
    save({ "src/theme.ts": theme("  views: { footer: () => html`<footer>Mended</footer>` },") });
    await page.getByText("Mended").waitFor();
    expect(await page.evaluate(() => "stayed" in globalThis)).toBe(true);
  });

  it("shows where a view threw, on the page and in the terminal, until that is mended", async () => {
    await open("/posts/b/");
    const throwing = "  views: { ending: (model) => html`${model.title === 'B' && model.series!.path.length}` },";
    save({ "src/theme.ts": theme(throwing) });
    const said =
      /src\/theme\.ts:4:75 error cannot show \/posts\/b\/: TypeError: Cannot read properties of undefined \(reading 'path'\)/;
    await overlaid(said);
    await server.said(said);
    // Loaded anew, too; and other pages are there.
    await page.reload();
    await overlaid(said);
    await page.goto(`${server.url}/posts/a/`);
    expect(await page.getByText("An author’s own.").isVisible()).toBe(true);
    expect(await overlay().count()).toBe(0);
    await page.goto(`${server.url}/posts/b/`);
    await overlaid(said);
    save({ "src/theme.ts": fresh["src/theme.ts"] });
    await page.getByText("Text of B.").waitFor();
    await overlay().waitFor({ state: "detached" });
  });

  it("shows what the policy leaves dead of a theme's markup, and nothing of an author's", async () => {
    await open("/posts/a/");
    save({ "src/theme.ts": theme('  views: { footer: () => html`<footer onclick="go()">Mine</footer>` },') });
    await overlaid('src/theme.ts:4:39 error onclick="go()" of <footer> does nothing on /posts/a/');
    expect(await overlay().innerText()).not.toContain("style=");
    await server.said(/onclick="go\(\)" of <footer>/);
    // It is there all the same.
    await page.keyboard.press("Escape");
    await page.locator("footer", { hasText: "Mine" }).waitFor();
  });

  it("finds a theme that is written only now, and does without one that is deleted", async () => {
    await open("/posts/b/");
    save({ "src/theme.ts": theme("  views: { footer: () => html`<footer>Old</footer>` },") });
    await page.getByText("Old", { exact: true }).waitFor();
    rmSync(join(folder, "src/theme.ts"));
    await page.locator(".colophon").waitFor();
    writeFileSync(join(folder, "src/theme.ts"), theme("  views: { footer: () => html`<footer>New</footer>` },"));
    await page.getByText("New", { exact: true }).waitFor();
    rmSync(join(folder, "src/theme.ts"));
    await page.locator(".colophon").waitFor();
    await overlay().waitFor({ state: "detached" });
    expect(await page.evaluate(() => "stayed" in globalThis)).toBe(true);
  });
});
