import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Articles } from "../../scripts/compile/articles.ts";
import { digestOf } from "../../scripts/compile/digest.ts";
import { Pack } from "../../scripts/compile/pack.ts";
import { ContentError } from "../../scripts/compile/problems.ts";
import { prebuild } from "../../scripts/compile/prebuild.ts";
import { MemoryShelf } from "../../scripts/compile/shelf.ts";
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

const segmentsOf = (at: string): string[] =>
  readdirSync(at, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".pack"))
    .map((name) => join(at, name));

describe("a build with the cache of the builds before", () => {
  it("equals a clean one to the byte, through 500 changes", { timeout: 300_000 }, async () => {
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
      // The pictures' cache stays: it is another one, and has tests of its own.
      rmSync(join(clean, "build"), { recursive: true, force: true });
      expect([step, incremental]).toEqual([step, await build(clean, drafts)]);
    }
  });

  it("makes nothing again when nothing has changed", async () => {
    const root = write(join(folder, "same"), {
      "posts/a.md": post("A", "2024-01-01"),
      "posts/b.md": post("B", "2024-01-02"),
    });
    const cache = join(folder, "same-cache");
    const build = () => prebuild({ root, out: join(folder, "same-out"), cache, now });
    await build();
    const before = segmentsOf(join(cache, "build")).map((file) => [file, digestOf(readFileSync(file))]);
    await build();
    expect(segmentsOf(join(cache, "build")).map((file) => [file, digestOf(readFileSync(file))])).toEqual(before);
  });

  it("does not take over what somebody wrote into the manifest", async () => {
    const root = write(join(folder, "touched"), { "posts/a.md": post("A", "2024-01-01") });
    const [out, cache] = [join(folder, "touched-out"), join(folder, "touched-cache")];
    const manifest = join(out, "manifest.json");
    await prebuild({ root, out, cache, now });
    const before = readFileSync(manifest, "utf8");
    writeFileSync(manifest, before.replace("A", "B"));
    await prebuild({ root, out, cache, now });
    expect(readFileSync(manifest, "utf8")).toBe(before);
  });
});

describe("articles", () => {
  it("become the same in threads as without them", async () => {
    const files = Array.from({ length: 330 }, (_, index) => {
      const bytes = Buffer.from(post(`Post ${index}`, "2024-01-01", {}, `Text *${index}* [link](/a/)`));
      const digest = digestOf(bytes);
      return { file: `posts/p${index}.md`, digest, read: () => ({ digest, bytes }) };
    });
    const compile = async (width: number) => {
      const settings = { language: "en", words: {}, smartQuotes: true, timezone: "UTC", url: "https://blog.example" };
      const found = await new Articles(new MemoryShelf(), width).compile(settings, files);
      return found.map(({ compiled, ...rest }) => ({ ...rest, ...compiled, texts: compiled?.texts() }));
    };
    expect(await compile(2)).toEqual(await compile(1));
  });
});

describe("the pack of what is kept", () => {
  const [a, b, c] = ["a", "b", "c"].map(digestOf) as [string, string, string];
  const text = (pack: Pack, key: string): string | undefined => pack.find(key)?.text();
  let packs = 0;
  const place = (): string => join(folder, `pack-${++packs}`);

  /** A pack with a text under each of some keys. */
  function filled(at: string, ...keys: readonly string[]): void {
    const pack = new Pack(at, "code");
    for (const key of keys) pack.add(key, `note of ${key}`, `text of ${key}`);
    pack.finish(true);
  }

  it("gives back what was put in, in this build and in later ones", () => {
    const at = place();
    const pack = new Pack(at, "code");
    pack.add(a, "note with spaces", "täxt");
    expect(text(pack, a)).toBe("täxt");
    pack.finish(true);
    const again = new Pack(at, "code").find(a);
    expect([again?.note, again?.text()]).toEqual(["note with spaces", "täxt"]);
  });

  it("has nothing that other code has made", () => {
    const at = place();
    filled(at, a);
    expect(text(new Pack(at, "other code"), a)).toBeUndefined();
  });

  it("drops what two builds in a row have not used", () => {
    const at = place();
    filled(at, a, b);
    for (let build = 0; build < 2; build++) {
      const pack = new Pack(at, "code");
      pack.find(a);
      pack.finish(true);
    }
    const pack = new Pack(at, "code");
    expect([text(pack, a), text(pack, b)]).toEqual([`text of ${a}`, undefined]);
  });

  it("gives up the space of what it dropped, and keeps few files", () => {
    const at = place();
    filled(at, a, b, c);
    for (let build = 0; build < 30; build++) {
      const pack = new Pack(at, "code");
      pack.find(a);
      pack.add(digestOf(`${build}`), "", "x".repeat(1000));
      pack.finish(true);
    }
    expect(readdirSync(at).length).toBeLessThan(12);
    expect(text(new Pack(at, "code"), a)).toBe(`text of ${a}`);
  });

  it.each([
    ["the index is cut off", (at: string) => truncateSync(join(at, "index"), 100)],
    ["the index is overwritten", (at: string) => writeFileSync(join(at, "index"), Buffer.alloc(500))],
    ["a segment is missing", (at: string) => segmentsOf(at).forEach((file) => rmSync(file))],
    ["a segment is cut off", (at: string) => segmentsOf(at).forEach((file) => truncateSync(file, 3))],
  ])("is empty when %s", (_, damage) => {
    const at = place();
    filled(at, a);
    damage(at);
    expect(text(new Pack(at, "code"), a)).toBeUndefined();
  });

  it("is as it was when a build is killed, and sweeps what that left an hour later", () => {
    const at = place();
    filled(at, a);
    new Pack(at, "code").add(b, "", "lost");
    filled(at, c);
    const [left] = segmentsOf(at).filter((file) => readFileSync(file).length === 0);
    if (left === undefined) throw new Error("the killed build left nothing");
    utimesSync(left, 0, 0);
    filled(at, c);
    expect(existsSync(left)).toBe(false);
    expect(text(new Pack(at, "code"), b)).toBeUndefined();
  });

  it("is whole after two builds at once, whichever ends last", () => {
    const at = place();
    filled(at, a);
    const [one, two] = [new Pack(at, "code"), new Pack(at, "code")];
    for (const pack of [one, two]) pack.find(a);
    one.add(b, "", "one");
    two.add(b, "", "two");
    one.finish(true);
    two.finish(true);
    const pack = new Pack(at, "code");
    expect([text(pack, a), text(pack, b)]).toEqual([`text of ${a}`, "two"]);
  });
});
