import { enableCompileCache } from "node:module";
import { isIP } from "node:net";
import { join } from "node:path";
import { inspect } from "node:util";
import { Command, InvalidArgumentError } from "commander";
import { type Moment } from "../../src/content/date.ts";
import { parseMoment } from "./moments.ts";
import { Failure } from "./failure.ts";
import { ContentError } from "./problems.ts";
import { note, print, printProblems } from "./terminal.ts";
import { keptByNpm } from "./npm-flags.ts";

// Compiled code stays from one run to the next. It counts for what a command imports later, with `import()`.
const codeCache = join(import.meta.dirname, "../../node_modules/.cache/fore-edge-code");
enableCompileCache(codeCache);
process.env["NODE_COMPILE_CACHE"] = codeCache; // for threads

// A bug shows its stack, of which the message may be foreign text.
process.on("uncaughtException", (error) => {
  note(inspect(error));
  process.exit(1);
});

/**
 * A command with `--help` and its examples. Wrong use exits with 2, suggests on typos, and shows where help is. An option
 * that npm kept for itself is wrong use too: without it `deploy --dry-run` would publish.
 */
export function command(name: string, description: string, examples: readonly string[]): Command {
  const lines = examples.map((example) => `  $ npm ${example}`).join("\n");
  return new NpmCommand(`npm run ${name} --`)
    .description(description)
    .allowExcessArguments(false)
    .showSuggestionAfterError()
    .showHelpAfterError("(--help says more)")
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
        `error: npm kept ${kept.flags} for itself: what is for the command stands behind two hyphens alone. Type\n\n` +
          `  ${kept.line}\n\n(Did you not type ${kept.flags}? Then npm has it from an .npmrc or the environment.)`,
      );
    return super.parse(...input);
  }
}

/**
 * Runs what a command does. Problems of the content, failures that we foresee, and what the system refuses (no permission,
 * no space left, a file in a folder's place) are shown as such and exit with 1. Anything else is a bug, and shows its stack.
 */
export async function run(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (error instanceof ContentError) printProblems(process.stderr, error.problems);
    else if (error instanceof Failure) note(`error ${error.message}`);
    else if (isRefusal(error)) note(`error the system refuses: ${error.message}`);
    else throw error;
    process.exitCode = 1;
  }
}

/** An error of a system call on a file. A file that is open already, as when the disk is full, is not named in it. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof Error && "syscall" in error && ("path" in error || ("code" in error && isFull(error.code)));

const isFull = (code: unknown): boolean => code === "ENOSPC" || code === "EDQUOT";

export function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("Expected a port from 0 to 65535.");
  return port;
}

/** A name or an address, behind those that were given before. */
export function hostNames(text: string, before: readonly string[]): readonly string[] {
  if (isIP(text) === 0 && !/^[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u.test(text))
    throw new InvalidArgumentError("Expected a name or an address alone, such as my-laptop.local or 192.168.1.5.");
  return [...before, text];
}

export function momentOption(text: string): Moment {
  const moment = parseMoment(text);
  if (typeof moment === "number") return moment;
  throw new InvalidArgumentError(`Expected ${moment.expected}.`);
}

/** The present, or SOURCE_DATE_EPOCH where a build is to be the same at any time (https://reproducible-builds.org). */
export function currentMoment(): Moment {
  const fixed = process.env["SOURCE_DATE_EPOCH"];
  return fixed === undefined ? Math.floor(Date.now() / 1000) : Number(fixed);
}
