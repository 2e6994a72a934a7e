import { basename, join } from "node:path";
import { build } from "esbuild";

/** The worker as it is deployed, but for what a build makes of the content, which stays modules of its own: `release.bin` and `stemmers.mjs`. */
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
        name: "built",
        setup: (builder) => {
          builder.onResolve({ filter: /(?:release\.bin|stemmers\.mjs)$/ }, ({ path }) => ({
            path: basename(path),
            external: true,
          }));
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? "";
}
