import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { expect, it } from "vitest";
import { Blobs } from "../../scripts/store/blobs.ts";
import { Cache } from "../../scripts/store/cache.ts";
import { writeManifest } from "../../scripts/store/manifest.ts";
import { Text } from "../../scripts/store/text.ts";
import { stored } from "../../scripts/store/utf8.ts";
import { temporaryFolder } from "../folder.ts";

const folder = temporaryFolder();
let builds = 0;

function blobsOf(values: readonly string[], cache: Cache): Blobs {
  const blobs = new Blobs(cache);
  for (const value of values) blobs.put(blobs.want("post", Text.leaf(value)).digest, stored(value));
  blobs.keys();
  return blobs;
}

/** The manifest that a build with a cache writes of some values. */
async function manifestOf(values: readonly string[], cacheFolder: string): Promise<string> {
  const out = join(folder, `out-${++builds}`);
  mkdirSync(out, { recursive: true });
  const cache = new Cache(cacheFolder);
  const blobs = blobsOf(values, cache);
  await writeManifest(blobs, cache, out);
  cache.close();
  return readFileSync(join(out, "manifest.json"), "utf8");
}

it("is the same whether parts of it come from the manifest before or none", async () => {
  const tricky = fc.constantFrom("", "\n]\n", '{"key":"', "},\n", '"', "\\", "é\u0000", "long ".repeat(999));
  const values = fc.uniqueArray(fc.oneof(tricky, fc.string({ unit: "binary", maxLength: 9 })), {
    minLength: 1,
    maxLength: 12,
  });
  const sets = fc.array(values, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(sets, async (sets) => {
      const kept = join(folder, `kept-${builds}`);
      for (const [index, values] of sets.entries()) {
        const manifest = await manifestOf(values, kept);
        expect(manifest).toBe(await manifestOf(values, join(folder, `fresh-${builds}-${index}`)));
        const pairs = JSON.parse(manifest) as { readonly value: string }[];
        expect(pairs.map(({ value }) => value)).toEqual(values.map((value) => value.toWellFormed()));
      }
    }),
    { numRuns: 20 },
  );
});

// More than one bulk write could take.
const values = Array.from({ length: 10_001 }, (_, index) => `"value" ${index}\n`);

it("is the same whether threads write its parts or this one does", async () => {
  const parts = async (code: string | undefined): Promise<ReadonlyMap<string, string>> => {
    const out = join(folder, `out-${++builds}`);
    mkdirSync(out, { recursive: true });
    const cache = new Cache(join(folder, `many-${builds}`), code);
    const blobs = blobsOf(values, cache);
    const names = await writeManifest(blobs, cache, out);
    expect(readdirSync(out).sort()).toEqual(names);
    cache.close();
    return new Map(names.map((name) => [name, readFileSync(join(out, name), "utf8")]));
  };
  const [here, inThreads] = [await parts(undefined), await parts("code")];
  expect(inThreads).toEqual(here);
  const pairs = [...inThreads.values()].flatMap((part) => JSON.parse(part) as { readonly value: string }[]);
  expect([inThreads.size, pairs.map(({ value }) => value).sort()]).toEqual([256, values.toSorted()]);
});

it("says the same as a build when another one has cleaned the cache meanwhile", async () => {
  const out = join(folder, `out-${++builds}`);
  mkdirSync(out, { recursive: true });
  const cache = new Cache(join(folder, `cleaned-${builds}`), "code");
  const blobs = blobsOf(values, cache);
  cache.flush();
  const other = new DatabaseSync(cache.file);
  other.exec("DELETE FROM texts");
  other.close();
  await expect(writeManifest(blobs, cache, out)).rejects.toThrow(/^the cache in .* was cleaned by another build/);
  // Nobody writes any more who would do so into a folder that is taken away.
  const written = readdirSync(out);
  await setTimeout(100);
  expect(readdirSync(out)).toEqual(written);
  cache.close();
});
