import { cpSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../folder.ts";
import { project } from "../../project-folder.ts";
import { Edge } from "./edge.ts";
import { hasBrowser, ownBrowser } from "./launch.ts";
import { faults } from "./look.ts";

/** What A4 leaves between the margins of `@page`, in px: 21 cm, less 1.6 cm on both sides. */
const column = Math.floor(((21 - 2 * 1.6) / 2.54) * 96);

describe.skipIf(!hasBrowser)("on paper", () => {
  const root = temporaryFolder();
  let edge: Edge;
  const browser = ownBrowser();
  let page: Page;

  beforeAll(async () => {
    for (const folder of ["test/fixtures/difficult", "content"])
      cpSync(join(project, folder), root, { recursive: true });
    edge = await Edge.start({ root });
    page = await browser.newPage({ viewport: { width: column, height: 980 } });
    await page.route(
      (url) => !url.href.startsWith(edge.url),
      (route) => route.abort(),
    );
    await page.emulateMedia({ media: "print" });
  });
  afterAll(() => edge.stop());

  it.each(["specimen", "tables", "formulas", "contents", "pictures", "german", "arabic", "many-tags", "unbroken"])(
    "cuts nothing off (%s)",
    async (name) => {
      await page.goto(`${edge.url}/posts/${name}/`);
      expect(await faults(page, "layout", "reading", "contrast")).toEqual([]);
    },
  );
});
