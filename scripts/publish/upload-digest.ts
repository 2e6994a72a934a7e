import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesIn } from "../base/files-below.ts";
import { bundled } from "../build/bundle.ts";
import { ContentError } from "../base/problems.ts";
import { configFile, mainOf } from "./wrangler/wrangler-toml.ts";

/**
 * Digest of all that wrangler would upload beside the release: the worker's code, its settings, the static files. Undefined if
 * it can't be told, as when only wrangler can bundle the worker.
 *
 * @param assets the folder of the static files
 */
export async function uploadDigest(assets: string): Promise<string | undefined> {
  const code = await codeOf(mainOf());
  if (code === undefined) return undefined;
  // Hidden ones too, since /.well-known/ is served.
  const files = filesIn(assets)
    .map((file) => `${file} ${hash("sha256", readFileSync(join(assets, file)))}`)
    .sort();
  return hash("sha256", [code, readFileSync(configFile), ...files].join("\n")).slice(0, 16);
}

async function codeOf(main: string | undefined): Promise<string | undefined> {
  if (main === undefined) return undefined;
  try {
    const external = ["*.bin", "cloudflare:*", "node:*"];
    return (await bundled({ entryPoints: [main], external, minifyWhitespace: true, sourcemap: false })).code;
  } catch (error) {
    if (error instanceof ContentError) return undefined;
    throw error;
  }
}
