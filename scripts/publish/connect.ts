import type { Moment } from "../../src/content/date.ts";
import { Blobs } from "./api/namespace-values.ts";
import type { Cloudflare } from "./api/cloudflare.ts";
import { type Config, readConfig } from "./wrangler/wrangler-toml.ts";
import { logIn } from "./api/login.ts";
import { type Recalled, recall } from "./stored-release.ts";
import { ensureNamespace, findNamespace, type Found } from "./namespace.ts";
import { type Version, Worker } from "./api/worker-versions.ts";
import type { Seen } from "./release-changes.ts";

const configFile = "wrangler.toml";

/** The account, the worker and, once there is one, the namespace of its blobs. */
export interface Connection {
  readonly cloudflare: Cloudflare;
  readonly config: Config;
  readonly worker: Worker;
}

/** @param named the worker's name that wrangler was started with, in the place of wrangler.toml's */
export async function connect(named?: string): Promise<Connection> {
  const read = readConfig(configFile);
  // Workers Builds tells wrangler with this which worker the repository is connected to, and wrangler heeds it before all else.
  const config = { ...read, name: process.env["WRANGLER_CI_OVERRIDE_NAME"] ?? named ?? read.name };
  const cloudflare = await logIn(config.account);
  return { cloudflare, config, worker: new Worker(cloudflare, config.name) };
}

/** The blobs, in a namespace that is created if necessary. */
export async function openBlobs({ cloudflare, config, worker }: Connection): Promise<{ blobs: Blobs; found: Found }> {
  const found = await ensureNamespace(cloudflare, config, configFile, worker);
  return { blobs: new Blobs(cloudflare, found.id), found };
}

/** The blobs; undefined on an account without any yet. Changes nothing. */
export async function findBlobs({ cloudflare, config, worker }: Connection): Promise<Blobs | undefined> {
  const found = await findNamespace(cloudflare, config, worker);
  return found && new Blobs(cloudflare, found.id);
}

/** What the next publication follows. */
export interface Before {
  /** Newest first. */
  readonly versions: readonly Version[];
  /** Id of the version that readers get; undefined before the first publication. */
  readonly live: string | undefined;
  /** Its release; undefined if this code can't read it. */
  readonly recalled: (Recalled & Seen) | undefined;
}

export async function publishedBy(worker: Worker, blobs: Blobs | undefined): Promise<Before> {
  const { live, versions } = await worker.published();
  const [id] = live;
  const version = versions.find((candidate) => candidate.id === id);
  const recalled = version && (await recall(version, blobs ?? nothing, worker));
  return { versions, live: id, recalled: recalled && { ...recalled, at: toMoment(version.created) } };
}

const toMoment = (date: Date): Moment => Math.floor(date.getTime() / 1000);

const nothing: Pick<Blobs, "get"> = { get: async () => undefined };
