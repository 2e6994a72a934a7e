import { describe, expect, it } from "vitest";
import { textDiff } from "../../../scripts/import/report/text-diff.ts";

describe("the difference between two texts", () => {
  it("shows each change with two lines around it", () => {
    expect(textDiff("a\nb\nc\nd\ne\nf\ng\nh\ni\n", "a\nb\nc\nX\ne\nf\ng\nh\ni\n")).toBe(
      "@@ -2 +2 @@\n b\n c\n-d\n+X\n e\n f\n",
    );
  });

  it("leaves out what is far from any change", () => {
    const middle = "1\n2\n3\n4\n5\n6\n";
    expect(textDiff(`a\n${middle}b\n`, `A\n${middle}B\n`)).toBe(
      "@@ -1 +1 @@\n-a\n+A\n 1\n 2\n@@ -6 +6 @@\n 5\n 6\n-b\n+B\n",
    );
  });

  it("has no more lines than needed", () => {
    const lines = (letters: string): string => letters.replaceAll(/./g, "$&\n");
    const marks = (before: string, after: string): number =>
      textDiff(lines(before), lines(after)).match(/^[-+]/gm)?.length ?? 0;
    // The example of Myers's paper.
    expect(marks("abcabba", "cbabac")).toBe(5);
    expect(marks("abc", "abc")).toBe(0);
    expect(marks("abc", "xyz")).toBe(6);
  });
});
