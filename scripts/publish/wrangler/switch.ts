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

const pauses = [1_000, 4_000];

/**
 * Uploads the worker and makes it live in one switch. If wrangler fails, the live version tells whether the switch happened;
 * domains, routes and workers.dev come after it.
 */
export async function deploy(
  worker: Worker,
  tag: string,
  message: string,
  environment: Readonly<Record<string, string>>,
): Promise<Uploaded> {
  const before = await worker.live();
  const args = ["deploy", "--tag", tag, "--message", message];
  return attempt(args, environment, "deploy", async () => {
    const [id] = await worker.live();
    const version = (await worker.versions()).find((candidate) => candidate.id === id);
    return id !== undefined && !before.includes(id) && version?.tag === tag ? { version: id, urls: [] } : undefined;
  });
}

/** Uploads the worker as a version that is reached only by its own address. */
export async function uploadPreview(
  tag: string,
  message: string,
  environment: Readonly<Record<string, string>>,
): Promise<Uploaded> {
  return attempt(
    ["versions", "upload", "--tag", tag, "--message", message],
    environment,
    "version-upload",
    async () => undefined,
  );
}

/** Makes a version live that Cloudflare already has. */
export async function switchTo(
  version: string,
  worker: Worker,
  message: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const args = ["versions", "deploy", `${version}@100`, "--yes", "--message", message];
  await attempt(args, environment, "version-deploy", async () => {
    const live = await worker.live();
    return live.length === 1 && live[0] === version ? { version, urls: [] } : undefined;
  });
}

async function attempt(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  type: string,
  happened: () => Promise<Uploaded | undefined>,
): Promise<Uploaded> {
  for (let failures = 0; ; failures++) {
    const run = await wrangler(args, { ...environment, [preparedVariable]: "1" });
    if (run.code === 0) return reported(run, type);
    const said = run.output.trim();
    const done = await happened();
    if (done !== undefined) return { ...done, complaint: said };
    const pause = pauses[failures];
    if (pause === undefined)
      throw new Failure(`wrangler ${args[0]} failed, so the previous release is still live. wrangler said\n\n${said}`);
    await wait(pause);
  }
}

function reported({ reports }: Run, type: string): Uploaded {
  const {
    version_id: version,
    targets,
    preview_url: preview,
  } = reports.find((report) => report["type"] === type) ?? {};
  const urls = [...(Array.isArray(targets) ? targets : []), preview].filter((url) => typeof url === "string");
  return { version: typeof version === "string" ? version : "unknown", urls };
}
