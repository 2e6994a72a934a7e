import { describe, expect, it } from "vitest";
import { checkContent } from "../../scripts/check/check.ts";
import { mostChanges } from "../../scripts/site/changes.ts";
import { toIso } from "../../src/content/date.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const start = Date.UTC(2027, 0, 1) / 1000;
const nameOf = (number: number): string => `p${String(number).padStart(3, "0")}`;

describe("a check of more scheduled posts than a release looks ahead to", () => {
  const last = mostChanges + 2;
  const scheduled = Array.from({ length: last }, (_, index) => [
    `posts/${nameOf(index + 1)}.md`,
    post(`P${index + 1}`, toIso(start + index * 3600), index + 1 === last ? { tags: "late" } : {}),
  ]);
  const root = write(temporaryFolder(), {
    ...Object.fromEntries(scheduled),
    "posts/now.md": post("Now", "2026-01-01", { aliases: "[/tags/late/]" }, "See [that](/posts/p368/)."),
    "posts/then.md": post("Then", "2026-01-02", {}, "See [these](/tags/late/rss.xml) and [those](/tags/never/)."),
    "site.yaml": "url: https://blog.example\nredirects:\n  /posts/then/: /posts/now/\n",
  });

  it("reports those that wait as the build does, and knows what the site becomes in the end", async () => {
    const { found } = await checkContent(root, start - 1);
    expect(found.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)).toEqual([
      `posts/${nameOf(mostChanges + 1)}.md:1:1 from ${toIso(start + mostChanges * 3600)} on, 2 changes will wait for a later build, since a release looks ahead to ${mostChanges}`,
      "site.yaml:3:3 path /posts/then/ is wanted by posts/then.md and by the redirect from /posts/then/ in site.yaml, expected a path for each",
      'posts/now.md:4:11 alias "/tags/late/" is the path of the list of the tag late, expected one that is free',
      expect.stringContaining('link "/tags/never/" leads nowhere'),
    ]);
  });
});
