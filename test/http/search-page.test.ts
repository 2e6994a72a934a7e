import fc from "fast-check";
import { DomUtils, parseDocument } from "htmlparser2";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createApp } from "../../src/app.ts";
import { Release } from "../../src/content/release.ts";
import type { Finder } from "../../src/http/search-page.ts";
import type { Found } from "../../src/search/found.ts";
import { encodeRelease } from "../../scripts/timeline/encode-release.ts";
import { seed } from "../seed.ts";
import * as fixtures from "../fixtures/views/models.ts";

const now = Date.UTC(2026, 0, 1) / 1000;
const next = now + 600;
const style = { text: "", digest: "" };

/** 23 articles are found by anything but what begins with "no". */
const finder: Finder = {
  find: async ({ text }, page): Promise<Found> => {
    const total = text === "" || text.startsWith("no") ? 0 : 23;
    const results = Array.from({ length: Math.max(0, Math.min(10, total - 10 * (page - 1))) }, (_, index) => ({
      path: `/posts/${10 * (page - 1) + index}/`,
      title: [{ text: "A <title> of " }, { text, found: true as const }],
    }));
    return { searched: 43, total, results, near: total === 0 ? [text] : [], newest: [] };
  },
};

function appWith(search: Finder | undefined, site = fixtures.site, moments: readonly number[] = [next]) {
  const header = { site, style, look: "0123", lookModified: 0, moments, firstPaths: {} };
  const release = new Release(encodeRelease(header, new Map()).buffer);
  const app = createApp(release, { get: async () => undefined }, () => now, undefined, undefined, search);
  return (path: string, init?: RequestInit) => Promise.resolve(app.request(`http://blog.example${path}`, init));
}

const ask = appWith(finder);

describe("a search", () => {
  it("finds a page of results", async () => {
    const [first, third] = [await ask("/search/?q=paper"), await ask("/search/?q=paper&page=3")];
    expect([first.status, third.status]).toEqual([200, 200]);
    expect(await first.text()).toContain(`<a class="u-url" href="/posts/9/">A &lt;title&gt; of <mark>paper</mark></a>`);
    expect(await third.text()).toContain("page 3 of 3");
  });

  it.each([
    ["/search", "/search/"],
    ["//search/?q=a", "/search/?q=a"],
    ["/search/index.html?q=a", "/search/?q=a"],
    ["/search/?q=", "/search/"],
    ["/search/?q=+++", "/search/"],
    ["/search/?page=2", "/search/"],
    ["/search/?utm_source=feed", "/search/"],
    ["/search/?q=a&page=1", "/search/?q=a"],
    ["/search/?page=2&q=a", "/search/?q=a&page=2"],
    ["/search/?q=a&q=b", "/search/?q=a"],
    ["/search/?q=a%20b", "/search/?q=a+b"],
    ["/search/?q=++a+++b%09", "/search/?q=a+b"],
    ["/search/?q=e%CC%81", "/search/?q=%C3%A9"],
    ["/search/?q=%c3%a9", "/search/?q=%C3%A9"],
    ["/search/?q=c++", "/search/?q=c"],
    ["/search/?q=100%", "/search/?q=100%25"],
    ["/search/?q=%ff", "/search/?q=%EF%BF%BD"],
    ["/search/?q=a%00b", "/search/?q=a+b"],
    ["/search/?q=a&page=0", "/search/?q=a&page=0"],
    ["/search/?q=a&page=-1", "/search/?q=a&page=0"],
    ["/search/?q=a&page=abc", "/search/?q=a&page=0"],
    ["/search/?q=a&page=02", "/search/?q=a&page=0"],
    ["/search/?q=a&page=9999999999999999999", "/search/?q=a&page=0"],
  ])("has one address: %s", async (path, own) => {
    const answer = await ask(path);
    const moved = path === own ? undefined : own;
    expect([answer.status === 301 ? answer.headers.get("location") : undefined]).toEqual([moved]);
    expect((await ask(own)).status).toBeOneOf([200, 404]);
  });

  it("says that a page is not there, with 404", async () => {
    for (const path of ["/search/?q=paper&page=4", "/search/?q=paper&page=0", "/search/?q=nothing&page=2"]) {
      const answer = await ask(path);
      const text = await answer.text();
      expect([path, answer.status, answer.headers.get("etag")]).toEqual([path, 404, null]);
      expect(text).not.toContain("u-url");
      expect(text).toContain(path.includes("nothing") ? "Nothing was found" : "There is no such page of results.");
    }
  });

  it("is kept for a minute by browsers, and by the edge until the next moment, for a day at most", async () => {
    const soon = (await ask("/search/?q=paper")).headers;
    expect(soon.get("cache-control")).toBe("public, max-age=60, stale-while-revalidate=538");
    expect(soon.get("cloudflare-cdn-cache-control")).toBe("public, max-age=598, stale-while-revalidate=0");
    const never = (await appWith(finder, fixtures.site, [])("/search/?q=paper")).headers;
    expect(never.get("cloudflare-cdn-cache-control")).toBe("public, max-age=86400, stale-while-revalidate=3600");
  });

  it("has an ETag of what it shows, answers 304 to whoever has that, and HEAD without a body", async () => {
    const [one, same, other] = [await ask("/search/?q=a"), await ask("/search/?q=a"), await ask("/search/?q=b")];
    const etag = one.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    expect([same.headers.get("etag") === etag, other.headers.get("etag") === etag]).toEqual([true, false]);
    const fresh = await ask("/search/?q=a", { headers: { "if-none-match": `W/${etag}` } });
    expect([fresh.status, await fresh.text(), fresh.headers.get("etag")]).toEqual([304, "", etag]);
    expect(fresh.headers.get("cache-control")).toBe(one.headers.get("cache-control"));
    const head = await ask("/search/?q=a", { method: "HEAD" });
    expect([head.status, await head.text(), head.headers.get("etag")]).toEqual([200, "", etag]);
    expect((await ask("/search/?q=a", { method: "POST" })).status).toBe(405);
  });

  it("may be sent from all pages of the site, and from those of no other", async () => {
    for (const path of ["/search/?q=a", "/nowhere/"])
      expect((await ask(path)).headers.get("content-security-policy")).toContain("form-action 'self';");
    const off = await appWith(undefined, { ...fixtures.site, search: false })("/nowhere/");
    expect(off.headers.get("content-security-policy")).toContain("form-action 'none';");
  });

  it("is nowhere on a site that has none", async () => {
    expect((await appWith(undefined)("/search/?q=a")).status).toBe(404);
  });
});

describe("a search that fails", () => {
  beforeEach(() => {
    const error = vi.spyOn(console, "error").mockReturnValue();
    return () => error.mockRestore();
  });

  it("fails like any other request, and says why in the log alone", async () => {
    const failing = appWith({ find: () => Promise.reject(new Error("asset words-1.bin is missing")) });
    const answer = await failing("/search/?q=a");
    expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("cache-control")]).toEqual([
      503,
      "30",
      "no-store",
    ]);
    expect(await answer.text()).not.toContain("words-1");
    expect(console.error).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("asset words-1.bin is missing"));
  });
});

describe("any query", () => {
  const hostile = fc.constantFrom(
    '"><script>alert(1)</script>',
    "' onfocus=alert(1) autofocus='",
    "</title><svg/onload=alert(1)>",
    "<mark>",
    "&lt;b&gt;",
    "\u202e",
    "\0\ud800\ufffe",
    "{searchTerms}",
    "${7*7}",
    "../../_search/",
    "constructor __proto__ toString",
    "\r\nset-cookie: a=b",
    "%00%0d%0a",
    "ﷺ".repeat(300),
    "a ".repeat(5000),
    "日本語".repeat(200),
  );
  const text = fc.oneof(
    hostile,
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string({ unit: "grapheme", maxLength: 50 }),
    fc.array(hostile, { maxLength: 4 }).map((parts) => parts.join(" ")),
  );
  const page = fc.oneof(fc.constantFrom("1", "2", "3", "4", "0", "-1", "1e9", "NaN", ""), fc.string({ maxLength: 8 }));
  const raw = fc.oneof(
    fc.record({ q: text, page }, { requiredKeys: ["q"] }).map((fields) => `?${new URLSearchParams(fields).toString()}`),
    // As no browser would write it.
    fc.tuple(text, page).map(([q, number]) => `?page=${number}&q=${q}`),
    fc.string({ unit: fc.constantFrom("%", "f", "0", "&", "=", "q", "+", "?", "page") }).map((query) => `?${query}`),
  );

  /** The names of all elements and their attributes, without how often they are there. */
  const shapeOf = (html: string): Set<string> =>
    new Set(
      DomUtils.findAll(() => true, parseDocument(html).children).flatMap(({ name, attribs }) => [
        name,
        ...Object.keys(attribs).map((attribute) => `${name} ${attribute}`),
      ]),
    );

  it(
    "has one address, is answered in one redirect at most, never with 5xx, and escaped",
    { timeout: 60_000 },
    async () => {
      const known = new Set<string>();
      for (const plain of ["q=a", "q=a&page=2", "q=no", "q=a&page=0", `q=${"a+".repeat(10)}a`, ""])
        for (const each of shapeOf(await (await ask(`/search/?${plain}`)).text())) known.add(each);
      const runs = Number(process.env["QUERIES"] ?? 300);
      await fc.assert(
        fc.asyncProperty(raw, async (query) => {
          const started = performance.now();
          let answer = await ask(`/search/${query}`);
          const moved = answer.status === 301 ? (answer.headers.get("location") ?? "") : "/search/";
          expect(moved).toMatch(/^\/search\/(?:\?(?:q=[\w*.%+-]+)(?:&page=\d+)?)?$/);
          if (answer.status === 301) answer = await ask(moved);
          expect([200, 404]).toContain(answer.status);
          const html = await answer.text();
          expect([...shapeOf(html).difference(known)]).toEqual([]);
          expect(html).not.toMatch(/[^\P{Cc}\n]/u);
          expect(performance.now() - started).toBeLessThan(1000);
        }),
        { numRuns: runs, seed },
      );
    },
  );
});
