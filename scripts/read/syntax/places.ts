import { LineCounter } from "yaml";
import type { Position } from "../../base/problems.ts";

/** Finds the lines and columns of offsets in a text whose lines end with line feeds. */
export function positionsIn(text: string): (offset: number) => Position {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
}

/** Where the names in a value begin, of which this is the source: one text, in which commas separate them. */
export function partsIn(value: object, source: string): readonly number[] {
  const starts = known.get(value) ?? partsOf(source);
  known.set(value, starts);
  return starts;
}

// All of them are asked for one after the other.
const known = new WeakMap<object, readonly number[]>();

/** Where the names in a text separated by commas begin. */
export function partsOf(source: string): readonly number[] {
  let before = 0;
  return source.split(",").map((part) => {
    const start = before + (/^["'\s]*/.exec(part)?.[0].length ?? 0);
    before += part.length + 1;
    return start;
  });
}
