import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { project } from "./project-folder.ts";

interface Counts {
  readonly rooms: readonly { readonly room: string; readonly files: number; readonly lines: number }[];
  readonly core: { readonly files: number; readonly lines: number };
  readonly total: { readonly files: number; readonly lines: number };
}

const count = (...args: readonly string[]) =>
  spawnSync(process.execPath, ["scripts/lines.ts", ...args], { cwd: project, encoding: "utf8" });

const countsOf = (...args: readonly string[]): Counts => JSON.parse(count("--json", ...args).stdout) as Counts;

describe("npm run lines", () => {
  it("takes neither blank lines nor comments for code, and no string, template or pattern for a comment", () => {
    expect(countsOf("test/fixtures/lines").rooms).toContainEqual({ room: "test/fixtures/lines", files: 1, lines: 11 });
  });

  it("counts what is deep down with the room that it is in", () => {
    expect(countsOf("test/fixtures/lines").rooms).toContainEqual({
      room: "test/fixtures/lines/deep/deeper",
      files: 1,
      lines: 1,
    });
  });

  it("adds up to the total, and leaves import, bench and the table of words out of the core", () => {
    const { rooms, core, total } = countsOf();
    expect(rooms.reduce((sum, { lines }) => sum + lines, 0)).toBe(total.lines);
    const inRoom = (name: string): number =>
      rooms.filter(({ room }) => `${room}/`.startsWith(`${name}/`)).reduce((sum, { lines }) => sum + lines, 0);
    const apart = total.lines - core.lines - inRoom("scripts/import") - inRoom("scripts/bench");
    // Two commands and the words.
    expect(apart).toBeGreaterThan(200);
    expect(apart).toBeLessThan(500);
  });

  it("prints a table without --json", () => {
    expect(count("test/fixtures/lines").stdout).toMatch(
      /^room +files +lines\ntest\/fixtures\/lines +1 +11\n[^]*\ntotal +2 +12\n$/,
    );
  });

  it("exits with 2 for a folder that isn't there", () => {
    const { status, stderr } = count("nowhere");
    expect([status, stderr]).toEqual([2, expect.stringContaining("There is no such folder.")]);
  });
});
