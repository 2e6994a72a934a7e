import { join } from "node:path";
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { previewPath } from "../../src/http/preview.ts";
import { searchFile } from "../../src/search/directory.ts";
import { Release } from "../../src/content/release.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { seed } from "../seed.ts";
import { type Production, serve } from "../production/serve.ts";

const secret = "0123456789abcdef0123456789abcdef";
const now = Date.UTC(2026, 5, 1) / 1000;
const later = Date.UTC(2026, 6, 2) / 1000;
const root = temporaryFolder();

const numbered = Object.fromEntries(
  Array.from({ length: 14 }, (_, number) => [
    `posts/p${number}.md`,
    post(`Rope ${number}`, `2024-01-${String(number + 10)}`, {}, "A knot is tied."),
  ]),
);

let site: Production;
let key: string;

beforeAll(async () => {
  write(root, {
    ...numbered,
    "site.yaml": "title: Knots\nurl: https://knots.example\ncards: false\n",
    "posts/splices.md": post("Eye & <splice>", "2025-01-01", { description: "Hitches, and how they hold" }, "Tucks."),
    "posts/coming.md": post("The lighthouse", "2026-07-01", {}, "Nobody knows the foghorn yet."),
    "posts/going.md": post("The regatta", "2025-05-01", { expires: "2026-07-01" }, "Buoys and spinnakers."),
    "pages/about.md": "---\ntitle: About\n---\nA bosun writes this.\n",
    "static/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "static/_note.txt": "A note",
  });
  site = await serve({ root, now, withAssets: true, bindings: { PREVIEW_SECRET: secret } });
  key = new Release(site.site.release.buffer).header.search?.key ?? "";
});
afterAll(() => site.stop());

const ask = (path: string, asked: Parameters<Production["ask"]>[1] = {}) => site.ask(path, { now, ...asked });

describe("a search in workerd", () => {
  it("finds posts and pages without a read of KV, and reads nothing twice", async () => {
    const answer = await ask("/search/?q=hitch");
    expect([answer.status, answer.reads]).toEqual([200, 0]);
    expect(answer.text).toContain('<a class="u-url" href="/posts/splices/">Eye &amp; &lt;splice&gt;</a>');
    expect(answer.text).toContain("<mark>Hitches</mark>, and how they hold");
    // A shard, the lengths and the cards.
    expect(answer.assetReads).toBeLessThanOrEqual(3);
    expect((await ask("/search/?q=hitch")).assetReads).toBe(0);
    expect((await ask("/search/?q=bosun")).text).toContain('href="/about/"');
  });

  it("has pages of ten, and none behind the last", async () => {
    const [first, second, third] = [
      await ask("/search/?q=knot"),
      await ask("/search/?q=knot&page=2"),
      await ask("/search/?q=knot&page=3"),
    ];
    expect([first, second, third].map(({ status, text }) => [status, text.split(`class="u-url"`).length - 1])).toEqual([
      [200, 10],
      [200, 4],
      [404, 0],
    ]);
    expect(first.text).toContain("14 results");
  });

  it("finds what comes and what goes at their moments alone, and tells nothing of them before", async () => {
    for (const [query, path] of [
      ["foghorn", "/posts/coming/"],
      ["spinnaker", "/posts/going/"],
    ] as const) {
      const [before, after] = [await ask(`/search/?q=${query}`), await ask(`/search/?q=${query}`, { now: later })];
      const [there, gone] = query === "foghorn" ? [after, before] : [before, after];
      expect(there.text).toContain(`href="${path}"`);
      expect(gone.text).toContain("Nothing was found");
      expect(gone.text).not.toContain(path);
    }
    const near = await ask("/search/?q=foghorm");
    expect(near.text).not.toContain("foghorn");
    expect((await ask("/search/?q=foghorm", { now: later })).text).toContain('href="/search/?q=foghorn"');
  });

  it("searches a preview at the preview's own moment, and stays in it", async () => {
    const path = await previewPath("/search/?q=foghorn", { at: later, expires: now + 3600 }, secret);
    const answer = await ask(path);
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
    const claim = /preview=([\w.]+)/.exec(path)?.[1] ?? "";
    expect(answer.text).toContain(`href="/posts/coming/?preview=${claim}"`);
    expect(answer.text).toContain(`<input type="hidden" name="preview" value="${claim}">`);
    expect(answer.headers.get("etag")).toBe(null);
    const respelt = await ask(path.replace("q=foghorn", "q=+foghorn&x=1"));
    expect([respelt.status, respelt.headers.get("location")]).toEqual([301, path]);
    expect((await ask("/search/?q=foghorn&preview=1.2.3")).status).toBe(404);
  });

  it("answers any query with a page, after one redirect at most, and soon", { timeout: 300_000 }, async () => {
    const words = fc.constantFrom(
      "knot",
      "rope",
      "foghorn",
      "hitc",
      "e",
      "日",
      "日本語",
      "c++",
      "useState",
      "1.70.0",
      "kno*",
      '"',
      "<b>",
      "\0",
    );
    const query = fc.oneof(
      fc.array(words, { maxLength: 12 }).map((all) => all.join(" ")),
      fc.string({ unit: "binary", maxLength: 400 }),
      words.map((word) => word.repeat(500)),
    );
    const page = fc.constantFrom("", "&page=2", "&page=0", "&page=99999", "&page=x");
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(query, page, async (entered, number) => {
        const path = `/search/?q=${encodeURIComponent(entered.toWellFormed())}${number}`;
        const started = performance.now();
        const first = await ask(path);
        const answer = first.status === 301 ? await ask(first.headers.get("location") ?? "") : first;
        moved += first === answer ? 0 : 1;
        expect([200, 404]).toContain(answer.status);
        expect(answer.text).not.toContain("<b>");
        expect(performance.now() - started).toBeLessThan(3000);
      }),
      { numRuns: Number(process.env["QUERIES"] ?? 100), seed },
    );
    expect(moved).toBeGreaterThan(0);
  });

  it("answers 503 that nobody keeps when the index can't be read, and goes on with what is in memory", async () => {
    await ask("/search/?q=tucks");
    // Of a site that has been asked for nothing yet.
    const cold = await serve({ root, now, withAssets: true });
    for (const assets of ["failing", "missing", "hanging"] as const) {
      const answer = await cold.ask("/search/?q=tucks", { now, assets });
      const { status, headers, text } = answer;
      expect([status, headers.get("retry-after"), headers.get("cache-control")]).toEqual([503, "30", "no-store"]);
      expect(text).not.toMatch(/_search|words-|<form/);
      expect((await ask("/search/?q=tucks", { assets })).status).toBe(200);
    }
    expect((await cold.ask("/search/?q=tucks", { now })).status).toBe(200);
    await cold.stop();
  });

  it("says what is missing where the worker has no assets, and serves all else", async () => {
    const unbound = await serve({ root, now });
    expect((await unbound.ask("/search/?q=knot", { now })).status).toBe(503);
    expect((await unbound.ask("/", { now })).status).toBe(200);
    await unbound.stop();
  });
});

describe("the index", () => {
  const escaped = (text: string, lower = false): string =>
    Array.from(text, (character) => {
      const code = `%${(character.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`;
      return lower ? code : code.toUpperCase();
    }).join("");

  it("is a 404 like any other for whoever asks for it, however that is spelt", async () => {
    const names = readdirSync(join(site.assets, "_search", key));
    expect(names).toContain("lengths.bin");
    const name = names.find((each) => each.startsWith("words-")) ?? "";
    const first = searchFile({ key }, name);
    const inside = first.slice("/_search".length);
    const single = Array.from("_search", (_, at) => {
      const letters = Array.from("_search");
      letters[at] = escaped(letters[at] ?? "");
      return `/${letters.join("")}${inside}`;
    });
    const spellings = [
      ...names.map((each) => searchFile({ key }, each)),
      ...single,
      ...single.map((path) => path.replace(/%../, (code) => code.toLowerCase())),
      `/${escaped("_search")}${inside}`,
      `/${escaped("_search", true)}${inside}`,
      `/${first}`,
      `//${first}`,
      `/%2F_search${inside}`,
      `/%2f%5fsearch${inside}`,
      `/_search/${inside}`,
      `/_search%2F${inside.slice(1)}`,
      `/_search%2f${inside.slice(1)}`,
      `/_search${inside.replaceAll("/", "%2F")}`,
      `/_search/${escaped(key)}/${name}`,
      `/./_search${inside}`,
      `/a/../_search${inside}`,
      `/%2e%2e/_search${inside}`,
      `/a/%2e%2e/%5Fsearch${inside}`,
      `/\\_search${inside}`,
      `${first}?a=1`,
      `${first}/`,
      `/_search/./${key}/${name}`,
      `/%5F%5Fsearch/../_search${inside}`,
      `//%5fsearch/${inside}`,
      `/_search/${key}/`,
      "/_search/",
      "/_search",
    ];
    const like = await ask("/nowhere/at/all/");
    const failed: string[] = [];
    for (const path of spellings)
      for (const method of ["GET", "HEAD"]) {
        const { status, headers } = await ask(path, { method });
        const same = ["content-type", "cache-control", "content-security-policy"].every(
          (each) => headers.get(each) === like.headers.get(each),
        );
        if (status !== 404 || !same) failed.push(`${method} ${path}: ${status} ${headers.get("location")}`);
      }
    expect(failed).toEqual([]);
    expect(spellings.length).toBeGreaterThan(40);
  });

  it.each([
    ["//icon.svg", 307, "/icon.svg"],
    ["/%2Ficon.svg", 307, "/icon.svg"],
    ["/%5Fnote.txt", 307, "/_note.txt"],
    ["/_note%2Etxt", 307, "/_note.txt"],
    ["/_note.txt", 200, null],
    ["/_no%20note.txt", 404, null],
  ])("hides no file that is spelt as strangely: %s", async (path, status, location) => {
    const answer = await ask(path);
    expect([answer.status, answer.headers.get("location")]).toEqual([status, location]);
  });

  it("has a name that no answer contains", async () => {
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    for (const path of [
      "/",
      "/search/",
      "/search/?q=knot",
      "/sitemap.xml",
      "/robots.txt",
      "/opensearch.xml",
      "/_headers",
    ]) {
      const { text, headers } = await ask(path);
      expect(text + JSON.stringify([...headers])).not.toContain(key);
    }
  });
});

it("tells browsers how to search the site", async () => {
  const { status, headers, text } = await ask("/opensearch.xml");
  expect([status, headers.get("content-type")]).toEqual([200, "application/opensearchdescription+xml; charset=utf-8"]);
  expect(text).toContain('template="https://knots.example/search/?q={searchTerms}"');
});
