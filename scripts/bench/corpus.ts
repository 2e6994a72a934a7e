import { spawnSync } from "node:child_process";
import { existsSync, linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Moment } from "../../src/content/date.ts";
import { nameOf, postOf } from "./posts.ts";

const shared = join(import.meta.dirname, "../../../shared/corpus/generate.mjs");
const isShared = existsSync(shared);

/** Where the posts come from: a generator beside the project where there is one, else our own. */
export const origin = isShared ? "the posts of ../shared/corpus" : "posts that scripts/bench/posts.ts makes up";

/**
 * The moment from which builds look at a corpus: all posts of the largest one lie before it, so that none is scheduled and
 * a build of many posts differs from one of few in nothing but their number.
 */
export const vantage: Moment = Date.UTC(2080, 0, 1) / 1000;

/** A content folder of that many posts below `work`, written when it is not there yet. Nothing is to be written into it. */
export function corpusOf(count: number, work: string): string {
  const folder = join(work, `${isShared ? "shared" : "own"}-${count}`);
  const posts = join(folder, "posts");
  if (existsSync(join(posts, nameOf(count - 1)))) return folder;
  mkdirSync(posts, { recursive: true });
  if (isShared) {
    const { status, stderr } = spawnSync(process.execPath, [shared, String(count), posts], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  } else for (let number = 0; number < count; number++) writeFileSync(join(posts, nameOf(number)), postOf(number));
  return folder;
}

/** A copy of a corpus to be changed. Its posts are links to those of the corpus, so a changed one takes their place: see `replacePost`. */
export function copyOf(corpus: string, folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  linkPosts(corpus, folder);
  return folder;
}

/** Gives a folder the posts of a corpus, as links. */
export function linkPosts(corpus: string, folder: string): void {
  mkdirSync(join(folder, "posts"), { recursive: true });
  for (const name of readdirSync(join(corpus, "posts")))
    linkSync(join(corpus, "posts", name), join(folder, "posts", name));
}

/** Writes a post of a copy, and leaves the corpus as it is. */
export function replacePost(copy: string, number: number, text: string): void {
  const file = join(copy, "posts", nameOf(number));
  rmSync(file, { force: true });
  writeFileSync(file, text);
}
