import bidiFactory, { type Bidi } from "bidi-js";
import { Buffer as Text, Direction, shape } from "harfbuzzjs";
import type { Cut, Sort } from "./fonts.ts";

/** An outline in the units of its font, and where it goes: in ems from the start of the line, y upwards. */
interface Glyph {
  readonly outline: string;
  readonly x: number;
  readonly y: number;
  readonly unitsPerEm: number;
}

/** A line of text, ready to be drawn. */
export interface Line {
  /** In ems. */
  readonly width: number;
  readonly glyphs: readonly Glyph[];
}

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
  for (const { text, cut, level } of inVisualOrder(runsOf(sorts, reading))) {
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
      glyphs.push({ outline: font.glyphToPath(codepoint), x, y, unitsPerEm });
      width += xAdvance / unitsPerEm;
    }
  }
  return { width, glyphs };
}

function runsOf(sorts: readonly Sort[], reading: Reading): Run[] {
  const { levels } = bidi.getEmbeddingLevels(sorts.map(({ text }) => text).join(""), reading);
  const runs: Run[] = [];
  let at = 0;
  for (const { text, cut } of sorts) {
    const level = levels[at] ?? 0;
    const last = runs.at(-1);
    if (last !== undefined && last.cut === cut && last.level === level) last.text += text;
    else if (cut !== undefined) runs.push({ text, cut, level });
    at += text.length;
  }
  return runs;
}

/** UAX #9, L2: from the highest level down to the lowest odd one, turns round whatever is at it or above. */
function inVisualOrder(runs: readonly Run[]): readonly Run[] {
  let ordered = [...runs];
  for (let level = Math.max(0, ...runs.map((run) => run.level)); level > 0; level--) {
    const turned: Run[] = [];
    let from = 0;
    for (const run of ordered) {
      turned.splice(run.level < level ? turned.length : from, 0, run);
      if (run.level < level) from = turned.length;
    }
    ordered = turned;
  }
  return ordered;
}
