import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prebuild } from "../build/prebuild.ts";
import { copyOf, corpusOf, replacePost, vantage } from "./corpus.ts";
import { nameOf } from "./posts.ts";

/** What a publication writes to KV. */
export interface Written {
  readonly what: string;
  readonly writes: number;
  readonly bytes: number;
}

/** The publications, as they are called in tables. */
export const publications = {
  first: "the first one",
  edit: "an edit of an old post's text",
  fresh: "a new post with three tags",
  colour: "another colour",
  title: "another title of the site",
};

const front = `---
title: "A new post"
date: 2079-06-01
author: Ada Field
tags: [data, edge, http]
---
`;

/** Publications on top of a blog of that many posts, each of what the one before left. */
export async function measureWrites(posts: number, work: string): Promise<Written[]> {
  const root = copyOf(corpusOf(posts, work), join(work, "publishing"));
  const [out, cache] = [join(work, "published"), join(work, `cache-${posts}`)];
  const there = new Set<string>();
  const publish = async (what: string): Promise<Written> => {
    const { blobs } = await prebuild({ root, out, cache, now: vantage, until: vantage });
    let [writes, bytes] = [0, 0];
    for (const [key, size] of blobs.sizes) {
      if (there.has(key)) continue;
      there.add(key);
      writes += 1;
      bytes += size;
    }
    return { what, writes, bytes };
  };

  const written = [await publish(publications.first)];
  const middle = posts >> 1;
  const text = `${readFileSync(join(root, "posts", nameOf(middle)), "utf8")}\nOne sentence was added to this post.\n`;
  replacePost(root, middle, text);
  written.push(await publish(publications.edit));
  replacePost(root, posts, text.replace(/^---\n.*?^---\n/ms, front));
  written.push(await publish(publications.fresh));
  const settings = 'accent: "#123456"\ncards: false\n';
  writeFileSync(join(root, "site.yaml"), settings);
  written.push(await publish(publications.colour));
  writeFileSync(join(root, "site.yaml"), `${settings}title: Another title\n`);
  written.push(await publish(publications.title));
  for (const folder of [root, out, cache]) rmSync(folder, { recursive: true, force: true });
  return written;
}
