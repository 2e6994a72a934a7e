import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { type Cut, pickSorts } from "../../../scripts/images/cards/fonts.ts";
import { full, type Mask, maskOf } from "../../../scripts/images/cards/mask.ts";

/** The glyph of a character, and what draws it. */
async function glyphOf(character: string): Promise<{ readonly cut: Cut; readonly id: number }> {
  const [sort] = await pickSorts(character, "title");
  if (!sort) throw new Error(`nothing draws ${character}`);
  const id = sort.cut.font.nominalGlyph(character.codePointAt(0) ?? 0);
  if (id === undefined) throw new Error(`no glyph for ${character}`);
  return { cut: sort.cut, id };
}

const size = 200; // of the place, with the origin of the glyph in its middle

const levelAt = ({ left, top, width, levels }: Mask, x: number, y: number): number =>
  x < left || x >= left + width ? 0 : (levels[(y - top) * width + x - left] ?? 0);

describe("the mask of a glyph", () => {
  it.each(["O", "g", "@", "ệ", "ف", "ש", "書", "한", "⛵"])(
    "covers the pixels that librsvg covers: %s",
    async (character) => {
      const { cut, id } = await glyphOf(character);
      const scale = 92 / cut.unitsPerEm;
      const mask = maskOf(cut.font, id, { scale, shift: 0.25 });
      const path = `<path transform="matrix(${scale} 0 0 ${-scale} ${size / 2 + 0.25} ${size / 2})" d="${cut.font.glyphToPath(id)}"/>`;
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${path}</svg>`;
      const theirs = await sharp(Buffer.from(svg)).extractChannel("alpha").raw().toBuffer();
      const apart = Array.from(theirs, (alpha, at) => {
        const ours = levelAt(mask, (at % size) - size / 2, Math.floor(at / size) - size / 2);
        return Math.abs(ours / full - alpha / 255);
      });
      expect(theirs.some((alpha) => alpha === 255)).toBe(true);
      expect(apart.filter((difference) => difference > 0.1).length).toBeLessThan(12);
      expect(Math.max(...apart)).toBeLessThan(0.25); // where strokes of one glyph share an edge
    },
  );

  it("is not cut where it ends between two pixels", async () => {
    const { cut, id } = await glyphOf("—"); // a rectangle
    const ends = cut.font.glyphExtents(id);
    if (!ends) throw new Error("no extents");
    for (const shift of [0, 0.25, 0.5, 0.75]) {
      const scale = 61.3 / cut.unitsPerEm;
      const { levels } = maskOf(cut.font, id, { scale, shift });
      const covered = levels.reduce((sum, level) => sum + level / full, 0);
      const area = ends.width * scale * Math.abs(ends.height) * scale;
      expect(Math.abs(covered / area - 1)).toBeLessThan(0.02);
    }
  });

  it("moves by parts of a pixel", async () => {
    const { cut, id } = await glyphOf("O");
    const middleAt = (shift: number): number => {
      const { left, width, levels } = maskOf(cut.font, id, { scale: 50 / cut.unitsPerEm, shift });
      const sum = levels.reduce((all, level) => all + level, 0);
      return levels.reduce((all, level, at) => all + level * (left + (at % width)), 0) / sum;
    };
    for (const shift of [0.25, 0.5, 0.75]) expect(middleAt(shift) - middleAt(0)).toBeCloseTo(shift, 1);
  });

  it("is empty for a space", async () => {
    const { cut } = await glyphOf("a");
    const space = cut.font.nominalGlyph(0x20);
    expect(space).toBeGreaterThan(0);
    expect(maskOf(cut.font, space ?? 0, { scale: 1, shift: 0 }).levels.length).toBe(0);
  });
});
