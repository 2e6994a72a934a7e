import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Production, serve } from "./production/serve.ts";

const post = "/posts/first/";
let site: Production;

beforeAll(async () => {
  site = await serve({ root: join(import.meta.dirname, "fixtures/blog") });
});
afterAll(() => site.stop());

describe("reads of KV", () => {
  it("costs one read for a cold page and none for a warm one", async () => {
    expect((await site.ask("/archive/")).reads).toBe(1);
    expect((await site.ask("/archive/")).reads).toBe(0);
  });

  it("keeps a page once, whatever query it is asked for with", async () => {
    const asked = ["/tags/c/?from=feed", "/tags/c/?from=mail", "/tags/c/", "/tags/c/"];
    const reads: number[] = [];
    for (const path of asked) reads.push((await site.ask(path)).reads);
    expect(reads).toEqual([1, 0, 0, 0]);
  });

  it("costs none for 304, 301, 404, 405 and 410", async () => {
    const { headers } = await site.ask(post);
    const etag = headers.get("etag") ?? "";
    const answers = [
      await site.ask(post, { headers: { "if-none-match": etag } }),
      await site.ask("/posts/first"),
      await site.ask("/nowhere/"),
      await site.ask(post, { method: "POST" }),
      await site.ask("/posts/gone/"),
    ];
    expect(answers.map(({ status, reads }) => [status, reads])).toEqual([
      [304, 0],
      [301, 0],
      [404, 0],
      [405, 0],
      [410, 0],
    ]);
  });
});

describe("conditional requests", () => {
  it.each([
    ["a list that names the tag", (tag: string) => ({ "if-none-match": `"other", ${tag}` }), 304],
    ["the tag made weak on the way", (tag: string) => ({ "if-none-match": `W/${tag}` }), 304],
    ["any tag", () => ({ "if-none-match": "*" }), 304],
    ["another tag", () => ({ "if-none-match": '"other"' }), 200],
    [
      "another tag, whatever the date",
      () => ({ "if-none-match": '"other"', "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT" }),
      200,
    ],
    ["the date that was sent", (_: string, date: string) => ({ "if-modified-since": date }), 304],
    ["a later date", () => ({ "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT" }), 200],
    ["an earlier date", () => ({ "if-modified-since": "Thu, 01 Jan 1998 00:00:00 GMT" }), 200],
    ["text that is not a date", () => ({ "if-modified-since": "yesterday" }), 200],
  ])("compares %s", async (_, headers, status) => {
    const { headers: first } = await site.ask(post);
    const asked = headers(first.get("etag") ?? "", first.get("last-modified") ?? "");
    expect((await site.ask(post, { headers: asked })).status).toBe(status);
  });

  it("sends with 304 what the 200 would have sent", async () => {
    const full = await site.ask(post);
    const fresh = await site.ask(post, { headers: { "if-none-match": full.headers.get("etag") ?? "" } });
    for (const name of ["etag", "last-modified", "link", "cache-control", "cloudflare-cdn-cache-control"])
      expect(fresh.headers.get(name)).toBe(full.headers.get(name));
    expect(fresh.text).toBe("");
  });
});

describe("methods", () => {
  it("answers HEAD as GET without the body", async () => {
    const [get, head] = [await site.ask(post), await site.ask(post, { method: "HEAD" })];
    expect(head.text).toBe("");
    expect(head.status).toBe(200);
    expect(head.headers.get("etag")).toBe(get.headers.get("etag"));
    expect(head.headers.get("content-type")).toBe(get.headers.get("content-type"));
  });

  it.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])("answers %s with 405 and what is allowed", async (method) => {
    const answer = await site.ask(post, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
  });
});

describe("failures", () => {
  it("answers 503 when KV fails, and keeps on showing what is in memory", async () => {
    await site.ask("/about/");
    expect((await site.ask("/about/", { kv: "failing" })).status).toBe(200);
    const answer = await site.ask("/archive/2024/", { kv: "failing" });
    expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("cache-control")]).toEqual([
      503,
      "30",
      "no-store",
    ]);
    expect((await site.ask("/archive/2024/")).status).toBe(200);
  });

  it("answers 503, never 404, when a blob is missing", async () => {
    const { target } = { target: site.site.timeline.paths.get("/posts/lost/")?.[0]?.target };
    if (!target || !("key" in target)) throw new Error("the fixture has no post that could be lost");
    await site.lose(target.key);
    expect((await site.ask("/posts/lost/")).status).toBe(503);
  });
});

describe("every kind of response", () => {
  const kinds: [string, string, { method?: string; kv?: "failing" }, number][] = [
    ["a post", post, {}, 200],
    ["a page", "/about/", {}, 200],
    ["home", "/", {}, 200],
    ["a list page", "/page/1/", {}, 200],
    ["the tags", "/tags/", {}, 200],
    ["a tag", "/tags/c/", {}, 200],
    ["the archive", "/archive/", {}, 200],
    ["a year", "/archive/2023/", {}, 200],
    ["the page about feeds", "/feeds/", {}, 200],
    ["RSS", "/rss.xml", {}, 200],
    ["Atom", "/atom.xml", {}, 200],
    ["JSON Feed", "/feed.json", {}, 200],
    ["the sitemap", "/sitemap.xml", {}, 200],
    ["robots.txt", "/robots.txt", {}, 200],
    ["Markdown", "/posts/first.md", {}, 200],
    ["a redirect", "/posts/first", {}, 301],
    ["an alias", "/old/first.html", {}, 301],
    ["an unknown path", "/nowhere/", {}, 404],
    ["a malformed path", "/%ff/", {}, 404],
    ["an expired post", "/posts/gone/", {}, 410],
    ["a wrong method", "/", { method: "POST" }, 405],
    ["a failure", "/archive/2022/", { kv: "failing" }, 503],
  ];

  it.each(kinds)("has caching, a content type and the security headers: %s", async (_, path, asked, status) => {
    const answer = await site.ask(path, asked);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("cache-control")).toMatch(
      status >= 405 && status !== 410 ? /^no-store$/ : /^public, max-age=\d+/,
    );
    expect(answer.headers.get("content-type")).toMatch(/^[a-z]+\/[a-z+-]+(; charset=utf-8)?$/);
    expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'; style-src 'sha256-[^']+'/);
    for (const name of ["x-content-type-options", "referrer-policy", "permissions-policy", "x-frame-options"])
      expect([name, answer.headers.has(name)]).toEqual([name, true]);
  });

  it("contains no script but data, and no style but the one that the policy names", async () => {
    for (const [, path, asked] of kinds) {
      const { text, headers } = await site.ask(path, asked);
      if (headers.get("content-type")?.startsWith("text/html") !== true) continue;
      expect(text).not.toMatch(/<script(?! type="application\/ld\+json")|\sstyle="|\son[a-z]+="/);
      expect(text.match(/<style>/g)).toHaveLength(1);
    }
  });
});
