import { brotliCompressSync, constants } from "node:zlib";
import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { linkColours } from "../../scripts/build/accent.ts";
import { contrast } from "./contrast.ts";
import { ourRules } from "../../scripts/build/stylesheet.ts";
import { style } from "./pages.ts";

const dark = style.indexOf("(prefers-color-scheme: dark)");
const colourOf = (name: string, from: number): string =>
  new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(style.slice(from))?.[1] ?? `no colour --${name}`;

/** Accents all over the cube of colours, a sixteenth of its edge apart, and its corners. */
const steps = Array.from({ length: 16 }, (_, step) => (step * 17).toString(16).padStart(2, "0"));
const spread = steps.flatMap((red) => steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)));

describe.each([
  ["light", 0],
  ["dark", dark],
] as const)("the %s theme", (theme, from) => {
  const inks = ["ink", "soft", "keyword", "string", "number", "name", "type"];

  it.each(["paper", "wash", "mark"])("is read on %s, code in all its colours, at 4.5 to 1 and more", (ground) => {
    for (const ink of inks) {
      const ratio = contrast(colourOf(ground, from), colourOf(ink, from));
      expect([ink, ratio]).toEqual([ink, expect.toSatisfy((found: number) => found >= 4.5)]);
    }
  });

  it.each(["added", "removed"])("is read on lines that were %s", (ground) => {
    expect(contrast(colourOf(ground, from), colourOf("ink", from))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["paper", "wash"])("is read on %s, links of any accent, at 4.5 to 1 and more", (ground) => {
    for (const accent of spread) {
      const ratio = contrast(colourOf(ground, from), linkColours(accent)[theme]);
      expect([accent, ratio]).toEqual([accent, expect.toSatisfy((found: number) => found >= 4.5)]);
    }
  });

  it("has links as the accent of the light theme makes them, and their underlines at 45 %", () => {
    const link = colourOf("link", from);
    expect(link).toBe(linkColours(colourOf("link", 0))[theme]);
    expect(style.slice(from)).toContain(`--underline: ${link}${Math.round(0.45 * 255).toString(16)};`);
  });
});

it("stays so small that a plain post, which has 2 kB of its own, takes at most 7 kB on the way", () => {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 }; // the edge's own
  const sizeOf = (css: string): number =>
    brotliCompressSync(transformSync(css, { loader: "css", minify: true }).code, { params }).length;
  expect(sizeOf(ourRules("lean"))).toBeLessThan(4000);
  // What pages with code, tables and notes have besides, and those with formulas.
  expect(sizeOf(ourRules("rich"))).toBeLessThan(5400);
  expect(sizeOf(style)).toBeLessThan(6000);
});

it("loads nothing and overrides nothing by force", () => {
  expect(style).not.toMatch(/url\(|@import|!important/);
});
