import fc from "fast-check";
import { expect, it } from "vitest";
import { utf8Of } from "../../scripts/store/utf8.ts";

it("is what Buffer.from makes of a text, halves of surrogate pairs and long texts included", () => {
  const units = fc.constantFrom("a", "é", "“", "本", "\u{1f600}", "\ud83d", "\ude00", "\0", "\r\n", "\ufeff");
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(units).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom(1, 9, 70_000), (text, times) => {
      const long = text.repeat(times).slice(0, 300_000);
      expect(Buffer.compare(utf8Of(long), Buffer.from(long))).toBe(0);
    }),
    {
      examples: [
        ["x".repeat(131_072), 1],
        ["本".repeat(131_073), 1],
      ],
    },
  );
});

it("has bytes of its own, which the next text leaves as they are", () => {
  const first = utf8Of("“one”");
  utf8Of("“two”");
  expect(String(first)).toBe(String(Buffer.from("“one”")));
});
