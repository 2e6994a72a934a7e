import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { previewPath } from "../../src/http/preview.ts";
import { temporaryFolder, write } from "../folder.ts";
import { knots } from "./searched-blog.ts";
import { seed } from "../seed.ts";
import { type Production, serve } from "../production/serve.ts";

const secret = "0123456789abcdef0123456789abcdef";
const now = Date.UTC(2026, 5, 1) / 1000;
const later = Date.UTC(2026, 6, 2) / 1000;
const root = temporaryFolder();

let site: Production;

beforeAll(async () => {
  write(root, knots);
  site = await serve({ root, now, withAssets: true, bindings: { PREVIEW_SECRET: secret } });
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

  it("has pages of ten, and none beyond the last", async () => {
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

it("tells browsers how to search the site", async () => {
  const { status, headers, text } = await ask("/opensearch.xml");
  expect([status, headers.get("content-type")]).toEqual([200, "application/opensearchdescription+xml; charset=utf-8"]);
  expect(text).toContain('template="https://knots.example/search/?q={searchTerms}"');
});
