import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundleWorker } from "../scripts/bench/bundle.ts";
import { measureWrites } from "../scripts/bench/writes.ts";
import { renderer } from "../src/views/body.ts";
import { compile } from "./compile/site.ts";
import { post, temporaryFolder } from "./folder.ts";

const folder = temporaryFolder();

// Bounds that only change on purpose: counts and sizes, which are the same on every machine.
describe("what must not grow unnoticed", () => {
  it("is the worker's script, release apart, at 60 kB gzipped", async () => {
    expect(gzipSync(await bundleWorker()).byteLength).toBeLessThan(60_000);
  });

  it("is what a publication writes to KV", async () => {
    const written = await measureWrites(120, folder);
    const writes = Object.fromEntries(written.map(({ what, writes: count }) => [what, count]));
    expect(writes["an edit of an old post's text"]).toBeLessThanOrEqual(2 + 3 * 6);
    expect(writes["a new post with three tags"]).toBeLessThanOrEqual(48);
    expect(writes["another colour"]).toBe(0);
  });

  it("is a short page, at 6 kB gzipped with its style", async () => {
    const files = { "posts/a.md": post("A", "2024-01-01"), "site.yaml": "url: https://blog.example\ncards: false\n" };
    const { release, text } = await compile(join(folder, "page"), files);
    const { site, style } = release.header;
    const blob = new TextEncoder().encode(text("/posts/a/") ?? "");
    const page = Buffer.concat(renderer({ site, style: style.text })("post", blob));
    expect(gzipSync(page).byteLength).toBeLessThan(6000);
  });
});
