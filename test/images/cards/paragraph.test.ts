import { describe, expect, it } from "vitest";
import { pickSorts } from "../../../scripts/images/cards/fonts.ts";
import { paragraphOf } from "../../../scripts/images/cards/paragraph.ts";

const paragraph = async (text: string) => paragraphOf(await pickSorts(text, "title"), "ltr");

describe("a title in lines", () => {
  it("has lines of about the same length", async () => {
    const lines = (await paragraph("On the tides that we met by night")).set(14, 3, []);
    expect(lines.length).toBe(2);
    const [first = 0, second = 0] = lines.map(({ width }) => width);
    expect(Math.abs(first - second)).toBeLessThan(3);
  });

  it.each(["–", "—", ":", "!", "»"])("begins no line with %s after a space", async (sign) => {
    const width = (await paragraph("ab cd")).set(100, 1, [])[0]?.width ?? 0;
    const lengthsOf = async (text: string): Promise<readonly number[]> =>
      (await paragraph(text)).set(width + 0.02, 3, []).map(({ glyphs }) => glyphs.length);
    expect(await lengthsOf("ab cd o ab")).toEqual(["ab cd", "o ab"].map(({ length }) => length));
    expect(await lengthsOf(`ab cd ${sign} ab`)).toEqual(["ab", `cd ${sign}`, "ab"].map(({ length }) => length));
  });

  it("cuts no word that a line has room for, however uneven lines become, and fits no lines that one is too long for", async () => {
    const title = await paragraph("Internationalization of it");
    const width = (await paragraph("Internationalization")).set(100, 1, [])[0]?.width ?? 0;
    expect(title.set(width + 0.01, 3, []).map(({ glyphs }) => glyphs.length)).toEqual([20, 5]);
    expect([title.fits(width + 0.01, 2), title.fits(width - 0.01, 2)]).toEqual([true, false]);
  });

  it.each([
    ["well-known", ["well-", "known"]],
    ["web3-daily", ["web3-", "daily"]],
    ["ab --save", ["ab", "--save"]],
    ["ab -rf c", ["ab", "-rf c"]],
    ["(-rf)", ["(-rf)"]],
    ["«—Hola»", ["«—", "Hola»"]],
  ])("breaks %s as %j", async (text, expected) => {
    // No line has room for more than the longest of these.
    const widths = await Promise.all(
      expected.map(async (line) => (await paragraph(line)).set(100, 1, [])[0]?.width ?? 0),
    );
    const lines = (await paragraph(text)).set(Math.max(...widths) + 0.01, 3, []);
    expect(lines.map(({ glyphs }) => glyphs.length)).toEqual(expected.map(({ length }) => length));
  });
});
