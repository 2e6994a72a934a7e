import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nameOf, postOf } from "./posts.ts";

/** A content folder of that many posts below `work`, written when it is not there yet. Nothing is to be written into it. */
export function corpusOf(count: number, work: string): string {
  const folder = join(work, `own-${count}`);
  const posts = join(folder, "posts");
  if (existsSync(join(posts, nameOf(count - 1)))) return folder;
  mkdirSync(posts, { recursive: true });
  for (let number = 0; number < count; number++) writeFileSync(join(posts, nameOf(number)), postOf(number));
  return folder;
}

/** A copy of a corpus to be changed. Its posts are links to those of the corpus, so a changed one takes their place: see `replacePost`. */
export function copyOf(corpus: string, folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "posts"), { recursive: true });
  for (const name of readdirSync(join(corpus, "posts")))
    linkSync(join(corpus, "posts", name), join(folder, "posts", name));
  return folder;
}

/** Writes a post of a copy, and leaves the corpus as it is. */
export function replacePost(copy: string, number: number, text: string): void {
  const file = join(copy, "posts", nameOf(number));
  rmSync(file, { force: true });
  writeFileSync(file, text);
}

/** Adds a sentence to a post of a copy. */
export const editPost = (copy: string, number: number): void =>
  replacePost(copy, number, `${readFileSync(join(copy, "posts", nameOf(number)), "utf8")}\nOne sentence was added.\n`);

/** Adds a post of a date to a copy, with tags of its own where they are given. */
export function addPost(copy: string, number: number, date: string, tags?: readonly string[]): void {
  const dated = postOf(number).replace(/^date: .*$/m, `date: ${date}`);
  replacePost(copy, number, tags ? dated.replace(/^tags: .*$/m, `tags: [${tags.join(", ")}]`) : dated);
}
