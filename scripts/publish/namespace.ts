import { Failure } from "../base/failure.ts";
import type { Cloudflare } from "./api/cloudflare.ts";
import { binding, type Config, writeNamespace } from "./wrangler/wrangler-toml.ts";
import type { Worker } from "./api/worker-versions.ts";

/** Where a namespace's id came from. */
export interface Found {
  readonly id: string;
  readonly from: "wrangler.toml" | "live worker" | "title" | "created";
}

/**
 * The blobs' namespace. If wrangler.toml names none, it is looked up by the live worker's binding, then by its title, and
 * otherwise created; then its id is written into wrangler.toml. So a run after one that was killed, and a clone without the
 * id, find the same namespace again.
 */
export async function ensureNamespace(
  cloudflare: Cloudflare,
  config: Config,
  file: string,
  worker: Worker,
): Promise<Found> {
  const found = (await findNamespace(cloudflare, config, worker)) ?? (await create(cloudflare, titleOf(config)));
  if (found.from !== "wrangler.toml") writeNamespace(file, found.id);
  return found;
}

/**
 * The blobs' namespace if there is one; a {@link Failure} if it belongs to another worker, as in a copy of a blog with the
 * original's id. Creates and writes nothing.
 */
export async function findNamespace(
  cloudflare: Cloudflare,
  config: Config,
  worker: Worker,
): Promise<Found | undefined> {
  const bound = await worker.namespaceOf(binding);
  const found =
    config.namespace === undefined
      ? await unnamed(cloudflare, titleOf(config), bound, worker)
      : ({ id: config.namespace, from: "wrangler.toml" } as const);
  // Checked only before the first publication: it takes a request for each worker of the account.
  const others = found === undefined || found.id === bound ? [] : await worker.othersOn(found.id);
  if (found !== undefined && others.length > 0) throw new Failure(anothers(found, config, listOf(others)));
  return found;
}

/** The title that wrangler would choose too. */
const titleOf = ({ name }: Config): string => `${name}-${binding.toLowerCase()}`;

/** The namespace that wrangler.toml does not name. */
async function unnamed(
  cloudflare: Cloudflare,
  title: string,
  bound: string | undefined,
  worker: Worker,
): Promise<Found | undefined> {
  const titles = await titlesOf(cloudflare);
  const titled = idOf(title, titles);
  // A binding outlives its namespace, and a copy of a blog may have the original's.
  const isUsable = bound !== undefined && titles.has(bound);
  if (isUsable && (bound === titled || (await worker.othersOn(bound)).length === 0))
    return { id: bound, from: "live worker" };
  return titled === undefined ? undefined : { id: titled, from: "title" };
}

async function create(cloudflare: Cloudflare, title: string): Promise<Found> {
  return cloudflare.ask("creating the KV namespace", async () => {
    // An attempt whose response was lost may have created it.
    const late = idOf(title, await titlesOf(cloudflare));
    if (late !== undefined) return { id: late, from: "created" };
    const { id } = await cloudflare.kv.create({ account_id: cloudflare.account, title });
    return { id, from: "created" };
  });
}

/** The titles of the account's namespaces, by their ids. */
async function titlesOf(cloudflare: Cloudflare): Promise<ReadonlyMap<string, string>> {
  return cloudflare.ask("listing the KV namespaces", async () => {
    const titles = new Map<string, string>();
    for await (const { id, title } of cloudflare.kv.list({ account_id: cloudflare.account, per_page: 100 }))
      titles.set(id, title);
    return titles;
  });
}

const idOf = (title: string, titles: ReadonlyMap<string, string>): string | undefined =>
  [...titles].find(([, candidate]) => candidate === title)?.[0];

export const listOf = (workers: readonly string[]): string =>
  `the worker${workers.length === 1 ? "" : "s"} ${workers.map((name) => `"${name}"`).join(", ")}`;

const anothers = ({ id, from }: Found, { name }: Config, others: string): string =>
  (from === "wrangler.toml"
    ? `wrangler.toml: id of the KV namespace is "${id}", which belongs to ${others}, not to "${name}". `
    : `The KV namespace "${id}", which has the title for "${name}", belongs to ${others}. `) +
  `Two blogs in one namespace would delete each other's pages. ` +
  (from === "wrangler.toml"
    ? `Delete the id line, and "npm run deploy" creates a namespace for "${name}". `
    : `Create another ("npx wrangler kv namespace create TITLE") and write its id into wrangler.toml. `) +
  `If this is the same blog under a new name, do the same, and delete the old worker when the new one is live`;
