import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalPath, pathOf, toSlug } from "../../src/content/slug.ts";
import { slugProblem } from "../../scripts/read/slug-problem.ts";

describe("toSlug", () => {
  it("keeps apart what differs by more than case and spaces", () => {
    const slugs = ["C", "C++", "C#", "Łódź", "日本語", "reinforcement learning"].map(toSlug);
    expect(slugs).toEqual(["c", "c++", "c#", "łódź", "日本語", "reinforcement-learning"]);
  });

  it("gives spellings that look the same one slug", () => {
    expect(toSlug("Łódź".normalize("NFD"))).toBe(toSlug("łódź"));
    expect(toSlug("J\u030c")).toBe(toSlug("\u01f0"));
  });
});

describe("canonicalPath", () => {
  it.each([
    ["/", "/"],
    ["//", "/"],
    ["/posts//a", "/posts/a/"],
    ["/posts/a/index.html", "/posts/a/"],
    ["/rss.xml", "/rss.xml"],
    ["/tags/%e6%97%a5/", "/tags/%E6%97%A5/"],
    ["/tags/日/", "/tags/%E6%97%A5/"],
    ["/tags/c%2b%2B/", "/tags/c++/"],
    ["/tags/c%23/", "/tags/c%23/"],
    ["/a%2Fb/", "/a%2Fb/"],
    ["/posts/cafe%CC%81/", "/posts/caf%C3%A9/"],
  ])("makes %s %s", (path, canonical) => {
    expect(canonicalPath(path)).toBe(canonical);
  });

  it("knows no canonical form of bytes that are not UTF-8", () => {
    expect(canonicalPath("/%ff/")).toBeUndefined();
  });

  it("leaves every path of ours and every canonical path as it is", () => {
    // Slugs are composed where they are read.
    const segment = fc
      .string({ unit: "binary", minLength: 1 })
      .map((text) => text.normalize("NFC"))
      .filter((text) => slugProblem(text) === undefined && text !== "index.html");
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 3 }), (segments) => {
        const path = pathOf(...segments);
        expect(canonicalPath(path)).toBe(path);
        expect(new URL(path, "https://blog.example").pathname).toBe(path);
      }),
    );
  });
});
