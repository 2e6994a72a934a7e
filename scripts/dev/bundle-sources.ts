import { context } from "esbuild";
import { fileURLToPath } from "node:url";
import { bundled, entryOf, orProblems, shape, textOf } from "../build/bundle.ts";
import { themeSource } from "../build/theme.ts";

/** Bundles the development worker from the current sources, with the project's theme. */
export class WorkerBundler {
  readonly #context = context({
    ...shape,
    stdin: entryOf(
      "import { liveWorker } from {}; import theme from {}; export default liveWorker(theme);",
      new URL("./live-worker.ts", import.meta.url),
      themeSource().module,
    ),
  });

  /** Throws `ContentError` with what is wrong in the sources. */
  async bundle(): Promise<string> {
    return textOf(await orProblems((await this.#context).rebuild()));
  }

  async stop(): Promise<void> {
    await (await this.#context).dispose();
  }
}

/** The script that runs in the browser. */
export const bundleClient = (): Promise<string> =>
  bundled({ entryPoints: [fileURLToPath(new URL("./client/live.ts", import.meta.url))], sourcemap: false });
