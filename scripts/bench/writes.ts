import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { currentMoment } from "../base/command.ts";
import { prebuild } from "../build/prebuild.ts";
import { addPost, copyOf, corpusOf, editPost } from "./corpus.ts";

/** What a publication adds to KV: keys, and bytes of their values. */
export interface Written {
  readonly writes: number;
  readonly bytes: number;
}

const settings = 'accent: "#123456"\ncards: false\n';

/** The publications, each of what the one before left, in the folder of a blog of that many posts. */
const changes = {
  "the first one": () => {},
  "an edit of an old post's text": (root: string, posts: number) => editPost(root, posts >> 1),
  "a new post with three tags": (root: string, posts: number) =>
    addPost(root, posts, "2024-06-01", ["data", "edge", "http"]),
  "another colour": (root: string) => writeFileSync(join(root, "site.yaml"), settings),
  "another title of the site": (root: string) =>
    writeFileSync(join(root, "site.yaml"), `${settings}title: Another title\n`),
};

export type Publication = keyof typeof changes;

export async function measureWrites(posts: number, work: string): Promise<Record<Publication, Written>> {
  const root = copyOf(corpusOf(posts, work), join(work, "publishing"));
  const [out, cache] = [join(work, "published"), join(work, "publishing-cache")];
  const there = new Set<string>();
  const written: [string, Written][] = [];
  for (const [publication, change] of Object.entries(changes)) {
    change(root, posts);
    const { blobs } = await prebuild({ root, out, cache, now: currentMoment() });
    const fresh = [...blobs.sizes].filter(([key]) => !there.has(key));
    for (const [key] of fresh) there.add(key);
    written.push([publication, { writes: fresh.length, bytes: fresh.reduce((sum, [, size]) => sum + size, 0) }]);
  }
  for (const folder of [root, out, cache]) rmSync(folder, { recursive: true, force: true });
  return Object.fromEntries(written) as Record<Publication, Written>;
}
