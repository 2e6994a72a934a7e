import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KeptFiles } from "../../scripts/store/kept-files.ts";
import { temporaryFolder } from "../folder.ts";

const folder = temporaryFolder();
let caches = 0;
const place = (): string => join(folder, `cache-${++caches}`);

/** One build that wants some keys, each a file of 100 bytes. Gives how many it had to make. */
async function build(cache: string, keys: readonly string[], out = `${cache}-out`): Promise<number> {
  mkdirSync(out, { recursive: true });
  const kept = new KeptFiles(cache, "kind");
  for (const key of keys) {
    const make = (pathOf: (name: string) => string): string => {
      writeFileSync(pathOf("txt"), key.repeat(100));
      return key;
    };
    await kept.put(key, make, () => join(out, key));
    expect(readFileSync(join(out, key), "utf8")).toBe(key.repeat(100));
  }
  kept.drop();
  return kept.made;
}

/** Writes with a time so far behind the build that even a coarse clock of a file system tells the two apart. */
function writeLater(file: string, text: string): void {
  writeFileSync(file, text);
  utimesSync(file, new Date(), new Date(Date.now() + 5000));
}

const fileOf = (cache: string, key: string): string => join(cache, "kind", `${key}-txt`);

describe("a kept file", () => {
  it("is made once, and stands elsewhere under a second name", async () => {
    const cache = place();
    expect([await build(cache, ["a"]), await build(cache, ["a"], join(folder, "other"))]).toEqual([1, 0]);
    expect(statSync(join(folder, "other/a")).ino).toBe(statSync(fileOf(cache, "a")).ino);
  });

  it.each([
    ["cut off", (file: string) => truncateSync(file, 10)],
    ["gone", (file: string) => rmSync(file)],
    ["written to", (file: string) => writeLater(file, "b".repeat(100))],
  ])("is made again when it is %s", async (_, damage) => {
    const cache = place();
    await build(cache, ["a"]);
    damage(fileOf(cache, "a"));
    expect([await build(cache, ["a"]), await build(cache, ["a"])]).toEqual([1, 0]);
  });

  it("is found as the latest one, unless somebody has written to it", async () => {
    const cache = place();
    const latest = (): unknown => {
      const found = join(place(), "found");
      mkdirSync(join(found, ".."));
      const about = new KeptFiles(cache, "kind").lendLatest(() => found);
      return about === undefined ? undefined : [about, readFileSync(found, "utf8").slice(0, 1)];
    };
    expect(latest()).toBeUndefined();
    await build(cache, ["a"]);
    expect(latest()).toEqual(["a", "a"]);
    utimesSync(join(cache, "kind/a"), new Date(), new Date(Date.now() - 5000));
    await build(cache, ["b"]);
    expect(latest()).toEqual(["b", "b"]);
    writeLater(fileOf(cache, "b"), "c".repeat(100));
    expect(latest()).toBeUndefined();
  });

  it("is made again when what stands beside it can't be read", async () => {
    const cache = place();
    await build(cache, ["a"]);
    truncateSync(join(cache, "kind/a"), 10);
    expect([await build(cache, ["a"]), await build(cache, ["a"])]).toEqual([1, 0]);
  });

  it("is known again after an archive that keeps whole seconds", async () => {
    const cache = place();
    await build(cache, ["a"]);
    const seconds = Math.floor(statSync(fileOf(cache, "a")).mtimeMs / 1000);
    utimesSync(fileOf(cache, "a"), seconds, seconds);
    expect(await build(cache, ["a"])).toBe(0);
  });

  it("replaces what is in its place, without a change of what that was a name of", async () => {
    const cache = place();
    const other = join(folder, "other.txt");
    writeFileSync(other, "other");
    mkdirSync(`${cache}-out`);
    linkSync(other, join(`${cache}-out`, "a"));
    await build(cache, ["a"]);
    expect(readFileSync(other, "utf8")).toBe("other");
  });

  it("is dropped by a build without use for it once that is more than half", async () => {
    const cache = place();
    await build(cache, ["a", "b"]);
    await build(cache, ["a"]);
    expect(readdirSync(join(cache, "kind"))).toHaveLength(4);
    await build(cache, ["c"]);
    expect(readdirSync(join(cache, "kind")).sort()).toEqual(["c", "c-txt"]);
  });

  it("is dropped without what another build is about to write", async () => {
    const cache = place();
    const kept = new KeptFiles(cache, "kind");
    mkdirSync(`${cache}-out`);
    const make = async (pathOf: (name: string) => string): Promise<void> => {
      writeFileSync(pathOf("txt"), "mine");
      await build(cache, ["a"]);
      await build(cache, ["b"]);
      await build(cache, ["c"]);
    };
    await kept.put("mine", make, () => join(`${cache}-out`, "mine"));
    expect(readFileSync(join(`${cache}-out`, "mine"), "utf8")).toBe("mine");
    expect(readdirSync(join(cache, "kind")).sort()).toEqual(["c", "c-txt", "mine", "mine-txt"]);
  });

  it("leaves no draft when it can't be made", async () => {
    const cache = place();
    const make = (pathOf: (name: string) => string): void => {
      writeFileSync(pathOf("txt"), "half");
      throw new Error("no space left");
    };
    await expect(new KeptFiles(cache, "kind").put("a", make, () => "")).rejects.toThrow("no space left");
    expect(readdirSync(join(cache, "kind"))).toEqual([]);
  });
});
