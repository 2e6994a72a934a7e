import { describe, expect, it } from "vitest";
import { pickSorts } from "../../../scripts/images/cards/fonts.ts";
import { type Line, type Reading, setLine } from "../../../scripts/images/cards/shape.ts";

const lineOf = async (text: string, reading: Reading = "ltr"): Promise<Line> =>
  setLine(await pickSorts(text, "title"), reading);

describe("a line of a card", () => {
  it("brings A and V closer than they are alone", async () => {
    const [together, a, v] = [await lineOf("AV"), await lineOf("A"), await lineOf("V")];
    expect(together.width).toBeLessThan(a.width + v.width - 0.03);
    expect(together.glyphs.map(({ x }) => x > 0)).toEqual([false, true]);
  });

  it("joins the letters of a word in Arabic", async () => {
    const alone = (await lineOf("ب", "rtl")).glyphs[0]?.id;
    const three = (await lineOf("ببب", "rtl")).glyphs.map(({ id }) => id);
    expect(new Set([alone, ...three]).size).toBe(4);
  });

  it("draws f and i as one where the typeface has a ligature", async () => {
    expect((await lineOf("fi")).glyphs.length).toBeLessThan(2);
  });

  it("puts what is read from the left in its place between words that are read from the right", async () => {
    const { glyphs } = await lineOf("ספר Rust 2026", "rtl");
    const shown = await Promise.all(["R", "2", "ס"].map(async (letter) => (await lineOf(letter)).glyphs[0]));
    const places = shown.map(
      (sought) => glyphs.find(({ id, cut }) => id === sought?.id && cut === sought.cut)?.x ?? NaN,
    );
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
  });

  it("puts an accent above its letter, also where they are two characters that no font has as one", async () => {
    const { width, glyphs } = await lineOf("x\u0301");
    expect(width).toBeCloseTo((await lineOf("x")).width, 3);
    expect(glyphs.length).toBe(2);
  });
});
