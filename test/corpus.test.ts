import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { post, temporaryFolder, write } from "./folder.ts";
import { project } from "./production/bundle.ts";
import { type Production, serve } from "./production/serve.ts";

const generator = join(project, "../shared/corpus/generate.mjs");
const root = temporaryFolder();
let site: Production;

beforeAll(async () => {
  mkdirSync(join(root, "posts"));
  if (existsSync(generator)) spawnSync(process.execPath, [generator, "1000", join(root, "posts")]);
  else {
    console.log("The shared corpus is not here: 300 posts of our own stand in for it.");
    write(root, ownPosts(300));
  }
  site = await serve({ root });
});
afterAll(() => site.stop());

const ownPosts = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => {
      const date = new Date(Date.UTC(2015, 0, 1 + 9 * n)).toISOString().slice(0, 10);
      const tags = `[C++, C#, "tag ${n % 17}", 日本語, "${n % 3} of three"]`;
      return [`posts/post-${n}.md`, post(`Post ${n}`, date, { tags, author: `Author ${n % 5}` })];
    }),
  );

const linksOf = (html: string): string[] =>
  [...html.matchAll(/href="(\/[^"#?]*)/g)].map(([, path]) => (path ?? "").replaceAll("&amp;", "&"));

describe("a blog of many posts", () => {
  it("answers 200 to every link on its home, tag and archive pages", async () => {
    const starts = [...site.site.timeline.paths.keys()].filter(
      (path) => /^\/$|^\/(tags|archive|page)\//.test(path) && !/\.(xml|json)$/.test(path),
    );
    const links = new Set<string>();
    for (const path of starts) for (const link of linksOf((await site.ask(path)).text)) links.add(link);
    const statics = /\.(ico|svg|png|webmanifest)$/;
    const broken: string[] = [];
    for (const path of links) if (!statics.test(path) && (await site.ask(path)).status !== 200) broken.push(path);
    expect(broken).toEqual([]);
    expect(links.size).toBeGreaterThan(300);
  });
});
