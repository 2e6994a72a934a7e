import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { foreignTexts, readableFiles } from "../../scripts/import/files.ts";
import type { Note } from "../../scripts/import/source.ts";

vi.mock(import("node:fs"), async (original) => {
  const fs = await original();
  // The superuser may read every folder, so permissions test nothing.
  const closed = (path: unknown): void => {
    if (String(path).endsWith("blog/lake")) throw new Error("EACCES: permission denied");
  };
  const reading = ((path: string, options: { withFileTypes: true }) => {
    closed(path);
    return fs.readdirSync(path, options);
  }) as typeof readdirSync;
  return { ...fs, default: fs, readdirSync: reading };
});

describe("a text in a language that is not read", () => {
  it("is not a failure beside what was made from it", () => {
    const files = ["a/index.Rmd", "a/index.md", "b.Rmd", "b.html", "c.Rmd", "c.png", "d.org", "e/d.md"];
    expect(foreignTexts(files)).toEqual(["c.Rmd", "d.org"]);
  });
});

describe("a folder that may not be read", () => {
  it("is named, once, and the others are read", () => {
    const failures: Note[] = [];
    const folder = "test/fixtures/import/zola/content";
    const read = () => readableFiles(folder, failures);
    expect(read()).toEqual(["_index.md", "about.md", "blog/2024-03-05-the-otter.md", "blog/_index.md"]);
    read();
    expect(failures).toEqual([
      { message: "… can't be read: …", of: [join(folder, "blog/lake"), "EACCES: permission denied"] },
    ]);
  });
});
