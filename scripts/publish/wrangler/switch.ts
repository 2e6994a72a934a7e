import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "../../base/failure.ts";
import type { Worker } from "../api/worker-versions.ts";
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
export async function deploy(worker: Worker, tag: string, message: string): Promise<Uploaded> {
  const before = await worker.live();
  return attempt(worker, ["deploy", "--tag", tag, "--message", message], "deploy", async () => {
    const { live, versions } = await worker.published();
    const version = versions.find(({ id }) => id === live[0] && !before.includes(id));
    return version?.tag === tag ? version.id : undefined;
  });
}

/** Uploads the worker as a version that is reached only by its own address. */
export async function uploadPreview(worker: Worker, tag: string, message: string): Promise<Uploaded> {
  const args = ["versions", "upload", "--tag", tag, "--message", message];
  return attempt(worker, args, "version-upload", async () => undefined);
}

/** Makes a version live that Cloudflare already has. */
export async function switchTo(version: string, worker: Worker, message: string): Promise<void> {
  const args = ["versions", "deploy", `${version}@100`, "--yes", "--message", message];
  await attempt(worker, args, "version-deploy", async () => {
    const live = await worker.live();
    return live.length === 1 && live[0] === version ? version : undefined;
  });
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
  const run = await wrangler(args, { CLOUDFLARE_ACCOUNT_ID: worker.cloudflare.account, [preparedVariable]: "1" });
  if (run.code === 0) return reported(run, type);
  const complaint = run.output.trim();
  const version = await switched();
  if (version !== undefined) return { version, urls: [], complaint };
  if (pause === undefined)
    throw new Failure(
      `wrangler ${args[0]} failed, so the previous release is still live. wrangler said\n\n${complaint}`,
    );
  await wait(pause);
  return attempt(worker, args, type, switched, later);
}

function reported({ reports }: Run, type: string): Uploaded {
  const report = reports.find((each) => each["type"] === type) ?? {};
  const { version_id: version, targets, preview_url: preview } = report;
  const urls = [...(Array.isArray(targets) ? targets : []), preview].filter((url) => typeof url === "string");
  return { version: typeof version === "string" ? version : "unknown", urls };
}
