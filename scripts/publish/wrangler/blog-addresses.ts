import { Failure } from "../../base/failure.ts";
import type { Cloudflare } from "../api/cloudflare.ts";
import { ApiError, isBroken } from "../api/request.ts";
import { anything, list, optional, record, text } from "../api/shapes.ts";
import type { Worker } from "../api/worker-versions.ts";
import type { Config, CustomDomain } from "./wrangler-toml.ts";

/** Cloudflare's code for an account that has no workers.dev name, and for a worker that is not there. */
const notThere = 10_007;

const subdomain = optional(record({ subdomain: optional(text) }));

/** The account's name at workers.dev; undefined if it has none, null if the login may not know. */
async function accountName(cloudflare: Cloudflare): Promise<string | undefined | null> {
  try {
    const { result } = await cloudflare.send("/workers/subdomain", subdomain);
    return result?.subdomain || undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.status === 404 || error.codes.includes(notThere) ? undefined : null;
    if (isBroken(error)) return null; // what comes next asks with patience
    throw error;
  }
}

/**
 * Throws if the account lacks what the first publication needs, before anything is written.
 *
 * @param isPreview whether a version is to be uploaded that has an address of its own alone
 */
export async function checkAccount(config: Config, worker: Worker, isPreview: boolean): Promise<void> {
  if ((await worker.switched()).length > 0) return;
  if (isPreview)
    throw new Failure(
      `Nothing is published yet, and Cloudflare takes a preview only of a worker that is there. Run "npm run deploy" first; ` +
        `"npm start" shows the blog on this machine`,
    );
  if (!config.workersDev) return;
  if ((await accountName(worker.cloudflare)) === undefined)
    throw new Failure(
      `The account has no workers.dev name yet, and the blog's address needs one. Choose it at ` +
        `https://dash.cloudflare.com/${worker.cloudflare.account}/workers/onboarding and run the command again`,
    );
}

/** Where readers reach the blog, by wrangler.toml. */
export async function addressesOf(config: Config, worker: Worker): Promise<readonly string[]> {
  const name = config.workersDev ? await accountName(worker.cloudflare) : undefined;
  const own = config.domains.map(({ pattern }) => `https://${pattern}`);
  return name ? [...own, `https://${config.name}.${name}.workers.dev`] : own;
}

/** What becomes of the domains when wrangler sets them up. https://developers.cloudflare.com/workers/configuration/routing/custom-domains/ */
const changeset = record({
  updated: optional(list(record({ id: text, hostname: text, modified: anything }))),
  conflicting: optional(list(record({ hostname: text }))),
});

/**
 * The domains that lead elsewhere until now, each with where: to DNS records or to another worker. wrangler takes them over
 * without a word when there is no terminal, and under `npm run deploy` there never is one for it. Undefined if Cloudflare doesn't say.
 */
export async function takenDomains(worker: Worker, domains: readonly CustomDomain[]): Promise<string[] | undefined> {
  if (domains.length === 0) return [];
  const { cloudflare, name } = worker;
  const origins = domains.map(({ pattern: hostname, ...zone }) => ({ hostname, ...zone }));
  try {
    const { result } = await cloudflare.send(
      `/workers/scripts/${encodeURIComponent(name)}/domains/changeset?replace_state=true`,
      changeset,
      { method: "POST", body: JSON.stringify(origins) },
    );
    const records = (result.conflicting ?? []).map(({ hostname }) => `${hostname} has DNS records already`);
    const updated = (result.updated ?? []).filter(({ modified }) => modified === true);
    const others = updated.map(async ({ id, hostname }) => {
      const { result: known } = await cloudflare.send(
        `/workers/domains/records/${encodeURIComponent(id)}`,
        record({ service: optional(text) }),
      );
      const isOthers = known.service !== undefined && known.service !== null && known.service !== name;
      return isOthers ? [`${hostname} leads to the worker "${known.service}"`] : [];
    });
    return [...records, ...(await Promise.all(others)).flat()];
  } catch (error) {
    if (error instanceof ApiError || isBroken(error)) return undefined;
    throw error;
  }
}
