import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketsOf, Surfaces } from "../../src/search/shard.ts";
import { bucketOf } from "../../src/search/words-in-text.ts";
import { digestOf } from "../../scripts/base/digest.ts";
import type { Searchable } from "../../scripts/search-index/analysis.ts";
import { KeptIndex } from "../../scripts/search-index/kept-index.ts";
import { makeIndex } from "../../scripts/search-index/make-index.ts";
import { articles } from "../search/corpora.ts";
import { type Article, filled } from "../search/made-index.ts";

const digestOfArticle = (article: Article): string => digestOf(JSON.stringify(filled(article)));

const indexed = (article: Article) => ({
  digest: digestOfArticle(article),
  card: JSON.stringify({ path: "/", title: article.title ?? "" }),
  ...(article.from !== undefined && { from: article.from }),
});

const languages = ["en", "de"];

function filesOf(folder: string): Record<string, string> {
  const place = join(folder, "_search/key");
  return Object.fromEntries(readdirSync(place).map((name) => [name, readFileSync(join(place, name), "base64")]));
}

/** What is still known of articles of earlier indexes. */
type Earlier = (digest: string) => Searchable | undefined;

/** An index in a folder that is gone at once: its directory and its files. */
function made(
  articles: readonly Article[],
  previous?: string,
  counts = { asked: 0 },
  earlier: Earlier = () => undefined,
) {
  const folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
  const texts = new Map(articles.map((article) => [digestOfArticle(article), filled(article)]));
  const directory = makeIndex(articles.map(indexed), {
    folder,
    key: "key",
    languages,
    ...(previous !== undefined && { kept: new KeptIndex(previous) }),
    searchedOf: (digest) => {
      if (texts.has(digest)) counts.asked += 1;
      return texts.get(digest) ?? earlier(digest);
    },
  });
  const files = filesOf(folder);
  rmSync(folder, { recursive: true });
  return { directory, files };
}

describe("an index", () => {
  it("has the same bytes when it is made from the one before", () => {
    const folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
    const previous = join(folder, "index");
    fc.assert(
      fc.property(fc.array(articles, { minLength: 2, maxLength: 4 }), fc.integer(), (builds, forgotten) => {
        const known = new Map(builds.flat().map((article) => [digestOfArticle(article), filled(article)]));
        // Of some articles what was there is not known any more.
        const earlier: Earlier = (digest) =>
          digest.startsWith((forgotten & 0xf).toString(16)) ? undefined : known.get(digest);
        for (const articles of builds) expect(made(articles, previous, undefined, earlier)).toEqual(made(articles));
      }),
      { numRuns: 100 },
    );
    rmSync(folder, { recursive: true });
  });

  it("asks only for the words of articles that have changed", () => {
    const folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
    const previous = join(folder, "index");
    const many = Array.from({ length: 200 }, (_, number) => ({ text: `post number ${number}` }));
    const counts = { asked: 0 };
    const asked = (articles: readonly Article[]): number => {
      counts.asked = 0;
      expect(made(articles, previous, counts)).toEqual(made(articles));
      return counts.asked;
    };
    expect(asked(many)).toBe(200);
    expect(asked(many)).toBe(0);
    expect(asked(many.with(70, { text: "edited" }))).toBe(1);
    expect(asked([...many.with(70, { text: "edited" }), { text: "new" }])).toBe(1);
    expect(asked(many)).toBe(1);
    expect(asked([{ text: "oldest" }, ...many])).toBe(201);
    rmSync(folder, { recursive: true });
  });

  it("is made from scratch where what the last build left is damaged or of another site", () => {
    const folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
    const previous = join(folder, "index");
    const articles = [{ title: "One", text: "a few words" }, { title: "Two" }];
    const fresh = made(articles);
    const note = join(previous, "index.json");
    const edit = (change: (note: string) => string) => () => writeFileSync(note, change(readFileSync(note, "utf8")));
    const words = (): string[] => readdirSync(previous).filter((name) => name !== "index.json");
    const damage: readonly (() => void)[] = [
      edit(() => ""),
      edit(() => "{}\n{}"),
      edit((text) => text.slice(0, -9)),
      edit((text) => text.replace('["en","de"]', '["en","fr"]')),
      () => rmSync(note),
      ...[0, 1, 2].flatMap((number) => [
        () => truncateSync(join(previous, words()[number] ?? ""), 1),
        () => rmSync(join(previous, words()[number] ?? "")),
      ]),
      () => {
        for (const name of words()) writeFileSync(join(previous, name), readFileSync(join(previous, name)).fill(0xff));
      },
    ];
    for (const spoil of damage) {
      made(articles, previous);
      spoil();
      expect(made(articles, previous)).toEqual(fresh);
    }
    rmSync(folder, { recursive: true });
  });

  it("leaves to the next build what it has use for, and drops the rest in time", () => {
    const folder = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
    for (let build = 0; build < 20; build++) made([{ text: `build${build}` }], folder);
    expect(readdirSync(folder).length).toBeLessThanOrEqual(2 * 4);
    rmSync(folder, { recursive: true });
  });

  it("has each bucket in one shard, from the shard's beginning on", () => {
    const letters = "abcdefgh";
    const words = Array.from(letters).flatMap((a) =>
      Array.from(letters).flatMap((b) =>
        Array.from(letters).map((c) => Array.from({ length: 24 }, (_, n) => `${a}${b}${c}${"xyz".repeat(3)}${n}`)),
      ),
    );
    const { directory, files } = made(words.flat(2).map((text) => ({ text: `${text} aaa${text}` })));
    const { shards } = directory;
    expect(shards.length).toBeGreaterThan(8);
    expect(shards).toEqual([...shards].sort());
    const keys = shards.map((_, number) =>
      bucketsOf(Buffer.from(files[`words-${number}.bin`] ?? "", "base64")).map((bucket) => {
        for (const entry = new Surfaces(bucket); entry.next();) expect(bucketOf(entry.stem)).toBe(bucket.key);
        return bucket.key;
      }),
    );
    expect(new Set(keys.flat()).size).toBe(keys.flat().length);
    for (const [number, [first = "", ...others]] of keys.entries()) {
      expect(first >= (shards[number] ?? "")).toBe(true);
      expect([first, ...others].every((key) => key < (shards[number + 1] ?? "\uffff"))).toBe(true);
    }
    const sizes = shards.map((_, number) => Buffer.from(files[`words-${number}.bin`] ?? "", "base64").length);
    expect(sizes.filter((size, number) => size > 33_000 && keys[number]?.length !== 1)).toEqual([]);
  });

  it("moves no cut outside of what begins like the words of an article that is added", () => {
    const articles = Array.from({ length: 3000 }, (_, n) => ({
      text: `b${n.toString(36)}${n} c${n * 7} d${n.toString(36)}q`,
    }));
    const before = made(articles);
    const after = made([...articles, { text: Array.from({ length: 900 }, (_, n) => `bz${n}more`).join(" ") }]);
    const others = ({ directory }: typeof before): string[] =>
      directory.shards.filter((beginning) => !beginning.startsWith("b"));
    expect(after.directory.shards).not.toEqual(before.directory.shards);
    expect(others(after)).toEqual(others(before));
  });

  it("names in its directory only the articles that come or go", () => {
    const { directory } = made([{ text: "one two" }, { text: "three", from: 7 }]);
    expect(directory).toMatchObject({ count: 2, length: 3, passing: [{ id: 1, from: 7, until: null, length: 1 }] });
  });
});
