import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { digestOf } from "../../scripts/base/digest.ts";
import { ContentError } from "../../scripts/base/problems.ts";
import { prebuild } from "../../scripts/build/prebuild.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { ChangingFolder } from "./changing-folder.ts";

const folder = temporaryFolder();
const now = Date.UTC(2026, 0, 1) / 1000;

/** All files below a folder by name, each as a digest. */
const filesOf = (root: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(root.length), digestOf(readFileSync(file))]),
  );

describe("a build with the cache of the builds before", () => {
  it("equals a clean build byte for byte, through 500 changes", { timeout: 300_000 }, async () => {
    const changing = new ChangingFolder(7);
    const [root, kept, clean] = [join(folder, "content"), join(folder, "kept"), join(folder, "clean")];
    const build = async (cache: string, drafts: boolean) => {
      const out = `${cache}-out`;
      try {
        await prebuild({ root, out, cache, now, drafts });
      } catch (error) {
        if (!(error instanceof ContentError)) throw error;
        return error.problems; // changes at random make errors too
      }
      return filesOf(out);
    };
    for (let step = 0; step < 500; step++) {
      rmSync(root, { recursive: true, force: true });
      write(root, { "posts/.keep": "", ...changing.next() });
      const drafts = step % 7 === 0;
      const incremental = await build(kept, drafts);
      if (step % 4 !== 3) continue;
      rmSync(clean, { recursive: true, force: true });
      expect([step, incremental]).toEqual([step, await build(clean, drafts)]);
    }
  });

  it("remakes nothing if nothing has changed", async () => {
    const root = write(join(folder, "same"), {
      "posts/a.md": post("A", "2024-01-01"),
      "posts/b.md": post("B", "2024-01-02"),
    });
    const cache = join(folder, "same-cache");
    const build = () => prebuild({ root, out: join(folder, "same-out"), cache, now });
    await build();
    const before = filesOf(cache);
    await build();
    expect(filesOf(cache)).toEqual(before);
  });

  it("does not keep what somebody wrote into the manifest", async () => {
    const root = write(join(folder, "touched"), { "posts/a.md": post("A", "2024-01-01") });
    const [out, cache] = [join(folder, "touched-out"), join(folder, "touched-cache")];
    const manifest = join(out, "manifest.json");
    await prebuild({ root, out, cache, now });
    const before = readFileSync(manifest, "utf8");
    writeFileSync(manifest, before.replace("A", "B"));
    await prebuild({ root, out, cache, now });
    expect(readFileSync(manifest, "utf8")).toBe(before);
  });

  it.each([
    ["cut off", (file: string) => truncateSync(file, 40_000)],
    ["overwritten", (file: string) => writeFileSync(file, Buffer.alloc(100_000, 1))],
    ["empty", (file: string) => writeFileSync(file, "")],
  ])("replaces a cache that it finds %s", async (how, damage) => {
    const root = write(join(folder, "damaged"), { "posts/a.md": post("A", "2024-01-01") });
    const [out, cache] = [join(folder, "damaged-out"), join(folder, `damaged-${how}`)];
    await prebuild({ root, out, cache, now });
    const before = filesOf(out);
    const [name = ""] = readdirSync(join(cache, "build")).filter((file) => file.endsWith(".sqlite"));
    damage(join(cache, "build", name));
    await prebuild({ root, out, cache, now });
    expect(filesOf(out)).toEqual(before);
  });
});
