import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { post, write } from "../folder.ts";
import { project } from "../project-folder.ts";

const generator = join(project, "../shared/corpus/generate.mjs");

/** Writes many posts into a content folder: the shared corpus where it is, else posts of our own that stand in for it. */
export function writeCorpus(root: string, count: number): void {
  mkdirSync(join(root, "posts"), { recursive: true });
  if (existsSync(generator)) {
    const { status, stderr } = spawnSync(process.execPath, [generator, String(count), join(root, "posts")]);
    if (status !== 0) throw new Error(`the corpus was not written: ${String(stderr)}`);
    return;
  }
  console.log("The shared corpus is not here: posts of our own stand in for it.");
  write(root, ownPosts(count));
}

/** Posts that share tags and authors, and whose bodies together contain all that Markdown can say here. */
function ownPosts(count: number): Record<string, string> {
  const blocks = readFileSync(join(project, "test/fixtures/corpus/blocks.md"), "utf8").split("\n===\n");
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => {
      const date = new Date(Date.UTC(2015, 0, 1 + 9 * n)).toISOString().slice(0, 10);
      const tags = `[C++, C#, "tag ${n % 17}", 日本語, "${n % 3} of three"]`;
      const body = Array.from({ length: 6 }, (_, index) => blocks[(n + index) % blocks.length]);
      return [`posts/post-${n}.md`, post(`Post ${n}`, date, { tags, author: `Author ${n % 5}` }, body.join("\n"))];
    }),
  );
}
