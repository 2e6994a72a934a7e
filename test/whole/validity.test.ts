import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { check, hasChecker } from "./checker.ts";
import { writeCorpus } from "./corpus.ts";
import { temporaryFolder } from "../folder.ts";
import { project, sampleBlog } from "../project-folder.ts";
import { serve } from "../production/serve.ts";

/** A search that finds something in most folders, one that finds nothing, and one for nothing. */
const searches = ["/search/?q=a", "/search/?q=qqqq", "/search/"];

/** All pages of a content folder, and those of searches and for what is not there, by path. */
async function pagesOf(root: string): Promise<Map<string, string>> {
  const site = await serve({ root, withAssets: true });
  const pages = new Map<string, string>();
  for (const path of [...site.site.timeline.paths.keys(), ...searches, "/no/such/page/"]) {
    const { headers, text } = await site.ask(path);
    if (headers.get("content-type")?.startsWith("text/html")) pages.set(path, text);
  }
  await site.stop();
  return pages;
}

describe.skipIf(!hasChecker)("the Nu HTML checker", { timeout: 300_000 }, () => {
  const folder = temporaryFolder();
  const folderOf = (name: string): string => {
    mkdirSync(join(folder, name), { recursive: true });
    return join(folder, name);
  };

  it("finds neither error nor warning on any page of the sample blog", async () => {
    const pages = await pagesOf(sampleBlog);
    expect(pages.size).toBeGreaterThan(20);
    expect(check(folderOf("sample"), pages)).toEqual([]);
  });

  it.each([
    ["hostile titles and embeds from other sites", "quality", []],
    ["what is hard to lay out, but where the author's own HTML is wrong", "difficult", ['width=\\"100%\\"']],
  ])("finds neither with %s", async (_, name, own) => {
    const root = folderOf(name);
    cpSync(join(project, "test/fixtures", name), root, { recursive: true });
    const found = check(folderOf(`${name}-pages`), await pagesOf(root));
    expect(found.filter((each) => !own.some((text) => each.includes(text)))).toEqual([]);
    expect(found).toHaveLength(own.length);
  });

  it("finds neither on the pages of 200 posts", async () => {
    const root = folderOf("corpus");
    writeCorpus(root, 200);
    const pages = await pagesOf(root);
    expect([...pages.keys()].filter((path) => path.startsWith("/posts/")).length).toBeGreaterThanOrEqual(200);
    expect(check(folderOf("corpus-pages"), pages)).toEqual([]);
  });
});
