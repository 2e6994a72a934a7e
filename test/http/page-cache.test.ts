import { describe, expect, it } from "vitest";
import { type Page, PageCache } from "../../src/http/page-cache.ts";

/** A page whose text begins with its path. */
const pageOf = (path: string, length = 4000): Page => ({
  path,
  target: { kind: "post", key: "0".repeat(32), modified: 0 },
  etag: `"${path}"`,
  fields: { etag: `"${path}"` },
  from: 0,
  until: Infinity,
  body: path.padEnd(length, "."),
});

const bodyOf = (page: Page | undefined): Promise<string> | undefined => page && new Response(page.body).text();

const keptOf = (cache: PageCache, paths: readonly string[]): string[] => paths.filter((path) => cache.get(path));

const paths = Array.from({ length: 50 }, (_, index) => `/${index}/`);

describe("a cache of pages", () => {
  it("gives back what was put in, and nothing else", async () => {
    const cache = new PageCache(200_000);
    for (const [index, path] of paths.entries()) {
      const page = pageOf(path, 3000 + ((index * 1234) % 2200));
      cache.put(page);
      expect(await bodyOf(cache.get(path))).toBe(page.body);
      expect(cache.get(path)?.headers?.get("etag")).toBe(page.etag);
    }
    expect(cache.get("/else/")).toBeUndefined();
  });

  it("gives what may be kept, whatever is put in later", async () => {
    const cache = new PageCache(200_000);
    cache.put(pageOf("/kept/"));
    const kept = cache.get("/kept/");
    for (const path of paths) cache.put(pageOf(path));
    cache.put(pageOf("/kept/", 10));
    expect(await bodyOf(kept)).toBe("/kept/".padEnd(4000, "."));
  });

  it("keeps the last of what was asked for once, within half of its bytes", () => {
    const cache = new PageCache(200_000);
    for (const path of paths) cache.put(pageOf(path));
    expect(keptOf(cache, paths)).toEqual(paths.slice(-10));
  });

  it("keeps what was asked for again, however much is asked for once", async () => {
    const cache = new PageCache(200_000);
    cache.put(pageOf("/often/"));
    cache.get("/often/");
    for (const path of paths) cache.put(pageOf(path));
    expect(await bodyOf(cache.get("/often/"))).toBe("/often/".padEnd(4000, "."));
  });

  it("forgets of that what was asked for longest ago when its bytes are used up", () => {
    const cache = new PageCache(200_000);
    for (const path of paths) {
      cache.put(pageOf(path));
      cache.get(path);
      cache.get("/0/");
    }
    expect(keptOf(cache, paths)).toEqual(["/0/", ...paths.slice(-15)]);
  });

  it("counts what it replaces no longer", () => {
    const cache = new PageCache(200_000);
    cache.put(pageOf("/first/"));
    cache.get("/first/");
    for (let time = 0; time < 100; time++) {
      cache.put(pageOf("/again/"));
      cache.get("/again/");
    }
    expect(keptOf(cache, ["/first/", "/again/"])).toEqual(["/first/", "/again/"]);
  });

  it("does not keep what is large", () => {
    const cache = new PageCache(200_000);
    cache.put(pageOf("/small/"));
    cache.put(pageOf("/large/", 50_000));
    expect(keptOf(cache, ["/small/", "/large/"])).toEqual(["/small/"]);
  });
});
