import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleWorker } from "../../scripts/bench/bundle.ts";
import { nameOf, postOf } from "../../scripts/bench/posts.ts";
import { readsOf } from "../../scripts/bench/reads.ts";
import { measureWrites, publications } from "../../scripts/bench/writes.ts";
import { bodyOf } from "../../src/http/representation.ts";
import { compile } from "../compiled-site.ts";
import { post, temporaryFolder } from "../folder.ts";

const folder = temporaryFolder();
const settings = "url: https://blog.example\ncards: false\n";
const bytesOf = (text: string | undefined): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

// Bounds that only change on purpose: counts and sizes, which are the same on every machine.
describe("what must not grow unnoticed", () => {
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
      return bytesOf(bodyOf(kind, blog.text(path) ?? "", { site, style: style.text }));
    };
  });

  it("is the worker's script, release apart, at 24 kB gzipped", async () => {
    expect(gzipSync(await bundleWorker()).byteLength).toBeLessThan(24_000);
  });

  it("is the release, at 60 bytes a path and 33 gzipped, settings and style apart", () => {
    const { paths } = blog.site.timeline;
    const { release } = blog.site;
    const rest = bytesOf(JSON.stringify(blog.release.header));
    expect((release.byteLength - rest.byteLength) / paths.size).toBeLessThan(60);
    expect((gzipSync(release).byteLength - gzipSync(rest).byteLength) / paths.size).toBeLessThan(33);
  });

  it("is what a request reads from KV: one blob, and none for what is in memory, a 304 or a 404", async () => {
    const paths = [...blog.release.routes()].map(([path]) => path);
    const blobs = new Map(
      paths.map((path) => {
        const target = blog.target(path);
        return [target && "key" in target ? target.key : "", blog.text(path) ?? ""];
      }),
    );
    const now = Date.UTC(2026, 0, 1) / 1000;
    const reads = await readsOf(blog.release, (key) => blobs.get(key) ?? "", "/posts/post-000100/", now);
    expect(reads).toEqual({
      "post, cold": 1,
      "home, cold": 1,
      "tags, cold": 1,
      "archive, cold": 1,
      "feed, cold": 1,
      "sitemap, cold": 1,
      "post, warm": 0,
      "a 304": 0,
      "a 404": 0,
    });
  });

  it("is what a publication writes to KV", async () => {
    const written = await measureWrites(120, folder);
    const writes = Object.fromEntries(written.map(({ what, writes: count }) => [what, count]));
    expect(writes[publications.edit]).toBeLessThanOrEqual(2 + 3 * 6);
    expect(writes[publications.fresh]).toBeLessThanOrEqual(48);
    expect(writes[publications.colour]).toBe(0);
  });

  it("is a short page, at 6 kB gzipped with its style", () => {
    expect(gzipSync(rendered("/posts/short/")).byteLength).toBeLessThan(6000);
  });

  it("is the home page with ten posts and more, at 7 kB gzipped with its style", () => {
    expect(gzipSync(rendered("/")).byteLength).toBeLessThan(7000);
  });

  it("is what a page adds to the text of a post of 8 kB, style apart", () => {
    const path = "/posts/post-000100/";
    const { html } = blog.model(path);
    const style = bytesOf(blog.release.header.style.text).byteLength;
    expect(rendered(path).byteLength - bytesOf(String(html)).byteLength - style).toBeLessThan(6000);
  });
});
