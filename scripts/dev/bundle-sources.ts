import { join, resolve } from "node:path";
import { build, type BuildFailure, context, type Message } from "esbuild";
import { ContentError, type Problem, shownPath } from "../base/problems.ts";

const shape = { bundle: true, format: "esm", target: "es2024", write: false, logLevel: "silent" } as const;

/** Bundles the development worker from the current sources. */
export class WorkerBundler {
  readonly #context = context({ ...shape, entryPoints: [join(import.meta.dirname, "live-worker.ts")] });

  /** Throws `ContentError` with what is wrong in the sources. */
  async bundle(): Promise<string> {
    const worker = await this.#context;
    return worker.rebuild().then(textOf, (error: unknown) => {
      throw isBuildFailure(error) ? new ContentError(error.errors.map(toProblem)) : error;
    });
  }

  async stop(): Promise<void> {
    await (await this.#context).dispose();
  }
}

/** The script that runs in the browser. */
export async function bundleClient(): Promise<string> {
  return textOf(await build({ ...shape, entryPoints: [join(import.meta.dirname, "client/live.ts")] }));
}

const textOf = ({ outputFiles }: { outputFiles: readonly { text: string }[] }): string => outputFiles[0]?.text ?? "";

const isBuildFailure = (error: unknown): error is BuildFailure => error instanceof Error && "errors" in error;

// esbuild counts columns from 0.
function toProblem({ text, location }: Message): Problem {
  const place = { line: location?.line ?? 1, column: (location?.column ?? 0) + 1 };
  const source = location ? { source: location.lineText } : {};
  return { severity: "error", file: shownPath(resolve(location?.file ?? "src")), ...place, message: text, ...source };
}
