import type { Moment } from "../../src/content/date.ts";
import { encodeRelease } from "../../scripts/timeline/encode-release.ts";
import type { Entry, Header } from "../../src/content/release.ts";
import { defaultSite, type Site } from "../../src/content/site.ts";

const header: Header = {
  site: defaultSite,
  style: { text: "body{}", digest: "abc=" },
  look: "0123456789abcdef",
  lookModified: 1_700_000_000,
  moments: [],
  firstPaths: {},
};

/** The key of the n-th blob. */
export const keyOf = (number: number): string => number.toString(16).padStart(32, "0");

/** The number of a post's blob, and from when to when it is live. */
interface Scheduled {
  readonly blob: number;
  readonly from?: Moment;
  readonly until?: Moment;
}

/** A release in its binary form: `posts` are names, each with the number of its blob, and its moments if it has any. */
export function releaseOf(
  posts: Readonly<Record<string, number | Scheduled>>,
  differences: Partial<Header> = {},
  site: Partial<Site> = {},
): ArrayBuffer {
  const paths = new Map<string, readonly Entry[]>();
  const modified = 1_700_000_000;
  let sum = 1_000;
  for (const [name, post] of Object.entries(posts)) {
    const { blob, from = 0, until }: Scheduled = typeof post === "number" ? { blob: post } : post;
    sum += blob;
    const ends: readonly Entry[] = until === undefined ? [] : [{ from: until, target: { kind: "gone" } }];
    paths.set(`/posts/${name}/`, [{ from, target: { kind: "post", key: keyOf(2 * blob), modified } }, ...ends]);
    paths.set(`/posts/${name}.md`, [
      { from, target: { kind: "markdown", key: keyOf(2 * blob + 1), modified } },
      ...ends,
    ]);
  }
  paths.set("/rss.xml", [{ from: 0, target: { kind: "rss", key: keyOf(sum), modified } }]);
  const bytes = encodeRelease({ ...header, ...differences, site: { ...defaultSite, ...site } }, paths);
  return bytes.buffer;
}
