import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { digestOf } from "../../../scripts/base/digest.ts";
import { Canvas, page, paletteOf } from "../../../scripts/images/cards/canvas.ts";
import { full } from "../../../scripts/images/cards/mask.ts";
import { encodePng } from "../../../scripts/images/cards/png.ts";

const colours = { ink: "#001020", faded: "#808080", accent: "#ff0000" };

const decoded = async (png: Buffer): Promise<Buffer> => sharp(png).removeAlpha().raw().toBuffer();

describe("the palette", () => {
  it("begins with paper, and goes in even steps to each of the colours", () => {
    const palette = paletteOf("#f0f0f0", colours);
    const at = (place: number): number[] => [...palette.subarray(place * 3, place * 3 + 3)];
    expect(palette.length).toBe((1 + 3 * full) * 3);
    expect(at(0)).toEqual([0xf0, 0xf0, 0xf0]);
    expect([at(full), at(2 * full), at(3 * full)]).toEqual([
      [0x00, 0x10, 0x20],
      [0x80, 0x80, 0x80],
      [0xff, 0x00, 0x00],
    ]);
    expect([at(1), at(full + 1)]).toEqual([
      [224, 225, 226],
      [233, 233, 233],
    ]);
  });
});

describe("a picture of few colours", () => {
  it("is read by others as it was painted", async () => {
    const canvas = new Canvas();
    for (let at = 0; at < canvas.pixels.length; at += 7) canvas.pixels[at] = (at * at) % (3 * full + 1);
    const palette = paletteOf("#f0f0f0", colours);
    const pixels = await decoded(encodePng({ ...page, pixels: canvas.pixels, palette }));
    const expected = Buffer.from(
      [...canvas.pixels].flatMap((place) => [...palette.subarray(place * 3, place * 3 + 3)]),
    );
    expect(pixels.equals(expected)).toBe(true);
  });

  it("keeps nothing of the one before", () => {
    const palette = paletteOf("#f0f0f0", colours);
    const bytesOf = (canvas: Canvas): string => digestOf(encodePng({ ...page, pixels: canvas.pixels, palette }));
    const blank = bytesOf(new Canvas());
    const canvas = new Canvas();
    canvas.fillRectangle("ink", full, 10, 10, 500, 500);
    expect(bytesOf(canvas)).not.toBe(blank);
    expect(bytesOf(new Canvas())).toBe(blank);
  });

  it("takes a mask at its edge without the part that is outside, and nothing of it on the other side", () => {
    const mask = { left: -2, top: -2, width: 4, levels: new Uint8Array(16).fill(full) };
    const paintedAt = (x: number, y: number): readonly (readonly number[])[] => {
      const canvas = new Canvas();
      canvas.paintMask(mask, "ink", x, y);
      return [...canvas.pixels.keys()]
        .filter((at) => canvas.pixels[at] !== 0)
        .map((at) => [at % page.width, Math.floor(at / page.width)]);
    };
    const [right, bottom] = [page.width - 1, page.height - 1];
    expect(paintedAt(0, 0)).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ]);
    expect(paintedAt(right, bottom).at(0)).toEqual([right - 2, bottom - 2]);
    expect(paintedAt(right, bottom).length).toBe(9);
    expect(paintedAt(600, 300).length).toBe(16);
  });

  it("lets glyphs overlap without a seam: a pixel that both cover in part is not darker for it", () => {
    const canvas = new Canvas();
    const mask = { left: 0, top: 0, width: 1, levels: Uint8Array.of(6) };
    canvas.paintMask(mask, "faded", 5, 0);
    canvas.paintMask(mask, "faded", 5, 0);
    expect(canvas.pixels[5]).toBe(full + 6);
  });
});
