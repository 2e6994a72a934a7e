import { parallel } from "../../base/parallel.ts";
import { printable } from "../../base/printable.ts";
import type { Blobs } from "../api/namespace-values.ts";
import { changesBetween, describe } from "../release-changes.ts";
import { settling } from "../api/retry.ts";
import { serverTime } from "../api/server-time.ts";
import { recall } from "../stored-release.ts";
import type { Worker } from "../api/worker-versions.ts";

/** A version that Cloudflare keeps, for people to choose from. */
export type Past = Readonly<Awaited<ReturnType<typeof history>>[number]>;

const readsAtOnce = 6;

/** The newest versions, newest first. */
export async function history(worker: Worker, blobs: Pick<Blobs, "get">, most: number) {
  const { live, versions, deployments } = await worker.published();
  const wereLive = new Set(deployments.flatMap((each) => each.live));
  const oldest = deployments.at(-1)?.created ?? new Date();
  // One more than shown, to find what the oldest of them changed.
  const read = versions.slice(0, most + 1);
  const recalled = await parallel(read, readsAtOnce, (version) => recall(version, blobs, worker));
  return read.slice(0, most).map((version, index) => {
    const release = recalled[index]?.release;
    const old = recalled[index + 1]?.release;
    const isComparable = release !== undefined && (index + 1 === read.length || old !== undefined);
    // Undefined if either can't be read.
    const changes = isComparable ? changesBetween(old, release) : undefined;
    return {
      version,
      isLive: live.includes(version.id),
      /** Whether it was never live: Cloudflare lists the last switches alone, so that this is known of what is newer. */
      isPreview: version.created >= oldest && !wereLive.has(version.id),
      /** Whether a clean-up has deleted its release. */
      isDeleted: recalled[index]?.isStored === false && serverTime() - version.created.getTime() > settling,
      release,
      changes,
    };
  });
}

/** `2026-11-24 09:30` */
export const minuteOf = (time: Date): string => time.toISOString().slice(0, 16).replace("T", " ");

/** A line for each release: `12  2026-11-24 09:30  5d10a2ca  live  2 posts added`. */
export function tableOf(past: readonly Past[]): string {
  if (past.length === 0) return 'nothing is published yet; run "npm run deploy"';
  const width = Math.max(...past.map(({ version }) => String(version.number).length));
  return past
    .map(({ version, isLive, isPreview, isDeleted, changes }) => {
      const what = changes === undefined ? printable(version.message ?? "unknown") : describe(changes);
      const notes = `${isPreview ? ", a preview" : ""}${isDeleted ? ", deleted by a clean-up" : ""}`;
      return `${String(version.number).padStart(width)}  ${minuteOf(version.created)}  ${version.id}  ${isLive ? "live" : "    "}  ${what}${notes}`;
    })
    .join("\n");
}

/** A version for scripts. */
export const shownPast = ({ version, isLive, isPreview, isDeleted, changes }: Past) => ({
  ...version,
  isLive,
  isPreview,
  isDeleted,
  changes,
});
