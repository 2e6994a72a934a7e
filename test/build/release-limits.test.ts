import { describe, expect, it } from "vitest";
import type { Entry } from "../../src/content/release.ts";
import { checkRelease } from "../../scripts/build/release-limits.ts";

const page = (key: string): readonly Entry[] => [{ from: 0, target: { kind: "post", key, modified: 0 } }];
const paths = new Map([
  ["/posts/a/", page("a")],
  ["/posts/b/", page("b")],
  ["/rss.xml", page("c")],
]);
const sources = {
  all: "content",
  fileOf: (path: string) => (path.startsWith("/posts/") ? `content${path.slice(0, -1)}.md` : undefined),
};
const limits = { value: 1_048_576, worker: { free: 500, paid: 2_000, ours: 100 }, storage: 10_000_000 };

/** Bytes that no compression makes fewer. */
const noise = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

const check = (sizes: Readonly<Record<string, number>>, release = noise(10)) =>
  checkRelease({ blobs: new Map(Object.entries(sizes)), paths, release }, sources, limits).map(
    ({ file, severity, message }) => `${file} ${severity} ${message}`,
  );

describe("the limits of a release", () => {
  it("are not met by a usual one", () => {
    expect(check({ a: 1_048_576, b: 7, c: 9 })).toEqual([]);
  });

  it("name the article, or else the path, whose value KV would refuse", () => {
    expect(check({ a: 1_048_577, b: 7, c: 2_097_152 })).toEqual([
      "content/posts/a.md error /posts/a/ has 1.0 MiB, and Workers KV takes values of at most 1.0 MiB, divide it",
      "content error /rss.xml has 2.0 MiB, and Workers KV takes values of at most 1.0 MiB, divide it",
    ]);
  });

  it("warn of a worker that only the paid plan takes, and stop at one that none takes", () => {
    expect(check({ a: 1 }, noise(600))).toEqual([expect.stringMatching(/^content warning makes a worker of 0.00 MB/)]);
    expect(check({ a: 1 }, noise(2_500))).toEqual([expect.stringMatching(/^content error makes a worker of/)]);
    expect(check({ a: 1 }, new Uint8Array(2_500))).toEqual([]);
  });

  it("warn of more than the free plan keeps", () => {
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`key-${index}`, 1_000_000]));
    expect(check(many)).toEqual([expect.stringMatching(/^content warning makes 11 MB for Workers KV/)]);
  });
});
