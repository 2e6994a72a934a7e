import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSights } from "../../../scripts/browser/page-kinds.ts";
import { temporaryFolder } from "../../folder.ts";
import { project, sampleBlog } from "../../project-folder.ts";
import { writeCorpus } from "../corpus.ts";
import { Edge } from "./edge.ts";
import { hasBrowser, ownBrowser } from "./launch.ts";
import { lookAround } from "./look.ts";

/** Copies the fixtures that are hard to lay out, for a site in a language, which decides the side that its lists keep. */
const difficult =
  (language: string) =>
  (root: string): void => {
    cpSync(join(project, "test/fixtures/difficult"), root, { recursive: true });
    appendFileSync(join(root, "site.yaml"), `language: ${language}\n`);
  };

/** What is looked at: a page of each kind, and of difficult content each post, term and series too. */
const blogs: readonly [name: string, write: (root: string) => void, also: RegExp][] = [
  ["the sample blog", (root) => cpSync(sampleBlog, root, { recursive: true }), /^\/posts\/./],
  // More than an archive shows at once.
  ["a corpus", (root) => writeCorpus(root, 130), /^\/page\/1\//],
  ["difficult content", difficult("en"), /^\/(posts|authors|series)\/.|^\/tags\/tagging/],
  ["difficult content from right to left", difficult("ar"), /^\/posts\/(unbroken|contents|german|many-tags)/],
];

describe.skipIf(!hasBrowser).each(blogs)("%s", (_, write, also) => {
  const root = temporaryFolder();
  let edge: Edge;
  const browser = ownBrowser();

  beforeAll(async () => {
    write(root);
    edge = await Edge.start({ root });
  });
  afterAll(() => edge.stop());

  const open = async (): Promise<Page> => {
    const page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
    await page.route(
      (url) => !url.href.startsWith(edge.url),
      (route) => route.fulfill({ contentType: "text/html", body: "<p>Something from elsewhere" }),
    );
    return page;
  };

  it("looks right at every width, in light and in dark", async () => {
    const sights = (await findSights(edge.url)).map(({ path }) => path);
    const paths = new Set([...sights, "/posts/unbrokne/", ...edge.pages.filter((path) => also.test(decodeURI(path)))]);
    const left = paths.values();
    const faults: string[] = [];
    const walk = async (page: Page): Promise<void> => {
      for (const path of left) {
        await page.goto(edge.url + path);
        faults.push(...(await lookAround(page)).map((fault) => `${path} ${fault}`));
      }
    };
    // A second page is looked at while the first one is laid out.
    await Promise.all([open(), open()].map(async (page) => walk(await page)));
    expect(faults).toEqual([]);
  });
});
