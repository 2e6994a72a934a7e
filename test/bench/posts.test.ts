import { describe, expect, it } from "vitest";
import { articleReader } from "../../scripts/read/read-article.ts";
import { nameOf, postOf } from "../../scripts/bench/posts.ts";
import { defaultSite } from "../../src/content/site.ts";

const numbers = Array.from({ length: 400 }, (_, number) => number * 250);

describe("the posts that are made up for benchmarks", () => {
  it("are the same each time", () => {
    expect(numbers.map(postOf)).toEqual(numbers.map(postOf));
  });

  it("are valid, without a warning, and differ", () => {
    const read = articleReader(defaultSite);
    const articles = numbers.map((number) => read(`posts/${nameOf(number)}`, postOf(number)));
    expect(articles.flatMap(({ problems }) => problems)).toEqual([]);
    expect(new Set(articles.map(({ article }) => article?.title)).size).toBe(numbers.length);
  });

  it("are as long as posts of technical blogs, and contain what those contain", () => {
    const all = numbers.map(postOf).join("");
    expect(all.length / numbers.length).toBeGreaterThan(7000);
    expect(all.length / numbers.length).toBeLessThan(9000);
    for (const part of [
      /^```\w+$/m,
      /^\| :--- /m,
      /^> /m,
      /^1\. /m,
      /^- /m,
      /^### /m,
      /^\[\^1\]: /m,
      /^series: /m,
      /^author: \[/m,
    ])
      expect(all).toMatch(part);
  });

  it("link to older posts alone, and lie in the past", () => {
    for (const number of numbers)
      for (const [, older] of postOf(number).matchAll(/\/posts\/post-(\d{6})\//g))
        expect(Number(older)).toBeLessThan(number);
    const [, date = ""] = /^date: (.*)$/m.exec(postOf(99_999)) ?? [];
    expect(new Date(date).getTime()).toBeLessThan(Date.UTC(2024, 0, 1));
  });
});
