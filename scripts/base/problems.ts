import { isAbsolute, relative, sep } from "node:path";
import { styleText } from "node:util";
import { compare, plural } from "./order.ts";
import { printable } from "./printable.ts";

/** Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong in one file, and where. */
export interface FileProblem extends Position {
  readonly severity: "error" | "warning";
  readonly message: string;
}

/** What is wrong in the content. */
export interface Problem extends FileProblem {
  /** As shown: relative to the working folder, `content/posts/a.md`. */
  readonly file: string;
  /** The text of the line. */
  readonly source?: string;
}

/** A file as people see it: below the working folder, with `/` on every system as in all messages, or its whole path. */
export function shownPath(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") || isAbsolute(path) ? file : path.split(sep).join("/");
}

export const isError = (problem: Problem): boolean => problem.severity === "error";

/** Stops builds and previews: the content has errors, and nothing was written. */
export class ContentError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(countOf(problems));
    this.problems = problems;
  }
}

/**
 * Thrown where a text has so much of something that the time it takes would no longer grow with the text alone. No text that a
 * person wrote comes near one of these bounds, so each is an error that says what to do, and none a setting.
 */
export class Excess extends Error {
  /** Where that is, or the text that begins there. */
  readonly at: Position | string;

  constructor(at: Position | string, message: string) {
    super(message);
    this.at = at;
  }
}

/** All problems as a compiler prints them: by file and line, each line with a mark below, then a count. */
export function formatProblems(problems: readonly Problem[], colour: boolean): string {
  const paint = (style: "red" | "yellow" | "dim", text: string): string =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const lines = problems.toSorted(byPlace).flatMap((problem) => {
    const place = `${printable(problem.file)}:${problem.line}:${problem.column}`;
    const severity = paint(isError(problem) ? "red" : "yellow", problem.severity);
    const head = `${place} ${severity} ${printable(problem.message)}`;
    if (problem.source === undefined || problem.source.trim() === "") return [head];
    const number = `${problem.line} | `.padStart(8);
    const { text, mark } = excerpt(problem.source, problem.column);
    return [head, paint("dim", number) + text, `${" ".repeat(number.length + mark)}^`];
  });
  return problems.length === 0 ? "" : `${[...lines, countOf(problems)].join("\n")}\n`;
}

// Long lines are cut around the column, and tabs are single spaces. The mark is below its character, however long the
// escapes before it are.
function excerpt(line: string, column: number): { text: string; mark: number } {
  const width = 100;
  const start = column > width - 10 ? column - width / 2 : 0;
  const show = (from: number, to: number): string => printable(line.slice(from, to).replaceAll("\t", " "));
  return { text: show(start, start + width), mark: show(start, Math.max(start, column - 1)).length };
}

const byPlace = (a: Problem, b: Problem): number =>
  compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message);

function countOf(problems: readonly Problem[]): string {
  const errors = problems.filter(isError).length;
  return `${plural(errors, "error")}, ${plural(problems.length - errors, "warning")}`;
}
