import { inspect } from "node:util";
import { printable } from "./printable.ts";
import { formatProblems, type Problem } from "./problems.ts";

// Everything that commands print goes through here, so foreign text can't control a terminal or a log.

/** Prints a command's result. */
export const say = (text: string): void => print(process.stdout, `${text}\n`);

/** Prints progress and failures, to standard error. */
export const note = (text: string): void => print(process.stderr, `${text}\n`);

/** Prints a bug with its stack. */
export function noteBug(error: unknown): void {
  const shown = inspect(error);
  note(import.meta.program?.inSources(shown) ?? shown);
}

/** What somebody at the terminal answers. */
export async function asked(question: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises"); // few commands ask
  using terminal = createInterface({ input: process.stdin, output: process.stderr });
  return (await terminal.question(question)).trim();
}

/** Prints text made safe for a terminal: lines stay lines, everything else that would control it is escaped. */
export function print(stream: NodeJS.WriteStream, text: string): void {
  printStyled(stream, text.split(/\r?\n/).map(escapeLine).join("\n"));
}

/** Prints all problems, in colours where the terminal has them. */
export const printProblems = (stream: NodeJS.WriteStream, problems: readonly Problem[]): void =>
  printStyled(stream, formatProblems(problems, hasColours(stream)));

/** Prints text whose foreign parts went through `printable`; its colours are ours. */
export function printStyled(stream: NodeJS.WriteStream, text: string): void {
  // GitHub's runners take a line that starts like this as a command, whoever wrote it.
  stream.write(text.replaceAll(/^(\s*):(?=:)/gm, String.raw`$1\u003a`));
}

/** Respects NO_COLOR (https://no-color.org). */
const hasColours = (stream: NodeJS.WriteStream): boolean => stream.isTTY && stream.hasColors();

const escapeLine = (line: string): string => line.split("\t").map(printable).join("\t");

const pace = 5; // in seconds

/**
 * Says what takes long while it does: on a terminal in one line that is written anew each second, elsewhere in a line now and
 * then. Gives what ends it.
 */
export function showProgress(
  line: (seconds: number) => string,
  stream: NodeJS.WriteStream = process.stderr,
): () => void {
  const start = performance.now();
  const show = (): void => {
    const text = line(Math.round((performance.now() - start) / 1000));
    stream.write(stream.isTTY ? `\r\x1b[2K${text}` : `${text}\n`);
  };
  show();
  const timer = setInterval(show, stream.isTTY ? 1000 : pace * 1000);
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    if (!stream.isTTY) return;
    show();
    stream.write("\n");
  };
}
