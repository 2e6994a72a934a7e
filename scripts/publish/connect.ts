import { Blobs } from "./blobs.ts";
import type { Cloudflare } from "./cloudflare.ts";
import { type Config, readConfig } from "./config.ts";
import { logIn } from "./login.ts";
import { type Recalled, recall } from "./memory.ts";
import { ensureNamespace, findNamespace, type Found } from "./namespace.ts";
import { type Version, Worker } from "./worker.ts";

const configFile = "wrangler.toml";

/** The account, the worker and, once there is one, the namespace of its blobs. */
export interface Connection {
  readonly cloudflare: Cloudflare;
  readonly config: Config;
  readonly worker: Worker;
}

export async function connect(): Promise<Connection> {
  const config = readConfig(configFile);
  const cloudflare = await logIn(config.account);
  return { cloudflare, config, worker: new Worker(cloudflare, config.name) };
}

/** The blobs, in a namespace that is created if there is none. */
export async function openBlobs({ cloudflare, config, worker }: Connection): Promise<{ blobs: Blobs; found: Found }> {
  const found = await ensureNamespace(cloudflare, config, configFile, worker);
  return { blobs: new Blobs(cloudflare, found.id), found };
}

/** The blobs, undefined on an account that has none yet. Changes nothing. */
export async function findBlobs({ cloudflare, config, worker }: Connection): Promise<Blobs | undefined> {
  const id = await findNamespace(cloudflare, config, worker);
  return id === undefined ? undefined : new Blobs(cloudflare, id);
}

/** What readers get at this moment. */
export interface Live {
  readonly version: Version;
  /** Undefined when the version carries none that this code can read. */
  readonly recalled: Recalled | undefined;
}

/** The live version with its release; undefined before the first publication. */
export async function liveOf(worker: Worker, blobs: Blobs | undefined): Promise<Live | undefined> {
  const [[id], versions] = await Promise.all([worker.live(), worker.versions()]);
  const version = versions.find((candidate) => candidate.id === id);
  return version && { version, recalled: await recall(version, blobs ?? nothing, worker) };
}

const nothing: Pick<Blobs, "get"> = { get: async () => undefined };
