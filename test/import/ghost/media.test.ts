import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readGhost } from "../../../scripts/import/ghost/ghost.ts";

const temporary = mkdtempSync(join(tmpdir(), "fore-edge-ghost-"));
afterAll(() => rmSync(temporary, { recursive: true }));

describe("a copy of Ghost's files", () => {
  for (const kind of ["images", "media", "files"]) {
    mkdirSync(join(temporary, "content", kind), { recursive: true });
    cpSync("test/fixtures/import/media/2024/03/mill.png", join(temporary, "content", kind, "a.png"));
  }
  const statics = (media: string): string[] =>
    readGhost("test/fixtures/import/ghost.json", { media: join(temporary, media) }).statics.map(({ to }) => to);

  it.each(["", "content"])("has pictures, films and documents: %s", (media) => {
    expect(statics(media)).toEqual(["images", "media", "files"].map((kind) => `static/content/${kind}/a.png`));
  });

  it.each(["images", "media", "files"])("may be one of its folders: %s", (kind) => {
    expect(statics(`content/${kind}`)).toEqual([`static/content/${kind}/a.png`]);
  });
});
