import { Failure } from "../base/failure.ts";
import type { Cloudflare } from "./api/cloudflare.ts";
import { list, record, type Shaped, text } from "./api/shapes.ts";
import type { Worker } from "./api/worker-versions.ts";
import { binding, type Config } from "./wrangler/wrangler-toml.ts";

/** The namespace of the blobs, and where its id came from. */
export interface Found {
  readonly id: string;
  readonly from: "wrangler.toml" | "live worker" | "title";
}

/**
 * The blobs' namespace if there is one; a {@link Failure} if it belongs to another worker, as in a copy of a blog with the
 * original's id. If wrangler.toml names none, it is looked up by the live worker's binding, then by its title. So a run after
 * one that was killed, and a clone without the id, find the same namespace again. Creates and writes nothing.
 */
export async function findNamespace(config: Config, worker: Worker): Promise<Found | undefined> {
  const bound = await worker.namespaceOf(binding);
  const found: Found | undefined =
    config.namespace === undefined
      ? await unnamed(titleOf(config), bound, worker)
      : { id: config.namespace, from: "wrangler.toml" };
  // Checked only before the first publication: it takes a request for each worker of the account.
  const others = found === undefined || found.id === bound ? [] : await worker.othersOn(found.id);
  if (found !== undefined && others.length > 0) throw new Failure(anothers(found, config, listOf(others)));
  return found;
}

/** The title that wrangler would choose too. */
const titleOf = ({ name }: Config): string => `${name}-${binding.toLowerCase()}`;

/** The namespace that wrangler.toml does not name. */
async function unnamed(title: string, bound: string | undefined, worker: Worker): Promise<Found | undefined> {
  const existing = await namespacesOf(worker.cloudflare);
  const titled = existing.find((each) => each.title === title)?.id;
  // A binding outlives its namespace, and a copy of a blog may have the original's.
  const isUsable = bound !== undefined && existing.some(({ id }) => id === bound);
  if (isUsable && (bound === titled || (await worker.othersOn(bound)).length === 0))
    return { id: bound, from: "live worker" };
  return titled === undefined ? undefined : { id: titled, from: "title" };
}

/** Creates the blobs' namespace. Returns its id. */
export async function createNamespace(cloudflare: Cloudflare, config: Config): Promise<string> {
  const title = titleOf(config);
  const init = { method: "POST", body: JSON.stringify({ title }) };
  return cloudflare.ask("creating the KV namespace", async () => {
    // An attempt whose response was lost may have created it.
    const late = (await namespacesOf(cloudflare)).find((each) => each.title === title);
    const { id } = late ?? (await cloudflare.send(path, namespace, init)).result;
    return id;
  });
}

const path = "/storage/kv/namespaces";

const namespace = record({ id: text, title: text });

/** The account's namespaces. */
async function namespacesOf(cloudflare: Cloudflare): Promise<readonly Shaped<typeof namespace>[]> {
  return cloudflare.ask("listing the KV namespaces", async () => {
    const namespaces: Shaped<typeof namespace>[] = [];
    for (let page = 1; ; page++) {
      const { result } = await cloudflare.send(`${path}?per_page=100&page=${page}`, list(namespace));
      if (result.length === 0) return namespaces;
      namespaces.push(...result);
    }
  });
}

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
