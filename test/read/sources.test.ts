import { readFileSync, renameSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "../../scripts/base/digest.ts";
import { readFolder } from "../../scripts/read/folder.ts";
import { Cache } from "../../scripts/store/cache.ts";
import { sourcesOf } from "../../scripts/read/sources.ts";
import { temporaryFolder, write } from "../folder.ts";

const root = temporaryFolder();
const cache = new Cache(root);
const file = (name: string): string => join(root, "posts", name);

/** The digests that a build sees, and those of what is in the files. */
function seen(): { readonly digests: readonly string[]; readonly true: readonly string[] } {
  const { articles } = readFolder(root);
  const digests = [...sourcesOf(readFolder(root), cache)].map(({ digest, read }) => digest ?? read().digest);
  cache.finish(true);
  return { digests, true: articles.map((article) => digestOf(readFileSync(join(root, article)))) };
}

beforeAll(async () => {
  write(root, { "posts/a.md": "one", "posts/b.md": "two", "posts/c.md": "three" });
  await setTimeout(2500); // from then on the times of these files are believed
});

describe("the sources of a build", () => {
  it("are known as what they are, in whatever way they change", () => {
    const first = seen();
    expect(first.digests).toEqual(first.true);
    expect(seen().digests).toEqual(first.true);

    const { atime, mtime } = statSync(file("a.md"));
    const changes: (() => void)[] = [
      () => writeFileSync(file("a.md"), "eno"),
      () => utimesSync(file("a.md"), atime, mtime), // as if it had never been written to
      () => writeFileSync(file("a.md"), "neo"), // twice within a tick of the clock
      () => writeFileSync(file("a.md"), "one"),
      () => renameSync(file("b.md"), file("d.md")),
      () => renameSync(file("c.md"), file("b.md")),
    ];
    for (const change of changes) {
      change();
      const { digests, true: expected } = seen();
      expect(digests).toEqual(expected);
    }
  });
});
