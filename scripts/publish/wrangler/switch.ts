import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "../../base/failure.ts";
import type { Worker } from "../api/worker-versions.ts";
import { addressesOf, takenDomains } from "./blog-addresses.ts";
import { type Config, configFile, withoutRoutes } from "./wrangler-toml.ts";
import { preparedVariable, type Run, wrangler } from "./wrangler.ts";

/** A version that wrangler uploaded, and its addresses. */
export interface Uploaded {
  readonly version: string;
  readonly urls: readonly string[];
  /** What wrangler said when it failed after the switch: the version is live, its addresses may not be. */
  readonly complaint?: string;
}

/**
 * Uploads the worker and makes it live in one switch. If wrangler fails, the live version tells whether the switch happened;
 * domains, routes and workers.dev come after it.
 */
export async function deploy(worker: Worker, config: Config, tag: string, message: string): Promise<Uploaded> {
  const uploaded = await deployBy(worker, tag, message, configFile);
  // What wrangler has not come to is done without another upload, if it can be.
  return uploaded.complaint === undefined ? uploaded : refresh(worker, config, uploaded.version);
}

async function deployBy(worker: Worker, tag: string, message: string, file: string): Promise<Uploaded> {
  const before = await worker.live();
  const args = ["deploy", "--config", file, "--tag", tag, "--message", message];
  return attempt(worker, args, "deploy", async () => {
    const { live, versions } = await worker.published();
    const version = versions.find(({ id }) => id === live[0] && !before.includes(id));
    return version?.tag === tag ? version.id : undefined;
  });
}

/**
 * The same for a worker that is not there yet and shall have domains of its own. Only when it is there does Cloudflare say
 * what they lead to until now, and wrangler would not ask.
 *
 * @param mayTake decides what to do about domains that are taken, and says why not if the answer is no
 */
export async function deployFirst(
  worker: Worker,
  config: Config,
  tag: string,
  message: string,
  mayTake: (taken: readonly string[]) => Promise<string | undefined>,
): Promise<Uploaded> {
  using bare = withoutRoutes();
  const uploaded = await deployBy(worker, tag, message, bare.file);
  const refused = await mayTake((await takenDomains(worker, config.domains)) ?? []);
  return refused === undefined ? refresh(worker, config, uploaded.version) : { ...uploaded, complaint: refused };
}

/** Sets up domains, routes and workers.dev for what is live, and uploads nothing. */
export async function refresh(worker: Worker, config: Config, version: string): Promise<Uploaded> {
  const run = await ourWrangler(worker, ["triggers", "deploy"]);
  if (run.code !== 0) return { version, urls: [], complaint: run.output.trim() };
  return { version, urls: await addressesOf(config, worker) };
}

/** Uploads the worker as a version that is reached only by its own address. */
export async function uploadPreview(worker: Worker, tag: string, message: string): Promise<Uploaded> {
  const args = ["versions", "upload", "--tag", tag, "--message", message];
  return attempt(worker, args, "version-upload", async () => undefined);
}

/**
 * Runs wrangler, with retries.
 *
 * @param type of the report that tells the version and its addresses
 * @param switched gives the version if the switch happened although wrangler failed
 */
async function attempt(
  worker: Worker,
  args: readonly string[],
  type: string,
  switched: () => Promise<string | undefined>,
  [pause, ...later]: readonly number[] = [1_000, 4_000],
): Promise<Uploaded> {
  const run = await ourWrangler(worker, args);
  if (run.code === 0) return reported(run, type);
  const complaint = run.output.trim();
  const version = await switched();
  if (version !== undefined) return { version, urls: [], complaint };
  if (pause === undefined || run.isHanging)
    throw new Failure(
      `wrangler ${args[0]} failed, so the previous release is still live. wrangler said\n\n${complaint}`,
    );
  await wait(pause);
  return attempt(worker, args, type, switched, later);
}

const ourWrangler = (worker: Worker, args: readonly string[]): Promise<Run> =>
  wrangler(args, { CLOUDFLARE_ACCOUNT_ID: worker.cloudflare.account, [preparedVariable]: "1" });

function reported({ reports }: Run, type: string): Uploaded {
  const report = reports.find((each) => each["type"] === type) ?? {};
  const { version_id: version, targets, preview_url: preview } = report;
  const urls = [...(Array.isArray(targets) ? targets : []), preview].filter((url) => typeof url === "string");
  return { version: typeof version === "string" ? version : "unknown", urls };
}
