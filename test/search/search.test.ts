import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuery } from "../../src/search/query.ts";
import { type Article, MadeIndex } from "./made-index.ts";

const textOf = (passage: readonly { readonly text: string; readonly found?: true }[]): string =>
  passage.map(({ text, found }) => (found ? `[${text}]` : text)).join("");

describe("a search", () => {
  const blog: readonly Article[] = [
    { title: "Running a server", text: "How to run it, with useState and kv_namespaces.", description: "Servers run" },
    {
      title: "Runners",
      text: "Shoes for people who run. Rust 1.70.0 and C++.",
      description: "About l'homme qui court",
    },
    { title: "東京の天気", text: "今日は晴れです", description: "東京 weather" },
    { title: "Soon", text: "secretword", from: 100 },
    { title: "Gone", text: "formerword", until: 50 },
  ];

  it.each([
    ["running", ["/0/", "/1/"]],
    ["soon", []],
    ["secretword", []],
    ["usestate", ["/0/"]],
    ["useState", ["/0/"]],
    ["state", ["/0/"]],
    ["namespaces", ["/0/"]],
    ["kv_namespaces", ["/0/"]],
    ["1.70", ["/1/"]],
    ["1.7", ["/1/"]],
    ["c++", ["/1/"]],
    ["homme", ["/1/"]],
    ["天気", ["/2/"]],
    ["京", ["/2/"]],
    ["SERV", ["/0/"]],
    ["", []],
    ["?!", []],
  ])("finds %s", async (query, paths) => {
    using index = new MadeIndex(blog);
    expect((await index.paths(query, 10)).sort()).toEqual(paths);
  });

  it("finds articles only while they are live", async () => {
    using index = new MadeIndex(blog);
    expect(await index.paths("secretword", 99)).toEqual([]);
    expect(await index.paths("secretword", 100)).toEqual(["/3/"]);
    expect(await index.paths("formerword", 49)).toEqual(["/4/"]);
    expect(await index.paths("formerword", 50)).toEqual([]);
    expect((await index.find("rust", 1, 10)).searched).toBe(4);
    expect((await index.find("rust", 1, 60)).searched).toBe(3);
  });

  it("suggests near words, and none that is not live", async () => {
    using index = new MadeIndex(blog);
    expect(await index.find("srevers", 1, 10)).toMatchObject({ total: 0, near: ["servers", "server"] });
    expect((await index.find("secretwrod", 1, 10)).near).toEqual([]);
    expect((await index.find("secretwrod", 1, 100)).near).toEqual(["secretword"]);
  });

  it("suggests near words beside those that are there, and leaves out what has none", async () => {
    using index = new MadeIndex(blog);
    expect(await index.find("Rust srevers", 1, 10)).toMatchObject({
      some: true,
      near: ["Rust servers", "Rust server"],
    });
    expect((await index.find("xylophone, useStaet", 1, 10)).near).toEqual([", usestate"]);
    expect((await index.find("secretwrod rust", 1, 10)).near).toEqual([]);
    expect((await index.find("secretword srevers", 1, 10)).near).toEqual(["servers", "server"]);
    // Tokyo is near nothing, and a number near another one is not a slip.
    for (const query of ["rust c++ tokyo", "1.80.9 rust"]) expect((await index.find(query, 1, 10)).near).toEqual([]);
  });

  it("suggests for a text without spaces what is there, with every character of it", async () => {
    const texts = ["検索の索引", "エンジン", "running"];
    using own = new MadeIndex(texts.map((text) => ({ title: "", tags: [], description: "", text, language: "ja" })));
    for (const [query, near] of [
      ["検索エンジン runnning", "検索 エンジン running"],
      ["文検索文 runnning", "検索 running"],
      ["文字 runnning", "running"],
    ] as const)
      expect((await own.find(query)).near).toEqual([near]);
  });

  it("suggests words whose first letters were misspelt, from no more files than a query has words", async () => {
    const vocabulary = Array.from({ length: 30_000 }, (_, index) => `${index.toString(36)}word${index}`);
    using index = new MadeIndex([{ title: "Keyboards", text: `keyboard ${vocabulary.join(" ")}` }]);
    expect(index.directory.shards.length).toBeGreaterThan(20);
    for (const query of ["ekyboard", "kkeyboard", "xkeyboard", "kyeboard", "kxeyboard", "keybaord"])
      expect((await index.find(query)).near).toContain("keyboard");
    index.reads.length = 0;
    await index.find("0kqqqq 1lqqqq 2mqqqq 3nqqqq aoqqqq bpqqqq cqqqqq dtqqqq");
    expect(index.reads.filter((name) => name.startsWith("words-")).length).toBeLessThanOrEqual(8);
    expect(new Set(index.reads).size).toBe(index.reads.length);
  });

  it("finds what has an umlaut by the letters that stand for one, unless somebody wrote those", async () => {
    using index = new MadeIndex([
      { title: "Größe", text: "Häuser in Zürich, und Israel", language: "de" },
      { title: "Does", text: "Do this", language: "en" },
    ]);
    for (const query of ["groesse", "Haeuser", "HAUS", "zuerich", "zuer"])
      expect(await index.paths(query)).toEqual(["/0/"]);
    expect(await index.paths("does")).toEqual(["/1/"]);
    expect(await index.paths("israel")).toEqual(["/0/"]);
  });

  it("shows the newest posts where nothing is found or asked for", async () => {
    using index = new MadeIndex(blog);
    for (const query of ["", "xylophone"])
      expect((await index.find(query, 1, 10)).newest.map(({ title }) => title)).toEqual([
        "Gone",
        "東京の天気",
        "Runners",
        "Running a server",
      ]);
  });

  it("shows no page as a newest post, however few posts there are", async () => {
    using index = new MadeIndex([{ title: "About", isPage: true }, { title: "First" }]);
    expect((await index.find("")).newest.map(({ title }) => title)).toEqual(["First"]);
    expect(await index.paths("about")).toEqual(["/0/"]);
  });

  it("finds nothing where there is nothing", async () => {
    using index = new MadeIndex([]);
    expect(await index.find("anything")).toEqual({ searched: 0, total: 0, results: [], near: [], newest: [] });
  });

  it("marks what was found, in every form", async () => {
    using index = new MadeIndex(blog);
    const marked = async (query: string): Promise<string[]> =>
      (await index.find(query, 1, 10)).results.flatMap(({ title, description }) => [
        textOf(title),
        textOf(description ?? []),
      ]);
    expect(await marked("run")).toEqual([
      "[Running] a server",
      "Servers [run]",
      "[Runners]",
      "About l'homme qui court",
    ]);
    expect(await marked("東京")).toEqual(["[東京]の天気", "[東京] weather"]);
    expect(await marked("京")).toEqual(["東[京]の天気", "東[京] weather"]);
    expect(await marked("東京の天気")).toEqual(["[東京の天気]", "[東京] weather"]);
  });

  it("has pages of ten, and none beyond the last", async () => {
    using index = new MadeIndex(Array.from({ length: 23 }, (_, number) => ({ title: `Post ${number}`, text: "same" })));
    expect((await index.find("same", 3)).results).toHaveLength(3);
    expect(await index.find("same", 4)).toMatchObject({ total: 23, results: [] });
    expect(await index.find("same", 1e9)).toMatchObject({ total: 23, results: [] });
  });

  it("finds an article by its title first, even if others say more about the subject", async () => {
    const others = Array.from({ length: 20 }, () => ({
      title: "More on Rust 1.2",
      text: "Announcing Rust 1.2 ".repeat(9),
    }));
    using index = new MadeIndex([...others, { title: "Announcing Rust 1.2", text: "Long. ".repeat(400) }, ...others]);
    expect((await index.paths("announcing Rust 1.2!"))[0]).toBe("/20/");
  });

  it("reads a file a word at most, the lengths, and the cards that it shows", async () => {
    const vocabulary = Array.from({ length: 9000 }, (_, index) => `${index.toString(36)}word${index}`);
    using index = new MadeIndex(
      Array.from({ length: 300 }, (_, id) => ({
        title: `Post ${id}`,
        text: vocabulary.slice(id * 30, id * 30 + 30).join(" "),
      })),
    );
    expect(index.directory.shards.length).toBeGreaterThan(3);
    await index.find("12word38 post 299");
    expect(index.reads.filter((name) => name.startsWith("words-")).length).toBeLessThanOrEqual(3);
    expect(index.reads.filter((name) => name === "lengths.bin")).toHaveLength(1);
    expect(new Set(index.reads).size).toBe(index.reads.length);
  });

  it("rejects when a file can't be read", async () => {
    using index = new MadeIndex(blog);
    const { directory } = index;
    const { Search } = await import("../../src/search/search.ts");
    const broken = new Search(directory, {}, () => Promise.reject(new Error("assets are away")));
    await expect(broken.find(parseQuery("run"), 1, 0)).rejects.toThrow("assets are away");
  });

  it("takes any text there is, in no time", async () => {
    using index = new MadeIndex(blog);
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme" }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
      fc.constantFrom(
        "\ud800",
        "a".repeat(1e5),
        "日".repeat(1e5),
        "a ".repeat(5e4),
        "1.".repeat(5e4),
        "'".repeat(1e5),
        "aB".repeat(5e4),
        "\u0301".repeat(1e5),
        " ".repeat(1e5),
        "_".repeat(1e5),
        "ﷺ".repeat(1e5),
        "<script>",
        "=",
        "/",
        "run=",
        "constructor __proto__",
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const start = performance.now();
        const { results, total } = await index.find(text, 1, 10);
        expect(results.length).toBe(Math.min(total, 10));
        expect(performance.now() - start).toBeLessThan(250);
      }),
      { numRuns: 500 },
    );
  });
});
