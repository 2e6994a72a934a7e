import { logIn } from "./api/login.ts";
import { type Blobs, blobsIn } from "./api/namespace-values.ts";
import { variable } from "./api/variable.ts";
import { type Worker, workerOf } from "./api/worker-versions.ts";
import { createNamespace, findNamespace } from "./namespace.ts";
import { readConfig, writeNamespace } from "./wrangler/wrangler-toml.ts";

/** The worker and, once there is a namespace for them, its blobs. */
export type Connection = Awaited<ReturnType<typeof connect>>;

/** A blog as it was published. */
export interface Blog {
  readonly worker: Worker;
  readonly blobs: Blobs;
}

/**
 * Logs in and looks for the blobs, which are undefined on an account without any yet. Changes nothing.
 *
 * @param named the worker's name that wrangler was started with, in the place of wrangler.toml's
 */
export async function connect(named?: string) {
  const read = readConfig();
  // Workers Builds tells wrangler with this which worker the repository is connected to, and wrangler heeds it before all else.
  const config = { ...read, name: variable("WRANGLER_CI_OVERRIDE_NAME") ?? named ?? read.name };
  const worker = workerOf(await logIn(config.account), config.name);
  const found = await findNamespace(config, worker);
  return { config, worker, blobs: found && blobsIn(worker.cloudflare, found.id), from: found?.from };
}

/** The blobs, in a namespace that is created if there is none, and that wrangler.toml names from now on. */
export async function openBlobs(connection: Connection, note: (text: string) => void): Promise<Blobs> {
  const { config, worker, blobs: found, from } = connection;
  const blobs = found ?? blobsIn(worker.cloudflare, await createNamespace(worker.cloudflare, config));
  if (from === "wrangler.toml") return blobs;
  writeNamespace(blobs.id);
  const done = found ? `wrote the KV namespace ${blobs.id}` : `created the KV namespace ${blobs.id} and wrote it`;
  note(`${done} into wrangler.toml`);
  return blobs;
}
