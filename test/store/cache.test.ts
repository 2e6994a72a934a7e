import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, it, vi } from "vitest";
import { digestOf } from "../../scripts/base/digest.ts";
import { Failure } from "../../scripts/base/failure.ts";
import { Cache, finishing } from "../../scripts/store/cache.ts";
import { isDamage } from "../../scripts/store/database.ts";
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

  it("reports what is wrong with a build before it reports a full disk", async () => {
    const { cache, allow } = cacheOnDisk("first");
    allow(1);
    const build = () => Promise.reject(new Failure("a picture has changed"));
    await expect(finishing(cache, build)).rejects.toThrow("a picture has changed");
  });
});

describe("what builds keep", () => {
  const [a, b, c] = ["a", "b", "c"].map(digestOf) as [string, string, string];
  let caches = 0;
  const place = (): string => join(folder, `cache-${++caches}`);

  /** Ends a build that has used and added some keys. */
  function build(at: string, { uses = [], adds = [] }: { uses?: readonly string[]; adds?: readonly string[] }): void {
    const cache = new Cache(at, "code");
    for (const key of uses) cache.text(key);
    for (const key of adds) cache.addText(key, `text of ${key}`);
    cache.finish(true);
    cache.close();
  }

  function textIn(at: string, key: string, code = "code"): string | undefined {
    const cache = new Cache(at, code);
    const text = cache.text(key);
    cache.close();
    return text;
  }

  it("gives a text as JSON.stringify writes it", () => {
    const planes = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code)).join("");
    const text = `${planes}\ufeff\ufffe\uffff😀 it's`;
    const cache = new Cache(place(), "code");
    cache.addText(a, text);
    expect(Buffer.from(cache.json(a)).toString() === JSON.stringify(text)).toBe(true);
    cache.close();
  });

  it("gives back what was put in, in this build and in later ones", () => {
    const at = place();
    for (let round = 0; round < 2; round++) {
      const cache = new Cache(at, "code");
      if (round === 0) {
        cache.addText(a, "t\u0000\u00e4xt");
        cache.addNote(b, "note");
      }
      expect([cache.text(a), cache.note(b), cache.text(c), cache.note(c)]).toEqual([
        "t\u0000\u00e4xt",
        "note",
        undefined,
        undefined,
      ]);
      cache.finish(true);
      cache.close();
    }
  });

  it("contains nothing made by other code", () => {
    const at = place();
    build(at, { adds: [a] });
    expect(textIn(at, a, "other code")).toBeUndefined();
  });

  it("drops what a build has not used once that is more than half", () => {
    const at = place();
    build(at, { adds: [a, b] });
    build(at, { uses: [a] });
    expect([textIn(at, a), textIn(at, b)]).toEqual([`text of ${a}`, `text of ${b}`]);
    build(at, { adds: [c] });
    expect([textIn(at, a), textIn(at, b), textIn(at, c)]).toEqual([undefined, undefined, `text of ${c}`]);
  });

  it("drops nothing after a build that failed", () => {
    const at = place();
    build(at, { adds: [a, b, c] });
    const cache = new Cache(at, "code");
    cache.finish(false);
    cache.close();
    expect(textIn(at, a)).toBe(`text of ${a}`);
  });

  it("is unchanged when a build is killed", () => {
    const at = place();
    build(at, { adds: [a] });
    const killed = new Cache(at, "code");
    killed.addText(b, "lost");
    build(at, { uses: [a], adds: [c] });
    expect([textIn(at, a), textIn(at, b), textIn(at, c)]).toEqual([`text of ${a}`, undefined, `text of ${c}`]);
  });

  it("has what two simultaneous builds added, whichever ends last", () => {
    const at = place();
    build(at, { adds: [a] });
    const [one, two] = [new Cache(at, "code"), new Cache(at, "code")];
    for (const cache of [one, two]) cache.text(a);
    one.addText(b, "one");
    two.addText(c, "two");
    one.finish(true);
    two.finish(true);
    expect([textIn(at, a), textIn(at, b), textIn(at, c)]).toEqual([`text of ${a}`, "one", "two"]);
  });

  it("belongs to one server alone, whose texts no build drops", () => {
    const at = place();
    const server = new Cache(at, "code", "server");
    server.addText(a, "served");
    server.finish(true);
    expect(() => new Cache(at, "code", "server")).toThrow("database is locked");
    build(at, { adds: [b, c] });
    expect(server.text(a)).toBe("served");
    server.close();
    const next = new Cache(at, "code", "server");
    expect(next.text(a)).toBe("served");
    next.close();
  });
});
