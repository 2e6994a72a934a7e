import type { Release } from "../../src/content/release.ts";
import type { Blobs } from "./api/namespace-values.ts";
import { type Changes, changesBetween } from "./release-changes.ts";
import { recall } from "./stored-release.ts";
import type { Version, Worker } from "./api/worker-versions.ts";

/** A version that Cloudflare keeps, as people choose among them. */
export interface Past {
  readonly version: Version;
  readonly isLive: boolean;
  readonly release: Release | undefined;
  /** Against the version before; undefined when one of the two cannot be read. */
  readonly changes: Changes | undefined;
}

const readsAtOnce = 6;

/** The newest versions, newest first. */
export async function history(worker: Worker, blobs: Pick<Blobs, "get">, most: number): Promise<Past[]> {
  const { live, versions } = await worker.published();
  // One more than shown, to tell what the oldest of them changed.
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

/** The release of each version, by the version's id; those that cannot be read are left out. */
async function releasesOf(
  versions: readonly Version[],
  worker: Worker,
  blobs: Pick<Blobs, "get">,
): Promise<Map<string, Release>> {
  const releases = new Map<string, Release>();
  const queue = versions.values();
  const run = async (): Promise<void> => {
    for (const version of queue) {
      const recalled = await recall(version, blobs, worker);
      if (recalled !== undefined) releases.set(version.id, recalled.release);
    }
  };
  await Promise.all(Array.from({ length: readsAtOnce }, run));
  return releases;
}
