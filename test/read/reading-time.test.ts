import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginningOf, minutesOf } from "../../scripts/read/reading-time.ts";

describe("the minutes of a text", () => {
  it("are at least one", () => {
    expect(minutesOf("")).toBe(1);
    expect(minutesOf("word ".repeat(10))).toBe(1);
  });

  it("count words between any white space", () => {
    const space = fc.constantFrom(" ", "\n", "\t");
    const spaces = fc.array(space, { minLength: 1, maxLength: 4 }).map((found) => found.join(""));
    const word = fc.constantFrom("word", "Wörter", "слово", "—", "“x”", "3.14", "30\u00a0km");
    fc.assert(
      fc.property(fc.array(fc.tuple(word, spaces), { maxLength: 2000, size: "max" }), (words) => {
        expect(minutesOf(words.flat().join(""))).toBe(Math.max(1, Math.round(words.length / 230)));
      }),
      { numRuns: 50 },
    );
  });

  it("count characters where words have no spaces between them", () => {
    expect(minutesOf("読書".repeat(750))).toBe(3);
    expect(minutesOf(`${"読書".repeat(500)} ${"word ".repeat(460)}`)).toBe(4);
  });
});

describe("the beginning of a text", () => {
  it("is a short text itself, with single spaces", () => {
    expect(beginningOf("  a\n\nb  c ")).toBe("a b c");
  });

  it("ends at a word, and never within a character", () => {
    expect(beginningOf("word ".repeat(100))).toBe(`${"word ".repeat(31)}word…`);
    expect(beginningOf("😀".repeat(100)).isWellFormed()).toBe(true);
    expect(beginningOf(`${"word ".repeat(30)}end. Incomprehensibly more`)).toBe(`${"word ".repeat(30)}end.`);
  });
});
