/// <reference lib="dom" />
// What runs in the page sees its globals.
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { renderMath } from "../../scripts/markdown/math/math.ts";
import { hasBrowser, ownBrowser } from "../whole/browser/launch.ts";
import { style } from "./pages.ts";

describe.skipIf(!hasBrowser)("a formula in a browser", () => {
  const browser = ownBrowser();
  let page: Page;
  const show = async (tex: string): Promise<void> => {
    const found = renderMath(tex, true);
    const math = "html" in found ? found.html : found.problem;
    await page.setContent(`<!doctype html><style>${style}</style><main><div class="prose"><p>${math}</p></div></main>`);
  };
  /** Where what a selector finds stands, in its order. */
  const placesOf = (selector: string) =>
    page.locator(selector).evaluateAll((all) =>
      all.map((each) => {
        const { left, right, top, bottom } = each.getBoundingClientRect();
        return { left, right, top, bottom };
      }),
    );
  const styleOf = (selector: string, name: string): Promise<string[]> =>
    page
      .locator(selector)
      .evaluateAll((all, name) => all.map((each) => getComputedStyle(each).getPropertyValue(name)), name);

  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  });

  it("has the box that \\boxed draws", async () => {
    await show("\\boxed{E = mc^2}");
    expect(await styleOf("math mrow.tml-fbox", "border-top-width")).toEqual(["1px"]);
  });

  it.each([
    ["\\cancel{x}", "to right bottom", 1],
    ["\\bcancel{x}", "to right top", 1],
    ["\\xcancel{x}", "to right", 2],
    ["\\sout{x}", "linear-gradient(rgba", 1],
    ["\\cancelto{0}{x}", "to right bottom", 1],
  ])("strikes what %s strikes, all across it", async (tex, direction, strokes) => {
    await show(tex);
    const stroke = ".tml-cancel, .tml-cancelto";
    const [background = ""] = await styleOf(stroke, "background-image");
    expect(background.split("linear-gradient").length - 1).toBe(strokes);
    expect(background.replaceAll(/to (top|bottom) right/g, "to right $1")).toContain(direction);
    const [[letter], [line]] = [await placesOf("mi"), await placesOf(stroke)];
    expect(line?.left).toBeLessThanOrEqual((letter?.left ?? 0) + 1);
    expect(line?.right).toBeGreaterThanOrEqual((letter?.right ?? Infinity) - 1);
  });

  it("has lines above and below what it says", async () => {
    await show("\\overline{ab} \\underline{cd}");
    expect(Number.parseFloat((await styleOf(".tml-overline", "border-top-width"))[0] ?? "")).toBeGreaterThan(0.5);
    expect(Number.parseFloat((await styleOf(".tml-underline", "border-bottom-width"))[0] ?? "")).toBeGreaterThan(0.5);
  });

  it("aligns equations at their signs, without a gap before those", async () => {
    await show("\\begin{aligned} a &= b \\\\ c + d &= e \\end{aligned}");
    const letters = await placesOf("mi");
    const signs = (await placesOf("mo")).filter((_, index) => index !== 1); // without the plus
    expect(letters[0]?.right).toBeCloseTo(letters[3]?.right ?? 0, 0);
    expect(signs[0]?.left).toBeCloseTo(signs[1]?.left ?? 0, 0);
    expect((signs[0]?.left ?? Infinity) - (letters[0]?.right ?? 0)).toBeLessThan(6);
  });

  it.each([
    ["\\begin{align} a &= b \\\\ c &= d \\end{align}", ".tml-eqn"],
    ["x = 1 \\tag{7}", ".tml-tag"],
  ])("has its number at the margin: %s", async (tex, number) => {
    await show(tex);
    const [[first], [math], [letter]] = [await placesOf(number), await placesOf("math"), await placesOf("mi")];
    expect((first?.right ?? 0) - (first?.left ?? 0)).toBeGreaterThan(10); // there is one to see
    expect(Math.abs((first?.right ?? 0) - (math?.right ?? 0))).toBeLessThan(3);
    expect(letter?.left).toBeGreaterThan((math?.left ?? 0) + 100); // and the formula in the middle
  });

  it("rules tables as they are written", async () => {
    await show("\\begin{array}{|c|c|} \\hline a & b \\\\ \\hline c & d \\\\ \\hline \\end{array}");
    const widths = await Promise.all(
      ["top", "right", "bottom", "left"].map((side) => styleOf("mtd", `border-${side}-width`)),
    );
    const isRuled = widths.map((cells) => cells.map((width) => Number.parseFloat(width) > 0.5));
    expect(isRuled).toEqual([
      [true, true, false, false],
      [true, true, true, true],
      [true, true, true, true],
      [true, false, true, false],
    ]);
  });
});

it.each(["\\longdiv{12}", "\\phase{x}", "\\angl{n}", "\\textcircled{a}"])(
  "is reported where it would lose its marks: %s",
  (tex) => {
    const [command] = /^\\\w+/.exec(tex) ?? [];
    expect(renderMath(tex, false)).toEqual({ problem: `${command} has no form here` });
  },
);
