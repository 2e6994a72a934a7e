import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { Blobs } from "../compile/blobs.ts";
import { compileSite, type SiteOptions } from "../compile/compile-site.ts";
import type { Problem } from "../compile/problems.ts";
import { answerWorker, type Served } from "./host.ts";

export interface Server {
  readonly url: string;
  readonly warnings: readonly Problem[];
  readonly stop: () => Promise<void>;
}

/** Compiles a content folder and serves it on localhost, from memory but for files and pictures. */
export async function startServer(options: Omit<SiteOptions, "assets" | "cache">, port: number): Promise<Server> {
  const assets = mkdtempSync(join(tmpdir(), "fore-edge-"));
  const blobs = new Map<string, string>();
  const store = new Blobs((key, value) => blobs.set(key, value));
  const site = await compileSite({ ...options, assets, cache: ".cache" }, store);
  const files = new Map([...site.files].map(([path, file]) => [path, join(options.root, file)]));
  const served: Served = { version: 1, release: site.release, blobs, files, assets };

  const worker = new Miniflare(
    convertV4MiniflareOptions({
      host: "localhost",
      port,
      modules: true,
      script: await bundle(),
      compatibilityDate: "2026-11-17",
      serviceBindings: { HOST: ({ url }) => answerWorker(served, url) },
    }),
  );
  await worker.ready;
  return {
    url: `http://localhost:${port}`,
    warnings: site.warnings,
    stop: async () => {
      await worker.dispose();
      rmSync(assets, { recursive: true, force: true });
    },
  };
}

async function bundle(): Promise<string> {
  const entry = join(import.meta.dirname, "worker.ts");
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    target: "es2024",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
