import type { Design } from "../plan-cards.ts";
import { colours } from "../colours.ts";
import { Canvas, page, type Paint, paletteOf } from "./canvas.ts";
import { type Cut, pickSorts, type Sort, type Style } from "./fonts.ts";
import { full, type Mask, maskOf } from "./mask.ts";
import { encodePng } from "./png.ts";
import { type Line, type Reading, readingOf } from "./shape.ts";
import { paragraphOf } from "./paragraph.ts";

const margin = 96;
/** The ruled lines at the edge. */
const edge = { width: 66, gap: 78 };
const measure = page.width - margin - edge.gap - edge.width;

/** Sizes of text from the smallest on, each with the most lines that it may take. The largest wins that needs no more. */
const sizes = {
  title: [
    { size: 50, limit: 5 },
    { size: 62, limit: 4 },
    { size: 76, limit: 3 },
    { size: 92, limit: 2 },
  ],
  text: [{ size: 30, limit: 1 }],
  lead: [{ size: 34, limit: 2 }],
} as const;
const leading = 1.2;

/**
 * Draws a card, to bytes that depend on nothing of the machine. A title in letters that no font of ours has gives its place to
 * the name of the site.
 */
export async function drawCard({
  title,
  site,
  details,
  lead,
  language,
  accent = colours.accent,
}: Design): Promise<Buffer> {
  const readable = await pickSorts(tidy(title), "title", language);
  const heading = readable.length > 0 ? readable : await pickSorts(tidy(site), "title", language);
  const reading = readingOf(heading.map(({ text }) => text).join(""));
  const textOf = async (text: string, role: keyof typeof sizes = "text"): Promise<Block> =>
    setText(await pickSorts(tidy(text), "text", language), role, reading);
  const above = await textOf(heading === readable && site !== title ? site : "");
  const block = await setText(heading, "title", reading);
  // Each by itself: beside a name that is read from the right, a date would come apart.
  const line = details.map((detail) => `\u2068${detail}\u2069`).join(" · ");
  const below = await (lead === undefined ? textOf(line) : textOf(lead, "lead"));

  canvas.copy(backgrounds[reading]);
  drawBlock(above, 116, "accent", reading);
  drawBlock(block, 325 + block.size * (0.86 - (block.lines.length * leading) / 2), "ink", reading);
  drawBlock(below, 546 - Math.max(0, below.lines.length - 1) * below.size * leading, "faded", reading);
  return encodePng({ ...page, pixels: canvas.pixels, palette: paletteOf(colours.paper, { ...colours, accent }) });
}

/** Text of one size, in lines. */
interface Block {
  readonly size: number;
  readonly lines: readonly Line[];
}

/** One line of text without breaks or control characters, of a length that no card can show more of. */
const tidy = (text: string): string =>
  text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 400);

async function setText(sorts: readonly Sort[], role: keyof typeof sizes, reading: Reading): Promise<Block> {
  const style: Style = role === "title" ? "title" : "text";
  const paragraph = paragraphOf(sorts, reading);
  const fits = ({ size, limit }: { size: number; limit: number }): boolean => paragraph.fits(measure / size, limit);
  const { size, limit } = sizes[role].findLast(fits) ?? sizes[role][0];
  return { size, lines: paragraph.set(measure / size, limit, await pickSorts("…", style)) };
}

/** Draws lines below each other; `baseline` is that of the first. */
function drawBlock({ size, lines }: Block, baseline: number, paint: Paint, reading: Reading): void {
  for (const [index, { width, glyphs }] of lines.entries()) {
    const start = reading === "ltr" ? margin : page.width - margin - width * size;
    for (const { id, cut, x, y } of glyphs) {
      const quarters = Math.round((start + x * size) * 4); // of a pixel: spaces between letters look even
      const line = Math.round(baseline + index * size * leading) - Math.round(y * size);
      canvas.paintMask(cachedMask(cut, id, size, quarters & 3), paint, quarters >> 2, line);
    }
  }
}

function cachedMask(cut: Cut, glyph: number, size: number, quarter: number): Mask {
  const key = (glyph * 128 + size) * 4 + quarter;
  const mask = cut.masks.get(key) ?? maskOf(cut.font, glyph, { scale: size / cut.unitsPerEm, shift: quarter / 4 });
  cut.masks.set(key, mask);
  return mask;
}

/** The fore-edge: the edges of leaves between boards, at the side where the reader opens the book. */
function drawEdge(reading: Reading): Canvas {
  const canvas = new Canvas();
  const leftOf = (x: number, width: number): number =>
    reading === "ltr" ? page.width - edge.width + x : edge.width - x - width;
  for (let leaf = 0, x = 0; x < edge.width - 14; leaf++, x += 3 + ((leaf * 5) % 3)) {
    const shift = (leaf * 7) % 5; // leaves never lie quite flush
    canvas.fillRectangle("faded", 11, leftOf(x, 1), 30 + shift, 1, page.height - 64);
  }
  canvas.fillRectangle("accent", full, leftOf(edge.width - 12, 12), 0, 12, page.height);
  return canvas;
}

const canvas = new Canvas(); // that of the card being drawn: between its copy of a background and its bytes nothing waits
const backgrounds = { ltr: drawEdge("ltr"), rtl: drawEdge("rtl") };
