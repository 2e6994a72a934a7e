import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { BlobWork } from "../../scripts/build/blobs/blob-work.ts";
import { blobMaker } from "../../scripts/build/blobs/make-blob.ts";
import { makers } from "../../scripts/build/blobs/makers.ts";
import { filesBelow } from "../../scripts/base/files-below.ts";
import { writers } from "../../scripts/feeds/writers.ts";
import { compileSite } from "../../scripts/build/compile-site.ts";
import { Blobs, valueOf } from "../../scripts/store/blobs.ts";
import { Cache } from "../../scripts/store/cache.ts";
import { Text } from "../../scripts/store/text.ts";
import { stored } from "../../scripts/store/utf8.ts";
import { temporaryFolder } from "../folder.ts";

const folder = temporaryFolder();
const root = join(import.meta.dirname, "../fixtures/blog");
const now = Date.UTC(2024, 5, 1) / 1000;

/** All models and files of the blog in the fixtures, by the digest of what they are. */
async function wantedOf(cache: Cache) {
  const all: { kind: string; model: Text | object }[] = [];
  await compileSite({
    root,
    assets: join(folder, "assets"),
    cache,
    now,
    drafts: true,
    drawsLater: true,
    keyOf: (kind, model) => {
      all.push({ kind, model });
      return "00".repeat(16);
    },
  });
  cache.flush();
  return all;
}

it("makes of JSON what it makes of the models themselves, of each kind", async () => {
  using cache = closing(new Cache(join(folder, "each"), "code"));
  const make = blobMaker(cache.folder, (digest) => cache.text(digest));
  const all = await wantedOf(cache);
  for (const { kind, model } of all) {
    const made = make(JSON.stringify([kind, model]));
    if ("refusal" in made) throw new Error(made.refusal);
    expect(Buffer.from(made.blob.bytes).toString()).toBe(valueOf(model));
    expect(made.blob).toEqual(stored(valueOf(model)));
  }
  const kinds = new Set(all.map(({ kind }) => kind));
  for (const kind of ["post", "page", "list", "archive", "markdown", "rss", "atom", "jsonfeed", "sitemap", "text"])
    expect(kinds).toContain(kind);
});

it("gives the same keys, and the cache the same texts, whether threads make blobs or this one does", async () => {
  using cache = closing(new Cache(join(folder, "sources"), "code"));
  const all = await wantedOf(cache);
  const blobsOf = async (articles: number): Promise<ReadonlyMap<string, string>> => {
    const blobs = new Blobs(cache);
    await using work = new BlobWork(blobs, cache, articles, 0);
    const digests = all.map(({ kind, model }) => work.keyOf(kind, model));
    const keyOf = await work.done();
    for (const [index, { model }] of all.entries())
      expect(keyOf(digests[index] ?? "")).toBe(stored(valueOf(model)).digest);
    return new Map(blobs);
  };
  const inThreads = await blobsOf(10_000);
  expect(inThreads.size).toBeGreaterThan(50);
  // All is known now.
  expect(await blobsOf(0)).toEqual(inThreads);
});

it("says the same as a build when another one has cleaned the cache meanwhile", async () => {
  using cache = closing(new Cache(join(folder, "cleaned"), "code"));
  const texts = cache.kept("0".repeat(32));
  await using work = new BlobWork(new Blobs(cache), cache, 10_000, 0);
  // Fewer than wait for the thread, so that it is the thread that misses them.
  const lost = async (): Promise<unknown> => {
    for (let count = 0; count < 20; count++) work.keyOf("post", { count, html: texts });
    return work.done();
  };
  await expect(lost()).rejects.toThrow(/^the cache in .* was cleaned by another build/);
});

it("knows all functions that derive texts", () => {
  const scripts = join(import.meta.dirname, "../../scripts");
  const named = filesBelow(scripts).flatMap((file) => {
    const source = file.endsWith(".ts") ? readFileSync(join(scripts, file), "utf8") : "";
    const names = [...source.matchAll(/Text\.derived\(\s*([\w.[\]]+),/g)].map(([, name]) => name);
    expect([file, names.length]).toEqual([file, source.match(/Text\.derived\b/g)?.length ?? 0]);
    return names;
  });
  // The writers of feeds, all of them, and what comes from JSON.
  const known = new Set(named).difference(new Set(["writers[kind]", "make"]));
  expect(known.size).toBeGreaterThan(8);
  expect(known.difference(new Set(Object.keys(makers)))).toEqual(new Set());
  for (const write of Object.values(writers)) expect(makers[write.name]).toBe(write);
});

const closing = (cache: Cache): Cache & Disposable => Object.assign(cache, { [Symbol.dispose]: () => cache.close() });
