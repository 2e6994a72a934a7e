import { printable } from "../base/printable.ts";
import { megabytes, plural } from "../base/order.ts";
import { type Changes, describe } from "./release-changes.ts";

/** How a publication ended; `--json` prints it as it is. */
export interface Outcome {
  readonly state: "published" | "previewed" | "dry run";
  readonly version?: string;
  readonly url?: string;
  readonly changes: Changes;
  /** KV writes that were made; in a dry run, that would be. */
  readonly writes: number;
  /** Size of the blobs that were written, in bytes. */
  readonly bytes: number;
  readonly seconds: number;
  /** What failed although the release is live, in sentences: pings, addresses. */
  readonly warnings: readonly string[];
}

/** https://developers.cloudflare.com/kv/platform/pricing/ */
const freeWrites = 1_000;

/** An outcome for people. */
export function report({ state, version, url, changes, writes, bytes, seconds, warnings }: Outcome): string {
  const heading = { published: "Published", previewed: "Uploaded, not live", "dry run": "Would publish" }[state];
  const cost = `${plural(writes, "KV write")} (${megabytes(bytes)})`;
  return [
    `${heading}: ${describe(changes)}`,
    ...listOf(changes),
    ...(url === undefined ? [] : [printable(url)]),
    ...(version === undefined ? [] : [`version ${version}`]),
    state === "dry run" ? `would take ${cost}${daysFor(writes)}` : `${cost}, ${seconds.toFixed(1)} s`,
    ...warnings.map((warning) => `warning ${printable(warning)}`),
  ].join("\n");
}

/** What a publication costs beyond a day of the free plan; empty when it fits. */
export const daysFor = (writes: number): string =>
  writes > freeWrites
    ? `; the free plan's ${freeWrites.toLocaleString("en")} writes a day spread that over ${plural(Math.ceil(writes / freeWrites), "day")}`
    : "";

const mostShown = 20;

/** The posts that changed, a line each: `+ /posts/new/`. */
export function listOf({ added, edited, removed }: Changes): string[] {
  const lines = [
    ...added.map((path) => `  + ${path}`),
    ...edited.map((path) => `  ~ ${path}`),
    ...removed.map((path) => `  - ${path}`),
  ].map(printable);
  return lines.length > mostShown ? [...lines.slice(0, mostShown), `  … and ${lines.length - mostShown} more`] : lines;
}
