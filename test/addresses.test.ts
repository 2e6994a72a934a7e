import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Production, serve } from "./production/serve.ts";

const post = "/posts/first/";
let site: Production;

beforeAll(async () => {
  site = await serve({ root: join(import.meta.dirname, "fixtures/blog") });
});
afterAll(() => site.stop());

describe("canonical paths", () => {
  it.each([
    ["/posts/first", post],
    ["/posts//first/", post],
    ["/posts/first/index.html", post],
    ["/index.html", "/"],
    ["/rss.xml/", "/rss.xml"],
    ["/tags/%e6%97%a5%e6%9c%ac%e8%aa%9e/", "/tags/%E6%97%A5%E6%9C%AC%E8%AA%9E/"],
    ["/tags/c%2B%2B", "/tags/c++/"],
    [`/tags/${encodeURI("łódź".normalize("NFD"))}/`, "/tags/%C5%82%C3%B3d%C5%BA/"],
    ["/posts/first?a=1&b=2", `${post}?a=1&b=2`],
    ["/old/first.html", post],
    ["/old/first.html?q", `${post}?q`],
    ["/feed", "/rss.xml"],
    ["/posts/", "/archive/"],
    ["/category/日本", "/tags/%E6%97%A5%E6%9C%AC%E8%AA%9E/"],
    ["/category/%e6%97%a5%E6%9C%AC/?a=1", "/tags/%E6%97%A5%E6%9C%AC%E8%AA%9E/?a=1"],
  ])("redirects %s once to %s", async (from, to) => {
    const answer = await site.ask(from);
    expect([answer.status, answer.headers.get("location")]).toEqual([301, to]);
    expect((await site.ask(to.replace(/\?.*/, ""))).status).toBe(200);
  });

  it.each([
    ["/talk?a=1", "https://example.org/talk?year=2024"],
    ["/slides/?a=1", "https://example.org/slides/"],
    ["/cv/?a=1", "/about/#work"],
  ])("redirects %s to %s as the settings have it, without the query", async (from, to) => {
    const answer = await site.ask(from);
    expect([answer.status, answer.headers.get("location"), answer.reads]).toEqual([301, to, 0]);
  });

  it.each(["//evil.example/", "//evil.example/..", "/\\evil.example/", "/%2f%2fevil.example/", "///", "//posts/first"])(
    "never redirects %s to another host",
    async (path) => {
      const { headers } = await site.ask(path);
      expect(new URL(headers.get("location") ?? "/", "http://blog.example").host).toBe("blog.example");
    },
  );

  it.each([
    "/tags/c/",
    "/tags/c++/",
    "/tags/c%23/",
    "/tags/%C5%82%C3%B3d%C5%BA/",
    "/tags/%E6%97%A5%E6%9C%AC%E8%AA%9E/",
    "/tags/reinforcement-learning/",
  ])("gives the tag at %s its own page", async (path) => {
    expect((await site.ask(path)).status).toBe(200);
  });
});

describe("an unknown path", () => {
  it.each([
    ["/posts/frist/", "/posts/first/", "first"],
    ["/abuot/", "/about/", "about"],
    ["/posts/secnod", "/posts/second/", "second"],
  ])("is answered with a link to the article that is nearest: %s", async (asked, path, name) => {
    const { status, text } = await site.ask(asked);
    expect(status).toBe(404);
    expect(text).toContain(`<a href="${path}">${name}</a>`);
  });

  it("is answered without a link to an article when none is near", async () => {
    const { status, text } = await site.ask("/nothing/like/this/");
    expect(status).toBe(404);
    expect(text).not.toContain('<a href="/posts/');
  });

  it("is never answered with a link to an article that is gone", async () => {
    const { status, text } = await site.ask("/posts/gnoe/");
    expect(status).toBe(404);
    expect(text).not.toContain('href="/posts/gone/"');
  });
});

describe("hosts", () => {
  /** What is answered to a request as it is written, which no client would send. */
  const answerTo = (host: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(site.bareUrl.port), site.bareUrl.hostname);
      socket.end(`GET /nowhere/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      let text = "";
      socket.setEncoding("utf8").on("data", (part: string) => (text += part));
      socket.on("end", () => resolve(text)).on("error", reject);
    });

  it.each(["a b", "[::1", "blog.example:99999", "%00"])(
    "answers the malformed host %s with 400, never kept",
    async (host) => {
      const answer = await answerTo(host);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toMatch(/^cache-control: no-store\r$/im);
      expect(answer).toMatch(/^content-security-policy: /im);
    },
  );

  it("answers any other host", async () => {
    expect(await answerTo("elsewhere.example:8080")).toMatch(/^HTTP\/1\.1 404 /);
  });
});
