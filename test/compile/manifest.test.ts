import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestOf } from "../../scripts/compile/digest.ts";
import { KeptBlobs } from "../../scripts/compile/kept-blobs.ts";
import { type Line, ManifestParts, type Part, writeManifest } from "../../scripts/compile/manifest.ts";
import { SegmentFolder } from "../../scripts/compile/segment-folder.ts";
import { temporaryFolder } from "../folder.ts";

const folder = temporaryFolder();
const limits = { leastBytes: 300, pairs: 12, bytes: 1500 };
let folders = 0;
const newFolder = (): string => join(folder, `${++folders}`);

/** A line of its own for each number: one of eight ends a part, some are long. */
function lineOf(number: number) {
  const key = `${number % 8 === 0 ? "00" : "ff"}${digestOf(`${number}`).slice(2)}`;
  const value = `${number}`.repeat(number % 7 === 0 ? 60 : 3);
  return { key, size: value.length, bytes: Buffer.from(JSON.stringify({ key, value })) };
}

/** Builds a manifest of the lines of some numbers, with those that earlier parts have taken from there. */
function build(
  numbers: Iterable<number>,
  before: readonly Part[] = [],
): { readonly parts: readonly Part[]; readonly made: number } {
  const place = new SegmentFolder(newFolder(), "code");
  const known = new Map<string, Line>(before.flatMap(({ lines }) => lines.map((line) => [line.key, line])));
  const manifest = new ManifestParts(() => place.create(), limits);
  for (const line of [...numbers].map(lineOf)) manifest.add(known.get(line.key) ?? line);
  manifest.close();
  return { parts: manifest.done, made: place.segments.size };
}

const textOf = ({ segment }: Part): string => segment.read(0, segment.size).toString();
const keysOf = (text: string): string[] => (JSON.parse(text) as { key: string }[]).map(({ key }) => key);

describe("a manifest in parts", () => {
  const sites = fc.uniqueArray(fc.nat(400), { minLength: 0, maxLength: 120 });

  it("has the same bytes whatever an earlier build has left, and says where each line is", () => {
    fc.assert(
      fc.property(fc.array(sites, { minLength: 2, maxLength: 4 }), (builds) => {
        let before: readonly Part[] = [];
        for (const numbers of builds) {
          const { parts } = build(numbers, before);
          expect(parts.map(textOf)).toEqual(build(numbers).parts.map(textOf));
          expect(parts.flatMap((part) => keysOf(textOf(part)))).toEqual(numbers.map((number) => lineOf(number).key));
          for (const { segment, lines } of parts)
            for (const { key, part, offset, length } of lines) {
              expect(part).toBe(segment);
              expect(JSON.parse(segment.read(offset, length).toString())).toMatchObject({ key });
            }
          before = parts;
        }
      }),
    );
  });

  it("keeps within what one bulk write takes", () => {
    fc.assert(
      fc.property(sites, (numbers) => {
        for (const { segment, lines } of build(numbers).parts) {
          expect(lines.length).toBeLessThanOrEqual(limits.pairs);
          expect(segment.size).toBeLessThanOrEqual(limits.bytes + 10);
        }
      }),
    );
  });

  it("writes no more than the parts around a change again", () => {
    const numbers = Array.from({ length: 400 }, (_, index) => index);
    const { parts } = build(numbers);
    expect(parts.length).toBeGreaterThan(20);
    expect(build(numbers, parts).made).toBe(0);
    const without = numbers.filter((number) => number !== 201);
    expect(build(without, parts).made).toBeLessThanOrEqual(3);
    expect(build(numbers.with(201, 1001), parts).made).toBeLessThanOrEqual(3);
  });

  it("is one file for wrangler as long as one bulk write takes it", () => {
    const { parts } = build(Array.from({ length: 100 }, (_, index) => index));
    expect(parts.length).toBeGreaterThan(2);
    const out = newFolder();
    mkdirSync(out);
    expect(writeManifest(parts, out)).toEqual(["manifest.json"]);
    expect(keysOf(readFileSync(join(out, "manifest.json"), "utf8"))).toHaveLength(100);
  });

  it("has the same lines whether a thread makes them or not", () => {
    const values = Array.from({ length: 2500 }, (_, index) => `\uFEFF${index} "quoted" \\ \u2028 ü 💡\n`);
    const blobs = new KeptBlobs(newFolder(), "code");
    for (const [index, value] of values.entries())
      if (index % 2 === 0) blobs.put(value);
      else blobs.make(`recipe ${index}`, () => value);
    const pairs = blobs.close().flatMap((part) => JSON.parse(textOf(part)) as unknown[]);
    expect(pairs).toEqual(values.map((value) => ({ key: digestOf(value), value })));
    expect(blobs.sizes.get(digestOf(values[0] ?? ""))).toBe(Buffer.byteLength(values[0] ?? ""));
  });

  it("is an array without pairs when there is no blob", () => {
    expect(build([]).parts.map((part) => keysOf(textOf(part)))).toEqual([[]]);
  });
});
