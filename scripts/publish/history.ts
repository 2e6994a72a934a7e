import type { Release } from "../../src/content/release.ts";
import { parallel } from "../base/parallel.ts";
import type { Blobs } from "./api/namespace-values.ts";
import { type Changes, changesBetween } from "./release-changes.ts";
import { recall } from "./stored-release.ts";
import type { Version, Worker } from "./api/worker-versions.ts";

/** A version that Cloudflare keeps, for people to choose from. */
export interface Past {
  readonly version: Version;
  readonly isLive: boolean;
  readonly release: Release | undefined;
  /** Compared with the previous version; undefined if either can't be read. */
  readonly changes: Changes | undefined;
}

const readsAtOnce = 6;

/** The newest versions, newest first. */
export async function history(worker: Worker, blobs: Pick<Blobs, "get">, most: number): Promise<Past[]> {
  const { live, versions } = await worker.published();
  // One more than shown, to find what the oldest of them changed.
  const releases = await releasesOf(versions.slice(0, most + 1), worker, blobs);
  return versions.slice(0, most).map((version, index) => {
    const before = versions[index + 1];
    const release = releases.get(version.id);
    const old = before && releases.get(before.id);
    const comparable = release !== undefined && (before === undefined || old !== undefined);
    return {
      version,
      isLive: live.includes(version.id),
      release,
      changes: comparable ? changesBetween(old, release) : undefined,
    };
  });
}

/** Each version's release, by the version's id, without those that can't be read. */
async function releasesOf(
  versions: readonly Version[],
  worker: Worker,
  blobs: Pick<Blobs, "get">,
): Promise<Map<string, Release>> {
  const releases = new Map<string, Release>();
  await parallel(versions, readsAtOnce, async (version) => {
    const recalled = await recall(version, blobs, worker);
    if (recalled !== undefined) releases.set(version.id, recalled.release);
  });
  return releases;
}
