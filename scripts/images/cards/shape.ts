import bidiFactory, { type Bidi } from "bidi-js";
import { Buffer as Text, Direction, shape } from "harfbuzzjs";
import type { Cut, Sort } from "./fonts.ts";

/** What is drawn by its number in a font, and where: in ems from the start of the line, y upwards. */
interface Glyph {
  readonly id: number;
  readonly cut: Cut;
  readonly x: number;
  readonly y: number;
}

/** A line of text, ready to be drawn. */
export interface Line {
  /** In ems. */
  readonly width: number;
  readonly glyphs: readonly Glyph[];
}

/** What one font draws in one direction. */
interface Run {
  text: string;
  readonly cut: Cut;
  /** Of the bidirectional algorithm (UAX #9): odd ones go from right to left. */
  readonly level: number;
}

// The package's types speak of its ESM build, Node loads the CommonJS one, whose export is the function itself.
const bidi = (bidiFactory as unknown as () => Bidi)();

export type Reading = "ltr" | "rtl";

/** Which way a text is read: as its first letter that tells (UAX #9, P2 and P3). */
export function readingOf(text: string): Reading {
  return (bidi.getEmbeddingLevels(text).paragraphs[0]?.level ?? 0) % 2 === 1 ? "rtl" : "ltr";
}

/** Sets one line: chooses glyphs, kerns and joins them, and puts what is read from the right where it belongs. */
export function setLine(sorts: readonly Sort[], reading: Reading): Line {
  let width = 0;
  const glyphs: Glyph[] = [];
  for (const { text, cut, level } of runsOf(sorts, reading)) {
    const { font, unitsPerEm } = cut;
    const buffer = new Text();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    buffer.setDirection(level % 2 === 1 ? Direction.RTL : Direction.LTR);
    shape(font, buffer);
    const positions = buffer.getGlyphPositions();
    for (const [index, { codepoint }] of buffer.getGlyphInfos().entries()) {
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
      const [x, y] = [width + xOffset / unitsPerEm, yOffset / unitsPerEm];
      glyphs.push({ id: codepoint, cut, x, y });
      width += xAdvance / unitsPerEm;
    }
  }
  return { width, glyphs };
}

/** In visual order. */
function runsOf(sorts: readonly Sort[], reading: Reading): Iterable<Run> {
  const all = sorts.map(({ text }) => text).join("");
  const embedding = bidi.getEmbeddingLevels(all, reading);
  const runs = new Map<number, Run>(); // by the index of each character
  let at = 0;
  let last: Run | undefined;
  for (const { text, cut } of sorts) {
    const level = embedding.levels[at] ?? 0;
    if (last?.cut !== cut || last.level !== level) last = { text: "", cut, level };
    last.text += text;
    runs.set(at, last);
    at += text.length;
  }
  return new Set(bidi.getReorderedIndices(all, embedding).flatMap((index) => runs.get(index) ?? []));
}
