import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { type Moment } from "../../src/content/date.ts";
import { parseMoment } from "./moments.ts";
import { Failure } from "./failure.ts";
import { ContentError } from "./problems.ts";
import { note, noteBug, print, printProblems } from "./terminal.ts";
import { keptByNpm } from "./npm/npm-flags.ts";

// libuv has four threads for what would block, however many cores there are; pictures are encoded there. It reads this once it
// starts the first of them.
process.env["UV_THREADPOOL_SIZE"] ??= String(Math.max(4, availableParallelism()));

// A bug shows its stack, whose message may be foreign text.
process.on("uncaughtException", (error) => {
  noteBug(error);
  process.exit(1);
});

/**
 * A command with `--help` and examples. Wrong use exits with 2, with suggestions for typos and a pointer to the help. An
 * option that npm took for itself is wrong use too: without it `deploy --dry-run` would publish.
 */
export function command(name: string, description: string, examples: readonly string[]): Command {
  const lines = examples.map((example) => `  $ npm ${example}`).join("\n");
  return new NpmCommand(`npm run ${name} --`)
    .description(description)
    .allowExcessArguments(false)
    .showSuggestionAfterError()
    .showHelpAfterError("(see --help)")
    .configureOutput({
      writeOut: (text) => print(process.stdout, text),
      writeErr: (text) => print(process.stderr, text),
    })
    .addHelpText("after", `\nExamples:\n${lines}`)
    .exitOverride((error) => {
      process.exit(error.exitCode === 0 ? 0 : 2);
    });
}

class NpmCommand extends Command {
  override parse(...input: Parameters<Command["parse"]>): this {
    const kept = keptByNpm(this.name(), this.options, process.argv.slice(2), process.env);
    if (kept !== undefined)
      this.error(
        `error: npm kept ${kept.flags} for itself; options for the command go after two hyphens. Type\n\n` +
          `  ${kept.line}\n\n(If you did not type ${kept.flags}, npm has it from an .npmrc or the environment.)`,
      );
    return super.parse(...input);
  }
}

/**
 * Runs a command. Problems in the content, expected failures, and refusals of the system (no permission, no space left, a
 * file in place of a folder) are reported and exit with 1. Anything else is a bug, and shows its stack.
 */
export async function run(main: () => Promise<void>): Promise<void> {
  process.exitCode = unsettled;
  process.once(
    "exit",
    (code) => code === unsettled && note("error the command waits for something that can no longer come"),
  );
  try {
    await main();
    if (process.exitCode === unsettled) process.exitCode = 0;
    import.meta.program?.keep();
  } catch (error) {
    if (error instanceof ContentError) printProblems(process.stderr, error.problems);
    else if (error instanceof Failure) note(`error ${error.message}`);
    else if (isRefusal(error)) note(`error cannot ${describeRefusal(error)}`);
    else throw error;
    process.exitCode = 1;
  }
}

/** Of a command that ends though it waits for something (https://nodejs.org/api/process.html#exit-codes). */
const unsettled = 13;

/** An error of a system call on a file. It names no path when the file is open already, as when the disk is full. */
const isRefusal = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && ("path" in error || ("code" in error && isFull(error.code)));

/** `access dist: ENOTDIR: not a directory`: Node's message without the name of the system call. */
const describeRefusal = ({ path, message }: NodeJS.ErrnoException): string =>
  `${path === undefined ? "write" : `access ${path}`}: ${message.split(", ")[0]}`;

const isFull = (code: unknown): boolean => code === "ENOSPC" || code === "EDQUOT";

export const wholeNumber =
  (least: number, most = Infinity) =>
  (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${least}${most === Infinity ? "" : ` to ${most}`}.`);
  };

export const portNumber = wholeNumber(0, 65_535);

/** Adds a name or an address to those given before. */
export function hostNames(text: string, before: readonly string[]): readonly string[] {
  if (isIP(text) === 0 && !/^[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u.test(text))
    throw new InvalidArgumentError("Expected just a name or an address, such as my-laptop.local or 192.168.1.5.");
  return [...before, text];
}

export function originOption(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol)) return url.origin;
  throw new InvalidArgumentError("Expected an address such as https://blog.example.");
}

export function momentOption(text: string): Moment {
  const moment = parseMoment(text);
  if (typeof moment === "number") return moment;
  throw new InvalidArgumentError(`Expected ${moment.expected}.`);
}

/** A moment as it was written: whether it has an offset is the author's choice. */
export function momentText(text: string): string {
  momentOption(text);
  return text;
}

/** Now, or SOURCE_DATE_EPOCH for builds that must be the same at any time (https://reproducible-builds.org). */
export function currentMoment(): Moment {
  const fixed = process.env["SOURCE_DATE_EPOCH"];
  return fixed === undefined ? Math.floor(Date.now() / 1000) : Number(fixed);
}
