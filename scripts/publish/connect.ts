import { logIn } from "./api/login.ts";
import { Blobs } from "./api/namespace-values.ts";
import { Worker } from "./api/worker-versions.ts";
import { createNamespace, findNamespace, type Found } from "./namespace.ts";
import { type Config, readConfig, writeNamespace } from "./wrangler/wrangler-toml.ts";

/** The worker and, once there is a namespace for them, its blobs. */
export interface Connection {
  readonly config: Config;
  readonly worker: Worker;
  readonly blobs: Blobs | undefined;
  /** How their namespace was found. */
  readonly from: Found["from"] | undefined;
}

/** Logs in and looks for the blobs. Changes nothing. */
export async function connect(): Promise<Connection> {
  const config = readConfig();
  const worker = new Worker(await logIn(config.account), config.name);
  const found = await findNamespace(config, worker);
  return { config, worker, blobs: found && new Blobs(worker.cloudflare, found.id), from: found?.from };
}

/** The blobs, in a namespace that is created if there is none, and that wrangler.toml names from now on. */
export async function openBlobs(connection: Connection, note: (text: string) => void): Promise<Blobs> {
  const { config, worker, blobs: found, from } = connection;
  const blobs = found ?? new Blobs(worker.cloudflare, await createNamespace(worker.cloudflare, config));
  if (from === "wrangler.toml") return blobs;
  writeNamespace(blobs.id);
  const done = found ? `wrote the KV namespace ${blobs.id}` : `created the KV namespace ${blobs.id} and wrote it`;
  note(`${done} into wrangler.toml`);
  return blobs;
}
