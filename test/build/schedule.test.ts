import { describe, expect, it } from "vitest";
import { scheduleLines } from "../../scripts/build/schedule.ts";
import type { Post } from "../../scripts/read/parse-article.ts";

const post = (title: string, date: number, expires?: number): Post => ({
  kind: "post",
  file: `posts/${title}.md`,
  slug: title,
  path: `/posts/${title}/`,
  source: `/posts/${title}.md`,
  title,
  date,
  draft: false,
  aliases: [],
  authors: [],
  tags: [],
  ...(expires === undefined ? {} : { expires }),
});

const start = Date.UTC(2026, 11, 31, 23) / 1000;

describe("scheduleLines", () => {
  it("lists events in order, in the site's time zone", () => {
    const posts = [post("Late", start + 3600), post("Short", start, start + 60)];
    expect(scheduleLines(posts, [start, start + 60, start + 3600], "Europe/Berlin")).toEqual([
      "scheduled (times in Europe/Berlin):",
      '  2027-01-01 00:00:00 "Short" appears',
      '  2027-01-01 00:01:00 "Short" expires',
      '  2027-01-01 01:00:00 "Late" appears',
    ]);
  });

  it("counts events beyond the tenth", () => {
    const posts = Array.from({ length: 12 }, (_, index) => post(`Part ${index}`, start + index));
    const lines = scheduleLines(
      posts,
      posts.map(({ date }) => date),
      "UTC",
    );
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toBe("  and 2 later events, the last at 2026-12-31 23:00:11");
  });

  it("says nothing if nothing is to come", () => {
    expect(scheduleLines([post("Old", 1)], [], "UTC")).toEqual([]);
  });
});
