import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { filesIn } from "../../scripts/base/files-below.ts";
import { ContentError } from "../../scripts/base/problems.ts";
import { exportSite } from "../../scripts/export/export-site.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();
const now = Date.UTC(2024, 5, 1) / 1000;
const cache = join(folder, "cache");

const filesOf = (out: string): Map<string, string> =>
  new Map(filesIn(out).map((name) => [name, readFileSync(join(out, name), "utf8")]));

it("writes the same pages while it compiles, some of them in threads, as when all blobs are there", async () => {
  const posts = Array.from({ length: 600 }, (_, number) => {
    const more = { tags: `[a, b${number % 5}]` };
    return [`posts/n${number}.md`, post(`No. ${number}`, `2023-01-01 00:${10 + (number % 50)}`, more)] as const;
  });
  const root = write(join(folder, "many"), Object.fromEntries(posts));
  const [cold, warm] = [join(folder, "cold"), join(folder, "warm")];
  const { pages } = await exportSite({ root, out: cold, cache, now });
  expect(pages).toBeGreaterThan(1300);
  await exportSite({ root, out: warm, cache, now });
  const files = filesOf(cold);
  expect(files.get("posts/n599/index.html")).toContain("Text of No. 599.");
  expect(filesOf(warm)).toEqual(files);
});

it("has no file of a page that something else of the same post takes the place of", async () => {
  const more = { aliases: "[/posts/a.md]" };
  const root = write(join(folder, "one"), { "posts/a.md": post("A", "2024-01-01", more) });
  const out = join(folder, "redirect");
  await exportSite({ root, out, cache, now });
  expect(existsSync(join(out, "posts/a/index.html"))).toBe(true);
  expect(existsSync(join(out, "posts/a.md"))).toBe(false);
  expect(readFileSync(join(out, "_redirects"), "utf8")).toContain("/posts/a.md /posts/a/ 301\n");
});

it("tells of a collision, and not of the file that could not be written for it", async () => {
  const posts = { "posts/a.md": post("A", "2024-01-01"), "posts/b.md": post("B", "2024-01-02", { slug: "a.md" }) };
  const root = write(join(folder, "colliding"), posts);
  const exported = exportSite({ root, out: join(folder, "none"), cache, now });
  const error: unknown = await exported.catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ContentError);
  expect((error as ContentError).problems.map(({ message }) => message)).toEqual([
    expect.stringContaining("path /posts/a.md/ is wanted by"),
  ]);
});
