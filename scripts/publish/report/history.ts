import { parallel } from "../../base/parallel.ts";
import { printable } from "../../base/printable.ts";
import type { Blobs } from "../api/namespace-values.ts";
import { changesBetween, describe } from "../release-changes.ts";
import { recall } from "../stored-release.ts";
import type { Worker } from "../api/worker-versions.ts";

/** A version that Cloudflare keeps, for people to choose from. */
export type Past = Readonly<Awaited<ReturnType<typeof history>>[number]>;

const readsAtOnce = 6;

/** The newest versions, newest first. */
export async function history(worker: Worker, blobs: Pick<Blobs, "get">, most: number) {
  const { live, versions } = await worker.published();
  // One more than shown, to find what the oldest of them changed.
  const read = versions.slice(0, most + 1);
  const recalled = await parallel(read, readsAtOnce, (version) => recall(version, blobs, worker));
  return read.slice(0, most).map((version, index) => {
    const release = recalled[index]?.release;
    const old = recalled[index + 1]?.release;
    const isComparable = release !== undefined && (index + 1 === read.length || old !== undefined);
    // Undefined if either can't be read.
    const changes = isComparable ? changesBetween(old, release) : undefined;
    return { version, isLive: live.includes(version.id), release, changes };
  });
}

/** `2026-11-24 09:30` */
export const minuteOf = (time: Date): string => time.toISOString().slice(0, 16).replace("T", " ");

/** A line for each release: `12  2026-11-24 09:30  5d10a2ca  live  2 posts added`. */
export function tableOf(past: readonly Past[]): string {
  if (past.length === 0) return 'nothing is published yet; run "npm run deploy"';
  const width = Math.max(...past.map(({ version }) => String(version.number).length));
  return past
    .map(({ version, isLive, changes }) => {
      const what = changes === undefined ? printable(version.message ?? "unknown") : describe(changes);
      return `${String(version.number).padStart(width)}  ${minuteOf(version.created)}  ${version.id}  ${isLive ? "live" : "    "}  ${what}`;
    })
    .join("\n");
}

/** A version for scripts. */
export const shownPast = ({ version, isLive, changes }: Past) => ({ ...version, isLive, changes });
