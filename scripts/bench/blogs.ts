import { linkSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidArgumentError } from "commander";
import { wholeNumber } from "../base/command.ts";
import { addPost, copyOf, corpusOf, replacePost } from "./corpus.ts";
import { picturesOf } from "./made-up-pictures.ts";
import { nameOf } from "./posts.ts";

/** What is measured with: so many posts, and what they have besides. */
export interface Blog {
  /** As it is written: `300+pictures`. */
  readonly name: string;
  readonly posts: number;
  readonly extras: ReadonlySet<string>;
}

/** In the order of the help. Pictures imply cards. */
const extras = ["cards", "pictures", "scheduled"];
const scheduled = 300;

/** Reads `100,300+cards`. */
export const readBlogs = (text: string): readonly Blog[] =>
  text.split(",").map((name) => {
    const [posts = "", ...named] = name.split("+");
    const unknown = named.find((extra) => !extras.includes(extra));
    if (unknown !== undefined)
      throw new InvalidArgumentError(`"${unknown}" in "${name}" is not one of ${extras.join(", ")}.`);
    return { name, posts: wholeNumber(1)(posts), extras: new Set(named) };
  });

/** Writes a blog's content into a new folder; its files may be replaced, not written to. What was made up for it stays in `work`. */
export async function writeBlog({ posts, extras }: Blog, folder: string, work: string): Promise<string> {
  copyOf(corpusOf(posts, work), folder);
  // Cards are drawn wherever the blog's own address is known.
  if (extras.has("cards") || extras.has("pictures"))
    writeFileSync(join(folder, "site.yaml"), "url: https://blog.example\n");
  if (extras.has("pictures")) {
    mkdirSync(join(folder, "posts/pictures"));
    for (const { post, name, file } of await picturesOf(posts, work)) {
      linkSync(file, join(folder, "posts/pictures", name));
      const text = readFileSync(join(folder, "posts", nameOf(post)), "utf8");
      replacePost(folder, post, `${text}\n![What was seen from the pier, no. ${post}](pictures/${name})\n`);
    }
  }
  if (extras.has("scheduled")) for (let day = 0; day < scheduled; day++) addPost(folder, posts + day, dayFrom2090(day));
  return folder;
}

const dayFrom2090 = (day: number): string => new Date(Date.UTC(2090, 0, 1 + day)).toISOString().slice(0, 10);
