import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, vi } from "vitest";
import { Cache, isDamage } from "../../scripts/store/cache.ts";
import { temporaryFolder } from "../folder.ts";

const folder = temporaryFolder();

describe("the cache", () => {
  it("leaves alone what another version has made and the system does not delete, as Windows where it is open", () => {
    mkdirSync(join(folder, "kept/build/other.sqlite"), { recursive: true }); // which no system deletes as a file
    const cache = new Cache(join(folder, "kept"), "code");
    cache.addNote("a", "note");
    cache.finish(true);
    cache.close();
    expect(new Cache(join(folder, "kept"), "code").note("a")).toBe("note");
  });

  it("closes a damaged database, so that Windows too can delete it", () => {
    mkdirSync(join(folder, "damaged/build"), { recursive: true });
    writeFileSync(join(folder, "damaged/build/code.sqlite"), "no database".repeat(1_000));
    const close = vi.spyOn(DatabaseSync.prototype, "close");
    let thrown: unknown;
    try {
      expect(new Cache(join(folder, "damaged"), "code")).toBeUndefined();
    } catch (error) {
      thrown = error;
    }
    expect([isDamage(thrown), close.mock.calls.length]).toEqual([true, 1]);
  });
});
