import { printable } from "../base/printable.ts";
import { megabytes, plural } from "../base/order.ts";
import { type Changes, describe } from "./release-changes.ts";

/** How a publication ended; `--json` prints it as it is. */
export interface PublishResult {
  readonly state: "published" | "previewed" | "dry run";
  readonly version: string | undefined;
  readonly url: string | undefined;
  readonly changes: Changes;
  /** KV writes made; in a dry run, those needed. */
  readonly writes: number;
  /** Size of the blobs that were written, in bytes. */
  readonly bytes: number;
  readonly seconds: number;
  /** What failed although the release is live, in sentences: pings, addresses. */
  readonly warnings: readonly string[];
}

/** https://developers.cloudflare.com/kv/platform/pricing/ */
const freeWrites = 1_000;

/** A result for people. */
export function report({ state, version, url, changes, writes, bytes, seconds, warnings }: PublishResult): string {
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

/** How far a publication exceeds a day of the free plan; empty if it fits. */
export const daysFor = (writes: number): string =>
  writes > freeWrites
    ? `; the free plan's ${freeWrites.toLocaleString("en")} writes a day spread that over ${plural(Math.ceil(writes / freeWrites), "day")}`
    : "";

const mostShown = 20;

/** The posts that changed, a line each: `+ /posts/new/`. */
export function listOf({ added, edited, removed }: Changes): string[] {
  const signs = { "+": added, "~": edited, "-": removed };
  const lines = Object.entries(signs).flatMap(([sign, paths]) => paths.map((path) => printable(`  ${sign} ${path}`)));
  return lines.length > mostShown ? [...lines.slice(0, mostShown), `  … and ${lines.length - mostShown} more`] : lines;
}
