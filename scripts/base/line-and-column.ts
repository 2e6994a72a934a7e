import { firstIndex } from "../../src/content/first-index.ts";
import type { FileProblem, Position } from "./problems.ts";

/** The lines of a file, however they end, without a byte order mark. */
export const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);

/** A text whose lines end as most do already, which a search finds sooner than an expression. */
export const withLineFeeds = (text: string): string => (text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text);

/** The position right after the beginning of a file. */
export function positionAfter(beginning: string): Position {
  const lines = linesOf(beginning);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** The offsets at which the lines of a text begin that ends them with line feeds. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The line of an offset, from 0. */
export const lineOf = (offset: number, starts: readonly number[]): number =>
  firstIndex(1, starts.length, (line) => (starts[line] ?? Infinity) > offset) - 1;

/** The position of an offset in a text whose lines begin at some offsets. */
export function positionIn(starts: readonly number[], offset: number): Position {
  const line = lineOf(offset, starts);
  return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
}

/** The place in an article's file of one in its body, which begins on a line of that. */
export const placeInBody = ({ bodyLine }: { readonly bodyLine: number }, { line, column }: Position): Position => ({
  line: line + bodyLine - 1,
  column,
});

/** Bytes that are not UTF-8 were read as U+FFFD. Reported once per file: if one letter is in another encoding, all are. */
export function damagesOf(source: string): FileProblem[] {
  const offset = source.indexOf("\uFFFD");
  if (offset === -1) return [];
  const message = 'text is not UTF-8 here and is read as "\uFFFD", save the file as UTF-8';
  return [{ severity: "warning", ...positionAfter(source.slice(0, offset)), message }];
}
