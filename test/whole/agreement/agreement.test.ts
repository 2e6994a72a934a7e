import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeCorpus } from "../corpus.ts";
import { temporaryFolder } from "../../folder.ts";
import { project, sampleBlog } from "../../project-folder.ts";
import { type Production, serve } from "../../production/serve.ts";
import { saidInLinkedData, saidInMicroformats, saidInOpenGraph } from "./page.ts";
import {
  changesInSitemap,
  type Said,
  saidInAtom,
  saidInFile,
  saidInJsonFeed,
  saidInMarkdown,
  saidInRss,
} from "./representations.ts";

const blog = { url: "https://blog.example", author: "Ada Quill" };

/** As a site that puts all its posts into its feeds. */
const settings = `title: Agreement\nurl: ${blog.url}\nauthor: ${blog.author}\nfeedItems: 1000\n`;

describe.each([
  ["the corpus", (root: string): void => writeCorpus(root, 300)],
  ["hostile titles", (root: string): void => cpSync(join(project, "test/fixtures/quality"), root, { recursive: true })],
  [
    "difficult layouts",
    (root: string): void => cpSync(join(project, "test/fixtures/difficult"), root, { recursive: true }),
  ],
  [
    "the sample blog",
    (root: string): void => cpSync(join(sampleBlog, "posts"), join(root, "posts"), { recursive: true }),
  ],
])("every post of %s", (_, fill) => {
  const root = temporaryFolder();
  let site: Production;
  let posts: { readonly path: string; readonly said: Said; readonly changed: number }[];

  beforeAll(async () => {
    fill(root);
    rmSync(join(root, "site.yaml"), { force: true });
    writeFileSync(join(root, "site.yaml"), settings);
    site = await serve({ root });
    posts = site.site.content.posts.map(({ article }) => {
      const path = `/posts/${article.slug}/`;
      const markdown = readFileSync(join(root, article.file), "utf8");
      return { path, ...saidInFile(markdown, blog.url + path, blog.author) };
    });
  });
  afterAll(() => site.stop());

  it("has one title, date, author, tags and address in its page's text, linked data and preview, and in its Markdown", async () => {
    for (const { path, said } of posts) {
      const { text: html } = await site.ask(path);
      expect(saidInMicroformats(html, blog.url)).toEqual(said);
      expect(await saidInLinkedData(html)).toEqual(said);
      expect(await saidInOpenGraph(html)).toEqual(said);
      expect(saidInMarkdown((await site.ask(`${path.slice(0, -1)}.md`)).text)).toEqual(said);
    }
  });

  it.each([
    ["RSS", "/rss.xml", saidInRss],
    ["Atom", "/atom.xml", saidInAtom],
    ["JSON Feed", "/feed.json", saidInJsonFeed],
  ])("has the same in %s", async (_format, path, read) => {
    const items = new Map(read((await site.ask(path)).text).map((item) => [item.url, item]));
    expect(items.size).toBe(posts.length);
    for (const { said } of posts) expect(items.get(said.url)).toEqual(said);
  });

  it("is in the sitemap with the day of its last change", async () => {
    const { text: index } = await site.ask("/sitemap.xml");
    const parts = [...index.matchAll(/<loc>https:\/\/blog\.example(\/[^<]*)<\/loc>/g)].map(([, path]) => path ?? "");
    const changes = new Map<string, number>();
    for (const part of parts)
      for (const [url, changed] of changesInSitemap((await site.ask(part)).text)) changes.set(url, changed);
    for (const { said, changed } of posts) expect([said.url, changes.get(said.url)]).toEqual([said.url, changed]);
  });
});
