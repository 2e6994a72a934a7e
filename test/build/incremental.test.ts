import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cachedCompiler } from "../../scripts/read/articles.ts";
import { digestOf } from "../../scripts/base/digest.ts";
import { Cache } from "../../scripts/store/cache.ts";
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
      // Pictures stay, which have tests of their own.
      for (const kind of ["build", "manifest"]) rmSync(join(clean, kind), { recursive: true, force: true });
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
});

describe("articles", () => {
  it("come out the same with and without threads", async () => {
    const files = Array.from({ length: 330 }, (_, index) => {
      const bytes = Buffer.from(post(`Post ${index}`, "2024-01-01", {}, `Text *${index}* [link](/a/)`));
      const digest = digestOf(bytes);
      return { file: `posts/p${index}.md`, digest, read: () => ({ digest, bytes }) };
    });
    const compile = async (width: number) => {
      const settings = { language: "en", words: {}, smartQuotes: true, timezone: "UTC", url: "https://blog.example" };
      const found = await cachedCompiler(new Cache(folder), width)(settings, files, true);
      return found.map((file) => ({ ...file, texts: file.texts.read(), searched: file.searched?.read() }));
    };
    const alone = await compile(1);
    expect(alone[7]?.searched).toContain("Text 7");
    expect(await compile(2)).toEqual(alone);
  });

  it("come with what is searched of them where that is wanted, and are the same where they are not, or no more", async () => {
    const bytes = Buffer.from(post("Ink", "2024-01-01"));
    let reads = 0;
    const read = () => ({ digest: digestOf(bytes), bytes: (reads++, bytes) });
    const files = [{ file: "posts/ink.md", digest: digestOf(bytes), read }];
    const compile = cachedCompiler(new Cache(folder));
    const settings = { language: "en", words: {}, smartQuotes: true, timezone: "UTC", url: "https://blog.example" };
    const [without] = await compile(settings, files);
    expect([without?.searched, reads]).toEqual([undefined, 1]);
    await compile(
      settings,
      files.map(({ file, read }) => ({ file: `${file}.md`, read })),
    );
    expect(reads).toBe(2); // once, though nothing was known of it
    reads = 1;
    const [searched] = await compile(settings, files, true);
    expect([searched?.searched?.read().includes("Ink"), searched?.texts.digest, reads]).toEqual([
      true,
      without?.texts.digest,
      2,
    ]);
    expect(await compile(settings, files)).toEqual([without]);
    await compile(settings, files, true);
    expect(reads).toBe(2);
  });

  it("keep what is searched of them while commands that do not ask for it, such as exports, clean up", async () => {
    const bytes = Buffer.from(post("Ink", "2024-01-01"));
    const files = [{ file: "posts/ink.md", digest: digestOf(bytes), read: () => ({ digest: digestOf(bytes), bytes }) }];
    const settings = { language: "en", words: {}, smartQuotes: true, timezone: "UTC", url: "https://blog.example" };
    const cache = new Cache(folder);
    const compile = async (searched: boolean): Promise<string | undefined> => {
      const [found] = await cachedCompiler(cache)(settings, files, searched);
      const text = found?.searched && cache.text(found.searched.digest);
      cache.finish(true);
      return text;
    };
    for (const key of ["a", "b", "c", "d", "e", "f"]) cache.addText(key, "of no use to other commands");
    expect(await compile(true)).toContain("Ink");
    await compile(false);
    expect(await compile(true)).toContain("Ink");
  });
});

describe("the cache", () => {
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

  it.each([
    ["cut off", (file: string) => truncateSync(file, 40_000)],
    ["overwritten", (file: string) => writeFileSync(file, Buffer.alloc(100_000, 1))],
    ["empty", (file: string) => writeFileSync(file, "")],
  ])("is replaced by a build that finds it %s", async (_, damage) => {
    const root = write(join(folder, "damaged"), { "posts/a.md": post("A", "2024-01-01") });
    const [out, cache] = [join(folder, "damaged-out"), place()];
    await prebuild({ root, out, cache, now });
    const before = filesOf(out);
    const [name = ""] = readdirSync(join(cache, "build")).filter((file) => file.endsWith(".sqlite"));
    damage(join(cache, "build", name));
    await prebuild({ root, out, cache, now });
    expect(filesOf(out)).toEqual(before);
  });
});
