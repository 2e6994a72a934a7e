import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  build,
  type BuildFailure,
  type BuildOptions,
  type BuildResult,
  type Message,
  type StdinOptions,
  transform,
} from "esbuild";
import { ContentError, type Problem, shownPath } from "../base/problems.ts";
import { themePath } from "./source-places.ts";

/** An entry point that is in no file; `{}` stands for the paths of modules, in their order. */
export const entryOf = (code: string, ...modules: readonly URL[]): StdinOptions => ({
  contents: code.split("{}").reduce((text, rest, index) => text + quotedPath(modules[index - 1]) + rest),
  resolveDir: process.cwd(),
  sourcefile: entryName,
});

const quotedPath = (module: URL | undefined): string => JSON.stringify(module && fileURLToPath(module));

const entryName = "fore-edge entry";

export interface Bundle {
  /** With a source map as its last line, which has sources by their paths from `folder`. */
  readonly code: string;
  /** The files that it was made of, by their paths from the working folder. */
  readonly inputs: readonly string[];
}

/** Bundles code as wrangler does. Throws `ContentError` with what is wrong in it. */
export async function bundled(options: BuildOptions, folder = "."): Promise<Bundle> {
  const { outputFiles, metafile } = await orProblems(
    build({
      bundle: true,
      format: "esm",
      target: "es2024",
      conditions: ["workerd", "worker", "browser"],
      outfile: join(folder, "bundle.mjs"),
      sourcemap: "inline",
      sourcesContent: false,
      metafile: true,
      write: false,
      logLevel: "silent",
      ...options,
    } satisfies BuildOptions),
  );
  const inputs = Object.keys(metafile?.inputs ?? {}).filter((file) => file !== entryName);
  return { code: outputFiles?.[0]?.text ?? "", inputs };
}

/** CSS as short as it can be, and what is wrong in it. */
export interface Minified {
  readonly css: string;
  readonly problems: readonly Problem[];
}

/** Makes CSS as short as it can be. What browsers would skip is an error, a doubt of esbuild's a warning. */
export async function minified(css: string, file: string): Promise<Minified> {
  const options = { loader: "css", minify: true, target: "es2022", sourcefile: file, logLevel: "silent" } as const;
  const { code, warnings } = await orProblems(transform(css, options));
  const problems = warnings.map((warning) => ({
    ...toProblem(warning),
    severity: wrong.has(warning.id) ? ("error" as const) : ("warning" as const),
  }));
  return { css: code.trim(), problems };
}

// Of https://github.com/evanw/esbuild/blob/v0.28.2/internal/logger/msg_ids.go
const wrong = new Set(["css-syntax-error", "js-comment-in-css"]);

async function orProblems<T extends BuildResult | { readonly code: string }>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (isBuildFailure(error)) throw new ContentError(error.errors.map(toProblem));
    throw error;
  }
}

const isBuildFailure = (error: unknown): error is BuildFailure => error instanceof Error && "errors" in error;

// esbuild counts columns from 0, in bytes.
function toProblem({ text, location }: Message): Problem {
  // What the entry point misses is missing in the theme that it imports.
  if (!location || location.file === entryName)
    return { severity: "error", file: themePath, line: 1, column: 1, message: text };
  const { file, line, lineText: source } = location;
  const column = Buffer.from(source).subarray(0, location.column).toString().length + 1;
  return { severity: "error", file: shownPath(resolve(file)), line, column, message: text, source };
}
