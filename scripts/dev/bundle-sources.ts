import { fileURLToPath } from "node:url";
import { type Bundle, bundled, entryOf } from "../build/bundle.ts";
import { themeFile } from "../build/project-theme.ts";

const live = new URL("./live-worker.ts", import.meta.url);

/** Bundles the development worker with the project's theme. Throws `ContentError` with what is wrong in the sources. */
export const bundleWorker = (): Promise<Bundle> =>
  bundled({
    stdin: entryOf(
      "import { liveWorker } from {}; import theme from {}; export default liveWorker(theme);",
      live,
      themeFile(),
    ),
  });

/** The script that runs in the browser. */
export const bundleClient = async (): Promise<string> =>
  (await bundled({ entryPoints: [fileURLToPath(new URL("./client/live.ts", import.meta.url))], sourcemap: false }))
    .code;
