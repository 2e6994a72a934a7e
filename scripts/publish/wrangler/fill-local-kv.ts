import { relative, resolve } from "node:path";
import type { Miniflare } from "miniflare";
import { Failure } from "../../base/failure.ts";
import { parallel } from "../../base/parallel.ts";
import type { Prebuilt } from "../../build/prebuild.ts";
import { binding, unbound } from "./wrangler-toml.ts";
import { hasFlag, valueIn } from "./build-purpose.ts";
import { readManifest } from "../read-manifest.ts";

type LocalNamespace = Awaited<ReturnType<Miniflare["getKVNamespace"]>>;

const atOnce = 16;

/**
 * Stores a build where `wrangler dev` reads: in the local KV namespace that its command line selects. wrangler itself finds it,
 * since it depends on the environment, on preview ids and on the state folder.
 *
 * @param line the command line of `wrangler dev`, undefined where it can't be read
 * @param from the folder in which wrangler was started
 */
export async function storeForDev(
  { blobs, out }: Pick<Prebuilt, "blobs"> & { out: string },
  line = "",
  from = ".",
): Promise<void> {
  const environment = valueIn(line, "env", "e");
  const configPath = resolve(from, valueIn(line, "config", "c") ?? "wrangler.toml");
  const state = valueIn(line, "persist-to") ?? resolve(configPath, "../.wrangler/state");
  const { getPlatformProxy } = await import("wrangler");
  const { env, dispose } = await getPlatformProxy<Partial<Record<typeof binding, LocalNamespace>>>({
    configPath,
    ...(environment === undefined ? {} : { environment }),
    envFiles: [],
    remoteBindings: false,
    persist: { path: resolve(from, state, "v3") },
  });
  try {
    const namespace = env[binding];
    if (namespace === undefined) throw unbound(relative("", configPath));
    const missing = new Set(blobs.sizes.keys()).difference(await keysOf(namespace));
    if (missing.size > 0)
      await parallel(readManifest(out, missing), atOnce, ({ key, value }) => namespace.put(key, value));
  } finally {
    await dispose();
  }
}

/** Throws if `wrangler dev` would read the account's KV, which has nothing of this build. */
export function refuseRemote(line = ""): void {
  if (hasFlag(line, "remote", "r"))
    throw new Failure(
      '"wrangler dev --remote" reads the KV of your account, which does not have this build. Leave out --remote, or ' +
        'run "npm run deploy -- --preview" to see a release on Cloudflare before it goes live',
    );
}

async function keysOf(namespace: LocalNamespace): Promise<ReadonlySet<string>> {
  let page = await namespace.list();
  const { keys } = page;
  while (!page.list_complete) {
    page = await namespace.list({ cursor: page.cursor });
    keys.push(...page.keys);
  }
  return new Set(keys.map(({ name }) => name));
}
