import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  build,
  type BuildFailure,
  type BuildOptions,
  type BuildResult,
  type Message,
  type StdinOptions,
} from "esbuild";
import { ContentError, type Problem, shownPath } from "../base/problems.ts";

/** How code is bundled that a blog has of its own: as wrangler does it, with the places of its sources. */
export const shape = {
  bundle: true,
  format: "esm",
  target: "es2024",
  sourcemap: "inline",
  sourcesContent: false,
  write: false,
  logLevel: "silent",
} as const satisfies BuildOptions;

/** An entry point that is in no file; `{}` stands for the paths of modules, in their order. */
export const entryOf = (code: string, ...modules: readonly URL[]): StdinOptions => ({
  contents: code.split("{}").reduce((text, rest, index) => text + quotedPath(modules[index - 1]) + rest),
  resolveDir: process.cwd(),
  sourcefile: "fore-edge",
});

const quotedPath = (module: URL | undefined): string => JSON.stringify(module && fileURLToPath(module));

/** Bundles code. Throws `ContentError` with what is wrong in it. */
export const bundled = async (options: BuildOptions): Promise<string> =>
  textOf(await orProblems(build({ ...shape, ...options })));

export const textOf = ({ outputFiles }: BuildResult): string => outputFiles?.[0]?.text ?? "";

/** What esbuild makes, or its errors as problems. */
export async function orProblems<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (isBuildFailure(error)) throw new ContentError(error.errors.map(toProblem));
    throw error;
  }
}

const isBuildFailure = (error: unknown): error is BuildFailure => error instanceof Error && "errors" in error;

// esbuild counts columns from 0.
function toProblem({ text, location }: Message): Problem {
  const place = { line: location?.line ?? 1, column: (location?.column ?? 0) + 1 };
  const source = location ? { source: location.lineText } : {};
  return { severity: "error", file: shownPath(resolve(location?.file ?? "src")), ...place, message: text, ...source };
}
