import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Failure } from "../../scripts/base/failure.ts";
import { Cache, finishing, isDamage } from "../../scripts/store/cache.ts";
import { temporaryFolder } from "../folder.ts";

const folder = temporaryFolder();

afterEach(() => vi.restoreAllMocks());

/** A cache that has a text to write, and what decides how many pages of 32 kB its database may take. */
function cacheOnDisk(name: string) {
  const exec = vi.spyOn(DatabaseSync.prototype, "exec");
  const cache = new Cache(join(folder, name), "code");
  const database = exec.mock.contexts[0] as DatabaseSync;
  cache.addNote("a", "note ".repeat(20_000));
  return { cache, allow: (pages: number) => database.exec(`PRAGMA max_page_count = ${pages}`) };
}

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

  it("says which file can't be written when the disk is full, and has room for it the next time", () => {
    const { cache, allow } = cacheOnDisk("full");
    allow(1);
    expect(() => cache.finish(true)).toThrow(new Failure(`cannot write ${cache.file}: database or disk is full`));
    allow(1_000);
    cache.finish(true);
    cache.close();
    expect(new Cache(join(folder, "full"), "code").note("a")).toMatch("note");
  });

  it("tells of what is wrong with a build before it tells of a full disk", async () => {
    const { cache, allow } = cacheOnDisk("first");
    allow(1);
    const build = () => Promise.reject(new Failure("a picture has changed"));
    await expect(finishing(cache, build)).rejects.toThrow("a picture has changed");
  });
});
