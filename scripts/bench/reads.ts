import { createApp } from "../../src/app.ts";
import type { Moment } from "../../src/content/date.ts";
import type { Release } from "../../src/content/release.ts";

/** What readers ask for beside posts. */
export const otherPaths = {
  home: "/",
  tags: "/tags/",
  archive: "/archive/",
  feed: "/rss.xml",
  sitemap: "/sitemap.xml",
};

/** How often each kind of request reads from KV. `blobOf` is what KV holds. */
export async function readsOf(
  release: Release,
  blobOf: (key: string) => string,
  post: string,
  now: Moment,
): Promise<Record<string, number>> {
  let reads = 0;
  const get = (key: string): Promise<string> => {
    reads += 1;
    return Promise.resolve(blobOf(key));
  };
  const app = createApp(release, { get }, () => now);
  const ask = async (path: string, status: number, headers: Readonly<Record<string, string>> = {}) => {
    const before = reads;
    const response = await app.fetch(new Request(`http://blog.example${path}`, { headers }));
    await response.arrayBuffer();
    if (response.status !== status) throw new Error(`${path} answers ${response.status}, expected ${status}`);
    return { reads: reads - before, etag: response.headers.get("etag") ?? "" };
  };
  const cold = await ask(post, 200);
  const others: Record<string, number> = {};
  for (const [kind, path] of Object.entries(otherPaths)) others[`${kind}, cold`] = (await ask(path, 200)).reads;
  return {
    "post, cold": cold.reads,
    ...others,
    "post, warm": (await ask(post, 200)).reads,
    "a 304": (await ask(post, 304, { "if-none-match": cold.etag })).reads,
    "a 404": (await ask("/nothing-is-here/", 404)).reads,
  };
}
