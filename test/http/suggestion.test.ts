import { describe, expect, it } from "vitest";
import { wordsOf } from "../../src/http/suggestion.ts";

describe("the words of a path", () => {
  it.each([
    ["/posts/some-old-slug/", "some old slug"],
    ["/2015/03/some_old.slug.html", "some old slug"],
    ["/blog/caf%C3%A9/", "blog café"],
    ["/tags/page/2/", ""],
    ["/%ff/a%zz/b", "b"],
    ["/posts/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E/", "script alert 1 script"],
    ["/posts/%E6%97%A5%E6%9C%AC%E8%AA%9E/", "日本語"],
    ["/", ""],
    [`/${"%F0%9D%92%9C".repeat(1000)}`, "𝒜".repeat(100)],
  ])("are found in %.40s", (path, words) => expect(wordsOf(path)).toBe(words));

  it("are 100 characters at most", () => {
    expect(wordsOf(`/${"long-".repeat(5000)}`)).toHaveLength(99);
  });
});
