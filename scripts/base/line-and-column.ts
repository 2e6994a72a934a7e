import type { Position } from "./problems.ts";

/** The lines of a file, however they end, without a byte order mark. */
export const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);

/** The position right after the beginning of a file. */
export function positionAfter(beginning: string): Position {
  const lines = linesOf(beginning);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** The place in an article's file of one in its body, which begins on a line of that. */
export const placeInBody = ({ bodyLine }: { readonly bodyLine: number }, { line, column }: Position): Position => ({
  line: line + bodyLine - 1,
  column,
});
