import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { style } from "./pages.ts";

const dark = style.indexOf("(prefers-color-scheme: dark)");
const colourOf = (name: string, from: number): string =>
  new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(style.slice(from))?.[1] ?? `no colour --${name}`;

/** Relative luminance of `#rrggbb` (WCAG 2). */
function luminance(colour: string): number {
  const [red = NaN, green = NaN, blue = NaN] = (/[0-9a-f]{6}$/.exec(colour)?.[0].match(/../g) ?? [])
    .map((pair) => parseInt(pair, 16) / 255)
    .map((value) => (value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each([
  ["light", 0],
  ["dark", dark],
])("the %s theme", (_, from) => {
  const inks = ["ink", "soft", "keyword", "string", "number", "name", "type"];

  it.each(["paper", "wash", "mark"])("is read on %s, code in all its colours, at 4.5 to 1 and more", (ground) => {
    for (const ink of inks) {
      const [bright = 0, dim = 0] = [colourOf(ground, from), colourOf(ink, from)].map(luminance).sort((a, b) => b - a);
      expect([ink, (bright + 0.05) / (dim + 0.05)]).toEqual([ink, expect.toSatisfy((ratio: number) => ratio >= 4.5)]);
    }
  });

  it.each(["added", "removed"])("is read on lines that were %s", (ground) => {
    const [bright = 0, dim = 0] = [colourOf(ground, from), colourOf("ink", from)].map(luminance).sort((a, b) => b - a);
    expect((bright + 0.05) / (dim + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});

it("stays small, since every page carries it", () => {
  expect(transformSync(style, { loader: "css", minify: true }).code.length).toBeLessThan(13_000);
});

it("loads nothing and overrides nothing by force", () => {
  expect(style).not.toMatch(/url\(|@import|!important/);
});
