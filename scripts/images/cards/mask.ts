import { DrawFuncs, type Font } from "harfbuzzjs";

/** How much of a pixel is covered is told in so many steps: enough for smooth edges, few enough for a small file. */
export const full = 15;

/** The pixels that a glyph covers, row by row, from 0 to `full` each. `left` and `top` are counted from its origin, downwards. */
export interface Mask {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly levels: Uint8Array;
}

/** Where a glyph is to be drawn, and how large: `scale` is pixels for a unit of its font, `shift` a part of a pixel to the right. */
interface Place {
  readonly scale: number;
  readonly shift: number;
}

/** Draws an outline as straight lines, each four numbers: x and y of both ends, in pixels. It is itself where it is in units of the font. */
interface Pen extends Place {
  readonly lines: number[];
  x: number;
  y: number;
}

const outlines = new DrawFuncs();
outlines.setMoveToFunc((x, y, pen) => Object.assign(pen as Pen, { x, y }));
outlines.setLineToFunc((x, y, pen) => drawLine(pen as Pen, x, y));
// HarfBuzz closes each contour, and turns quadratic curves into cubic ones where nobody takes them.
outlines.setCubicToFunc((ax, ay, bx, by, x, y, pen) => drawCurve(pen as Pen, ax, ay, bx, by, x, y));

function drawLine(pen: Pen, x: number, y: number): void {
  const { scale, shift } = pen;
  pen.lines.push(pen.x * scale + shift, -pen.y * scale, x * scale + shift, -y * scale);
  pen.x = x;
  pen.y = y;
}

function drawCurve(pen: Pen, ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
  const { x: fromX, y: fromY } = pen;
  const bend = Math.max(
    Math.abs(fromX - 2 * ax + bx),
    Math.abs(fromY - 2 * ay + by),
    Math.abs(ax - 2 * bx + x),
    Math.abs(ay - 2 * by + y),
  );
  const count = Math.ceil(Math.sqrt(16 * bend * pen.scale)) || 1; // none is a twentieth of a pixel off
  for (let step = 1; step <= count; step++) {
    const t = step / count;
    const s = 1 - t;
    const [p, a, b, q] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    drawLine(pen, p * fromX + a * ax + b * bx + q * x, p * fromY + a * ay + b * by + q * y);
  }
}

/** Rasterises a glyph, with nothing but sums, products, quotients and square roots: every machine rounds those alike. */
export function maskOf(font: Font, glyph: number, place: Place): Mask {
  const pen: Pen = { ...place, lines: [], x: 0, y: 0 };
  font.drawGlyph(glyph, outlines, pen);
  const lines = Float64Array.from(pen.lines);
  let [left, top, right, bottom] = lines.length === 0 ? [0, 0, 0, 0] : [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < lines.length; at += 2) {
    const [x, y] = [lines[at] ?? 0, lines[at + 1] ?? 0];
    left = Math.min(left, Math.floor(x));
    top = Math.min(top, Math.floor(y));
    right = Math.max(right, Math.ceil(x));
    bottom = Math.max(bottom, Math.ceil(y));
  }
  const width = right - left;
  const changes = new Float64Array(width * (bottom - top) + 1);
  for (let at = 0; at < lines.length; at += 4) {
    const [x0, y0, x1, y1] = [lines[at] ?? 0, lines[at + 1] ?? 0, lines[at + 2] ?? 0, lines[at + 3] ?? 0];
    if (y0 < y1) addLine(changes, width, x0 - left, y0 - top, x1 - left, y1 - top, 1);
    if (y0 > y1) addLine(changes, width, x1 - left, y1 - top, x0 - left, y0 - top, -1);
  }
  const levels = new Uint8Array(width * (bottom - top));
  let covered = 0; // is so again at the end of each row, as contours are closed
  for (let at = 0; at < levels.length; at++) {
    covered += changes[at] ?? 0;
    // Contours overlap in variable fonts: what two of them cover is covered.
    levels[at] = Math.round(Math.min(1, Math.abs(covered)) * full);
  }
  return { left, top, width, levels };
}

/**
 * Adds what a line that goes down changes: all to the right of it is covered, or no longer, and of the pixels that it crosses
 * the part that is to the right. `changes` has by how much a pixel is covered more than the one before.
 */
function addLine(
  changes: Float64Array,
  width: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  sign: 1 | -1,
): void {
  const slope = (x1 - x0) / (y1 - y0);
  let x = x0;
  for (let row = Math.floor(y0); row < y1; row++) {
    const height = Math.min(row + 1, y1) - Math.max(row, y0);
    const next = x + slope * height;
    const [first, last] = x < next ? [x, next] : [next, x];
    for (let column = Math.floor(first); column <= last; column++) {
      const [from, to] = [Math.max(first, column), Math.min(last, column + 1)];
      const crossed = sign * (first === last ? height : (height * (to - from)) / (last - first));
      const inside = crossed * (column + 1 - (from + to) / 2);
      const at = row * width + column;
      changes[at] = (changes[at] ?? 0) + inside;
      changes[at + 1] = (changes[at + 1] ?? 0) + crossed - inside;
    }
    x = next;
  }
}
