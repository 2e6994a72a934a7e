import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batches } from "../../scripts/publish/upload.ts";

const key = fc.string({ unit: fc.constantFrom(..."0123456789abcdef".split("")), minLength: 32, maxLength: 32 });
const pairs = fc.array(fc.record({ key, value: fc.string({ unit: "grapheme" }) }));

describe("batches", () => {
  it("keep all pairs in order and stay within both bounds", () => {
    fc.assert(
      fc.property(
        pairs,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 80, max: 400 }),
        (all, mostPairs, mostBytes) => {
          const cut = [...batches(all, mostPairs, mostBytes)];
          expect(cut.flatMap((batch) => batch.pairs)).toEqual(all);
          for (const batch of cut) {
            expect(batch.pairs.length).toBeLessThanOrEqual(mostPairs);
            expect(batch.bytes).toBe(
              batch.pairs.reduce((sum, pair) => sum + Buffer.byteLength(JSON.stringify(pair)), 0),
            );
            expect(batch.bytes <= mostBytes || batch.pairs.length === 1).toBe(true);
          }
        },
      ),
    );
  });

  it("give a pair larger than a batch its own batch", () => {
    const large = { key: "b", value: "x".repeat(100) };
    const cut = [...batches([{ key: "a", value: "" }, large, { key: "c", value: "" }], 10, 60)];
    expect(cut.map((batch) => batch.pairs.map(({ key }) => key))).toEqual([["a"], ["b"], ["c"]]);
  });
});
