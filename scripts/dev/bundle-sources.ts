import { context } from "esbuild";
import { fileURLToPath } from "node:url";
import { bundled, entryOf, orProblems, shape, textOf } from "../build/bundle.ts";
import { themeSource } from "../build/theme.ts";

export interface Bundler {
  /** Throws `ContentError` with what is wrong in the sources. */
  readonly bundle: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Bundles the development worker from the current sources, with the project's theme. */
export async function workerBundler(): Promise<Bundler> {
  const code = "import { liveWorker } from {}; import theme from {}; export default liveWorker(theme);";
  const live = new URL("./live-worker.ts", import.meta.url);
  const worker = await context({ ...shape, stdin: entryOf(code, live, themeSource().module) });
  return { bundle: async () => textOf(await orProblems(worker.rebuild())), stop: () => worker.dispose() };
}

/** The script that runs in the browser. */
export const bundleClient = (): Promise<string> =>
  bundled({ entryPoints: [fileURLToPath(new URL("./client/live.ts", import.meta.url))], sourcemap: false });
