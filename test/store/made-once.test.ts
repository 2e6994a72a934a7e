import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { compileSite } from "../../scripts/build/compile-site.ts";
import { Cache } from "../../scripts/store/cache.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const escaped = vi.hoisted(() => new Array<string>());

vi.mock("../../src/markup.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../src/markup.ts")>();
  const escapeXml = (text: string): string => {
    if (text.length > 5000) escaped.push(/Post (\d+)/.exec(text)?.[1] ?? "");
    return original.escapeXml(text);
  };
  return { ...original, escapeXml };
});

it("escapes the content of a post once for all feeds that it is in", async () => {
  const root = temporaryFolder();
  const posts = Array.from({ length: 30 }, (_, number) => {
    const tags = Array.from({ length: 8 }, (_, index) => `t${(number + index) % 12}`);
    const text = `Post ${number} has a “long” text of many words. `.repeat(250);
    return [
      `posts/p${number}.md`,
      post(`P${number}`, `2024-01-${10 + (number % 20)}`, { tags: `[${tags.join(", ")}]` }, text),
    ];
  });
  write(join(root, "content"), Object.fromEntries(posts));
  const cache = new Cache(join(root, "cache"));
  const now = Date.UTC(2024, 5, 1) / 1000;
  const { timeline } = await compileSite({
    root: join(root, "content"),
    assets: join(root, "assets"),
    cache,
    now,
    search: "none",
  });
  expect([...timeline.paths.keys()].filter((path) => path.endsWith("/rss.xml"))).toHaveLength(13);
  expect(escaped.toSorted()).toEqual(posts.map((_, number) => `${number}`).sort());
  cache.close();
});
