import { encodeRelease } from "../../scripts/compile/release.ts";
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

/** A release in its binary form: `posts` are names, each with the number of its blob. */
export function releaseOf(
  posts: Readonly<Record<string, number>>,
  differences: Partial<Header> = {},
  site: Partial<Site> = {},
): ArrayBuffer {
  const paths = new Map<string, readonly Entry[]>();
  const modified = 1_700_000_000;
  for (const [name, number] of Object.entries(posts)) {
    paths.set(`/posts/${name}/`, [{ from: 0, target: { kind: "post", key: keyOf(2 * number), modified } }]);
    paths.set(`/posts/${name}.md`, [{ from: 0, target: { kind: "markdown", key: keyOf(2 * number + 1), modified } }]);
  }
  const sum = Object.values(posts).reduce((total, number) => total + number, 1_000);
  paths.set("/rss.xml", [{ from: 0, target: { kind: "rss", key: keyOf(sum), modified } }]);
  const bytes = encodeRelease({ ...header, ...differences, site: { ...defaultSite, ...site } }, paths);
  return bytes.buffer;
}
