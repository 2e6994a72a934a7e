import { join } from "node:path";
import { build } from "esbuild";

/** The worker as it is deployed, but for the release, which stays a module of its own: `release.bin`. */
export async function bundleWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "../../src/worker.ts")],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2024",
    write: false,
    plugins: [
      {
        name: "release",
        setup: (builder) => {
          builder.onResolve({ filter: /release\.bin$/ }, () => ({ path: "release.bin", external: true }));
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? "";
}
