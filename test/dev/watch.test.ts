import { execFile } from "node:child_process";
import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { watchFiles } from "../../scripts/dev/watch.ts";
import { temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();
const files = Object.fromEntries(
  ["posts", "pages", "static"].flatMap((name) => Array.from({ length: 9 }, (_, n) => [`${name}/${n}.md`, "Text.\n"])),
);

async function watched(content: string): Promise<{ seen: Set<string>; stop: () => Promise<void> }> {
  const seen = new Set<string>();
  const stop = await watchFiles(content, [], async (changed) => {
    for (const file of changed) seen.add(file);
  });
  return { seen, stop };
}

describe("a watched content folder", () => {
  // The steps of the two processes fall together in another way each time.
  it.each(Array.from({ length: 12 }, (_, n) => n + 1))(
    "is still watched after it was removed and came back, round %i",
    async (n) => {
      const around = join(folder, `blog-${n}`);
      const [content, kept] = [join(around, "content"), join(around, "kept")];
      cpSync(write(kept, files), content, { recursive: true });
      const { seen, stop } = await watched(content);
      for (const round of [1, 2]) {
        await promisify(execFile)("sh", ["-c", "rm -rf content && cp -r kept content"], { cwd: around });
        for (const name of [`posts/new-${round}.md`, `static/new-${round}.md`]) {
          const file = join(content, name);
          const write = (): boolean => (appendFileSync(file, "More.\n"), seen.has(file));
          await expect.poll(write, { interval: 100, timeout: 5_000 }).toBe(true);
        }
      }
      await stop();
    },
  );
});
