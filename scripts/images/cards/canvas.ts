import { full, type Mask } from "./mask.ts";

/** Pixels; the ratio that link previews ask for (https://ogp.me, X's large card). */
export const page = { width: 1200, height: 630 };

/** What is painted on paper, and with which colours: each has `full` tones of its own in the palette. */
export const paints = ["ink", "faded", "accent"] as const;

export type Paint = (typeof paints)[number];

/** A picture of few colours: a byte for each pixel, its place in the palette. */
export class Canvas {
  readonly pixels = new Uint8Array(page.width * page.height);

  copy(from: Canvas): void {
    this.pixels.set(from.pixels);
  }

  fillRectangle(paint: Paint, level: number, left: number, top: number, width: number, height: number): void {
    for (let y = top; y < top + height; y++) {
      const start = y * page.width + left;
      this.pixels.fill(toneOf(paint, level), start, start + width);
    }
  }

  /** Lays a mask over what is there, its origin at a pixel. What is outside of the page is left out. */
  paintMask({ left, top, width, levels }: Mask, paint: Paint, x: number, y: number): void {
    const blank = toneOf(paint, 0);
    const first = Math.max(0, -(x + left));
    const last = Math.min(width, page.width - x - left);
    for (let row = 0; row * width < levels.length; row++) {
      const start = (y + top + row) * page.width + x + left; // above and below, places are not in the array
      for (let column = first; column < last; column++) {
        const level = levels[row * width + column] ?? 0;
        // Glyphs that join overlap: where both cover a part of a pixel it is the same part.
        if (level > 0) this.pixels[start + column] = Math.max(this.pixels[start + column] ?? 0, blank + level);
      }
    }
  }
}

/** The place in the palette of a paint that covers so much of the paper. */
const toneOf = (paint: Paint, level: number): number => paints.indexOf(paint) * full + level;

/** The colours of the places, red, green and blue after each other: from paper to each paint. They are given as `#rrggbb`. */
export function paletteOf(paper: string, colours: Readonly<Record<Paint, string>>): Uint8Array {
  const parts = (colour: string): readonly number[] =>
    [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const ground = parts(paper);
  const tones = paints.flatMap((paint) => {
    const pure = parts(colours[paint]);
    return Array.from({ length: full }, (_, index) =>
      ground.map((part, channel) => part + (((pure[channel] ?? 0) - part) * (index + 1)) / full),
    );
  });
  return Uint8Array.from([ground, ...tones].flat(), Math.round);
}
