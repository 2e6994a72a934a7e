import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { prebuild, type PrebuildOptions } from "../../scripts/build/prebuild.ts";
import { siteIndex } from "../../scripts/build/site-index.ts";
import { writeSearched } from "../../scripts/read/searched-text.ts";
import type { IndexedArticle } from "../../scripts/site/indexed-articles.ts";
import { Cache } from "../../scripts/store/cache.ts";
import { Release } from "../../src/content/release.ts";
import { defaultSite } from "../../src/content/site.ts";
import { searchFile } from "../../src/content/search-directory.ts";
import type { Stemmers } from "../../src/search/words-in-text.ts";
import { parseQuery } from "../../src/search/query.ts";
import { Search } from "../../src/search/search.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();
const now = Date.UTC(2026, 0, 1) / 1000;
const settings = "url: https://blog.example\ncards: false\n";

const files = {
  "site.yaml": settings,
  "posts/ink.md": post(
    "Making ink",
    "2024-01-01",
    { tags: "oak" },
    "Galls of oaks, and `kv_namespaces`.\n\n![A jar](https://a.example/b.png)",
  ),
  "posts/velin.md": post("Le vélin", "2024-01-01", { lang: "fr" }, "Des livres reliés."),
  "posts/later.md": post("Parchment", "2027-01-01"),
};

const build = (name: string, more: Readonly<Record<string, string>> = {}, options: Partial<PrebuildOptions> = {}) =>
  prebuild({
    root: write(join(folder, name), { ...files, ...more }),
    out: join(folder, `${name}-out`),
    cache: join(folder, "cache"),
    now,
    ...options,
  });

const read = (name: string, file: string): Buffer => readFileSync(join(folder, `${name}-out`, file));

const directoryOf = (name: string) => new Release(Uint8Array.from(read(name, "release.bin")).buffer).header.search;

async function stemmersOf(name: string): Promise<Stemmers> {
  const module = pathToFileURL(join(folder, `${name}-out`, "stemmers.mjs")).href;
  return ((await import(module)) as { readonly default: Stemmers }).default;
}

async function find(name: string, query: string, at = now): Promise<string[]> {
  const directory = directoryOf(name);
  if (!directory) throw new Error("there is no index");
  const search = new Search(directory, await stemmersOf(name), (file) =>
    Promise.resolve(Uint8Array.from(read(name, join("assets", searchFile(directory, file)))).buffer),
  );
  const { results } = await search.find(parseQuery(query), 1, at);
  return results.map(({ path }) => path);
}

const filesIn = (place: string): string[] =>
  readdirSync(place, { recursive: true, encoding: "utf8" })
    .filter((name) => name.includes("."))
    .sort();

describe("a build", () => {
  it("writes an index of titles, tags, texts, code and pictures, each in its language", async () => {
    await build("all");
    for (const query of ["making", "oaks", "gall", "kv_namespaces", "jar"])
      expect([query, await find("all", query)]).toEqual([query, ["/posts/ink/"]]);
    expect(await find("all", "velin livre")).toEqual(["/posts/velin/"]);
    expect(await find("all", "example")).toEqual([]); // of the picture's address
    expect(await find("all", "parchment")).toEqual([]);
    expect(await find("all", "parchment", Date.UTC(2027, 5) / 1000)).toEqual(["/posts/later/"]);
  });

  it("makes the same index in another place and from a warm cache, under a name made from all sources", async () => {
    await build("here", {}, { cache: join(folder, "cache-of-here") });
    await build("there", {}, { cache: join(folder, "cache-of-there") });
    await build("again", {}, { cache: join(folder, "cache-of-here") });
    const here = filesIn(join(folder, "here-out/assets/_search"));
    expect(here.length).toBeGreaterThan(2);
    for (const name of ["there", "again"]) {
      expect(filesIn(join(folder, `${name}-out/assets/_search`))).toEqual(here);
      for (const file of ["release.bin", "stemmers.mjs", ...here.map((each) => join("assets/_search", each))])
        expect([file, read(name, file).equals(read("here", file))]).toEqual([file, true]);
    }
    await build("other", { "posts/later.md": post("Parchments", "2027-01-01") });
    expect(directoryOf("here")?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(directoryOf("other")?.key).not.toBe(directoryOf("here")?.key);
  });

  it("has stemmers of its own languages alone", async () => {
    const stemmers = await stemmersOf("all");
    expect(Object.keys(stemmers)).toEqual(["en", "fr"]);
    expect([stemmers["en"]?.("galls"), stemmers["fr"]?.("livres")]).toEqual(["gall", "livr"]);
    expect(read("all", "stemmers.mjs").toString()).not.toMatch(/\bimport\b|\brequire\b|node_modules/);
  });

  it("has nothing of search where readers cannot search", async () => {
    const built = await build("off", { "site.yaml": `${settings}search: false\n` });
    expect([built.search, directoryOf("off")]).toEqual([undefined, undefined]);
    expect(readdirSync(join(folder, "off-out/assets"))).not.toContain("_search");
    expect(await stemmersOf("off")).toEqual({});
    expect([...built.timeline.paths.keys()].filter((path) => path.includes("search"))).toEqual([]);
  });
});

describe("an index that a thread makes", () => {
  it("is the same as one that is made in place", async () => {
    const cache = new Cache(join(folder, "threads"), "code");
    const articles = Array.from({ length: 1001 }, (_, number): IndexedArticle => {
      const title = `Number ${number}`;
      const text = `Text ${number % 7}`;
      const searched = writeSearched({ title, tags: [], description: "", text, language: "en" });
      const digest = number.toString(16).padStart(32, "0");
      cache.addText(digest, searched);
      return {
        file: `posts/p${number}.md`,
        fileDigest: digest,
        language: "en",
        searched: cache.kept(digest),
        card: { path: `/posts/p${number}/`, title },
        from: number === 1000 ? now : null,
        until: null,
      };
    });
    const make = async (name: string, width: number) => {
      const place = join(folder, `thread-${name}`);
      const directory = await siteIndex(articles, { site: defaultSite, folder: place, cache }, width);
      return { directory, files: filesIn(place).map((each) => [each, readFileSync(join(place, each), "base64")]) };
    };
    const made = await make("one", 1);
    expect(made.directory.passing).toHaveLength(1);
    expect(await make("two", 2)).toEqual(made);
    cache.close();
  });
});
