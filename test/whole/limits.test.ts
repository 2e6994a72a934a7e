import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleWorker } from "../../scripts/bench/bundle-worker.ts";
import { nameOf, postOf } from "../../scripts/bench/posts.ts";
import { measureWrites } from "../../scripts/bench/writes.ts";
import { createApp } from "../../src/app.ts";
import { feedFormats } from "../../src/content/feed-formats.ts";
import { bodyOf } from "../../src/http/representation.ts";
import { theme } from "../../src/views/default-theme.ts";
import { compile } from "../compiled-site.ts";
import { post, temporaryFolder } from "../folder.ts";

const folder = temporaryFolder();
const settings = "url: https://blog.example\ncards: false\n";
const bytesOf = (text: string | undefined): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

// Bounds that only change on purpose: counts and sizes, which are the same on every machine.
describe("the limits", () => {
  let blog: Awaited<ReturnType<typeof compile>>;
  let rendered: (path: string) => Uint8Array;

  beforeAll(async () => {
    const numbers = Array.from({ length: 120 }, (_, number) => number);
    const posts = Object.fromEntries(numbers.map((number) => [`posts/${nameOf(number)}`, postOf(number)]));
    const short = { "posts/short.md": post("Short", "2024-01-01"), "site.yaml": settings };
    blog = await compile(join(folder, "blog"), { ...posts, ...short });
    const { site, style } = blog.release.header;
    rendered = (path) => {
      const target = blog.target(path);
      if (!target || !["post", "list", "archive"].includes(target.kind)) throw new Error(`no page is at ${path}`);
      const kind = target.kind as "post" | "list" | "archive";
      return bytesOf(bodyOf(kind, blog.text(path) ?? "", { site, style, theme }));
    };
  });

  it("keep the worker's script below 36 kB gzipped, without the release, with the stemmer of English", async () => {
    expect(gzipSync(await bundleWorker()).byteLength).toBeLessThan(36_000);
  });

  it("keep the release below 60 bytes a path and 33 gzipped, without settings and style", () => {
    const { paths } = blog.site.timeline;
    const { release } = blog.site;
    const rest = bytesOf(JSON.stringify(blog.release.header));
    expect((release.byteLength - rest.byteLength) / paths.size).toBeLessThan(60);
    expect((gzipSync(release).byteLength - gzipSync(rest).byteLength) / paths.size).toBeLessThan(33);
  });

  it("keep a request to one KV read, and none from memory or for a 304 or 404", async () => {
    const paths = [...blog.release.routes()].map(([path]) => path);
    const blobs = new Map(
      paths.map((path) => {
        const target = blog.target(path);
        return [target && "key" in target ? target.key : "", blog.text(path) ?? ""];
      }),
    );
    let reads = 0;
    const get = (key: string) => {
      reads += 1;
      return Promise.resolve(blobs.get(key) ?? "");
    };
    const app = createApp(blog.release, { get }, () => Date.UTC(2026, 0, 1) / 1000);
    const ask = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
      reads = 0;
      const response = await app.fetch(new Request(`http://blog.example${path}`, { headers }));
      await response.arrayBuffer();
      return { answer: [response.status, reads], etag: response.headers.get("etag") ?? "" };
    };
    const aPost = "/posts/post-000100/";
    const { answer, etag } = await ask(aPost);
    expect(answer).toEqual([200, 1]);
    for (const path of ["/", "/tags/", "/archive/", "/rss.xml", "/sitemap.xml"])
      expect([path, ...(await ask(path)).answer]).toEqual([path, 200, 1]);
    expect((await ask(aPost)).answer).toEqual([200, 0]);
    expect((await ask(aPost, { "if-none-match": etag })).answer).toEqual([304, 0]);
    expect((await ask("/nothing-is-here/")).answer).toEqual([404, 0]);
  });

  it("bound what a publication writes to KV", async () => {
    const written = await measureWrites(120, folder);
    expect(written["an edit of an old post's text"].writes).toBeLessThanOrEqual(2 + 3 * 6);
    expect(written["a new post with three tags"].writes).toBeLessThanOrEqual(48);
    expect(written["another colour"].writes).toBe(0);
  });

  it("keep a short page below 6 kB gzipped, with its style", () => {
    expect(gzipSync(rendered("/posts/short/")).byteLength).toBeLessThan(6000);
  });

  it("keep a home page with ten or more posts below 7 kB gzipped, with its style", () => {
    expect(gzipSync(rendered("/")).byteLength).toBeLessThan(7000);
  });

  it("bound what a page adds to an 8 kB post, without the style", () => {
    const path = "/posts/post-000100/";
    const { html } = blog.model(path);
    const undressed = new TextDecoder().decode(rendered(path)).replace(/<style>[^]*<\/style>/, "");
    // Each format of feeds has a link.
    const bound = 5670 + 110 * feedFormats.length;
    expect(bytesOf(undressed).byteLength - bytesOf(String(html)).byteLength).toBeLessThan(bound);
  });
});
