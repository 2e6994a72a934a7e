import { describe, expect, it } from "vitest";
import { changesBetween, describe as inWords, keysOf } from "../../scripts/publish/release-changes.ts";
import { listOf } from "../../scripts/publish/report/publish-report.ts";
import { Release } from "../../src/content/release.ts";
import { keyOf, releaseOf } from "./releases.ts";

const of = (posts: Readonly<Record<string, number>>): Release => new Release(releaseOf(posts));

describe("what a release changes", () => {
  it("is the posts that were added, removed or edited", () => {
    const changes = changesBetween(of({ same: 1, edited: 2, gone: 3 }), of({ same: 1, edited: 4, fresh: 5 }));
    expect(changes).toEqual({ added: ["/posts/fresh/"], edited: ["/posts/edited/"], removed: ["/posts/gone/"] });
    expect(inWords(changes)).toBe("1 post added, 1 edited, 1 removed");
    expect(listOf(changes)).toEqual(["  + /posts/fresh/", "  ~ /posts/edited/", "  - /posts/gone/"]);
  });

  it("is everything at first, and nothing if unchanged", () => {
    expect(inWords(changesBetween(undefined, of({ a: 1, b: 2 })))).toBe("2 posts added");
    expect(inWords(changesBetween(of({ a: 1 }), of({ a: 1 })))).toBe("no post changed");
  });

  it("is shown in part when it is long", () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`post-${index}`, index]));
    expect(listOf(changesBetween(undefined, of(many)))).toHaveLength(21);
    expect(listOf(changesBetween(undefined, of(many))).at(-1)).toBe("  … and 30 more");
  });
});

describe("the keys of a release", () => {
  it("are those of all its blobs", () => {
    expect(keysOf(of({ a: 1 }))).toEqual(new Set([keyOf(2), keyOf(3), keyOf(1_001)]));
  });
});
