import { readFileSync } from "node:fs";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { makeBundle, readBundle } from "./bundle.ts";

/** Bundles a blog, which that builds first, and runs its worker with the blobs of the build in the namespace BLOBS. */
export async function runBlog(
  blog: string,
  log: (message: string) => void = () => {},
  ...namespaces: readonly string[]
): Promise<Miniflare> {
  const out = join(blog, "bundle");
  makeBundle(blog, out);
  const { script, releaseName } = readBundle(out);
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      modules: [
        { type: "ESModule", path: "worker.js", contents: script },
        { type: "Data", path: releaseName, contents: readFileSync(join(blog, "dist/release.bin")) },
      ],
      compatibilityDate: "2026-11-17",
      kvNamespaces: ["BLOBS", ...namespaces],
      handleStructuredLogs: ({ message }) => log(message),
    }),
  );
  const kv = await worker.getKVNamespace("BLOBS");
  const pairs = JSON.parse(readFileSync(join(blog, "dist/manifest.json"), "utf8")) as { key: string; value: string }[];
  while (pairs.length > 0) await Promise.all(pairs.splice(0, 32).map(({ key, value }) => kv.put(key, value)));
  return worker;
}
