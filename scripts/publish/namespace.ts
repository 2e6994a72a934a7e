import type { Cloudflare } from "./cloudflare.ts";
import { binding, type Config, writeNamespace } from "./config.ts";
import type { Worker } from "./worker.ts";

/** Where a namespace's id came from. */
export interface Found {
  readonly id: string;
  readonly from: "wrangler.toml" | "live worker" | "title" | "created";
}

/**
 * The namespace of the blobs. What wrangler.toml does not name is looked for behind the live worker's binding, then by
 * its title, and else created; then its id is written into wrangler.toml. So a run that was killed at any point of this,
 * and a clone whose wrangler.toml never got the id, find the same namespace again.
 */
export async function ensureNamespace(
  cloudflare: Cloudflare,
  config: Config,
  file: string,
  worker: Worker,
): Promise<Found> {
  if (config.namespace !== undefined) return { id: config.namespace, from: "wrangler.toml" };
  const found = await findOrCreate(cloudflare, titleOf(config), worker);
  writeNamespace(file, found.id);
  return found;
}

/** The namespace of the blobs if there is one already. Creates and writes nothing. */
export async function findNamespace(
  cloudflare: Cloudflare,
  config: Config,
  worker: Worker,
): Promise<string | undefined> {
  return config.namespace ?? (await worker.namespaceOf(binding)) ?? (await byTitle(cloudflare, titleOf(config)));
}

/** The title that wrangler would choose too. */
const titleOf = ({ name }: Config): string => `${name}-${binding.toLowerCase()}`;

async function findOrCreate(cloudflare: Cloudflare, title: string, worker: Worker): Promise<Found> {
  const bound = await worker.namespaceOf(binding);
  if (bound !== undefined) return { id: bound, from: "live worker" };
  const known = await byTitle(cloudflare, title);
  if (known !== undefined) return { id: known, from: "title" };
  return cloudflare.ask("creating the KV namespace", async () => {
    // An attempt whose answer was lost may have created it.
    const late = await byTitle(cloudflare, title);
    if (late !== undefined) return { id: late, from: "created" };
    const { id } = await cloudflare.kv.create({ account_id: cloudflare.account, title });
    return { id, from: "created" };
  });
}

async function byTitle(cloudflare: Cloudflare, title: string): Promise<string | undefined> {
  return cloudflare.ask("listing the KV namespaces", async () => {
    for await (const namespace of cloudflare.kv.list({ account_id: cloudflare.account, per_page: 100 }))
      if (namespace.title === title) return namespace.id;
    return undefined;
  });
}
