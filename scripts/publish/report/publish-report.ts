import { printable } from "../../base/printable.ts";
import { withCommas, megabytes, plural } from "../../base/order.ts";
import { describeHomePage, type HomePage } from "./home-page.ts";
import { type Changes, describe } from "../release-changes.ts";

/** How a publication ended; `--json` prints it as it is. */
export interface PublishResult {
  readonly state: "published" | "unchanged" | "previewed" | "dry run";
  readonly version: string | undefined;
  readonly url: string | undefined;
  /** What the blog's home page answered after the switch. */
  readonly home?: HomePage | undefined;
  readonly changes: Changes;
  /** For posts that moved without an alias, what to write to give them one. */
  readonly aliases: readonly string[];
  /** KV writes made; in a dry run, those needed. */
  readonly writes: number;
  /** Size of the blobs that were written, in bytes. */
  readonly bytes: number;
  readonly seconds: number;
  /** What failed although the release is live, in sentences: pings, addresses. */
  readonly warnings: readonly string[];
}

/** https://developers.cloudflare.com/kv/platform/pricing/ */
export const freeWrites = 1_000;

const headings = {
  published: "Published",
  unchanged: "Live already",
  previewed: "Uploaded, not live",
  "dry run": "Would publish",
};

/** A result for people. */
export function report(result: PublishResult): string {
  const { state, version, url, home, changes, aliases, writes, bytes, seconds, warnings } = result;
  const cost = `${plural(writes, "KV write")} (${megabytes(bytes)})`;
  return [
    `${headings[state]}: ${describe(changes)}`,
    ...listOf(changes),
    ...aliases.flatMap((lines) => lines.split("\n")).map(printable),
    ...(url === undefined ? [] : [printable(url)]),
    ...(home === undefined ? [] : [printable(describeHomePage(home))]),
    ...(version === undefined ? [] : [`version ${version}`]),
    state === "dry run" ? `would take ${cost}${daysFor(writes)}` : `${cost}, ${seconds.toFixed(1)} s`,
    ...warnings.map((warning) => `warning ${printable(warning)}`),
  ].join("\n");
}

/** How far a publication exceeds a day of the free plan; empty if it fits. */
export const daysFor = (writes: number): string =>
  writes > freeWrites
    ? `; the free plan's ${withCommas(freeWrites)} writes a day spread that over ${plural(Math.ceil(writes / freeWrites), "day")}`
    : "";

const mostShown = 20;

/** The posts that changed: `+ /posts/new/`. */
export const signed = ({ added, edited, removed }: Changes): string[] =>
  Object.entries({ "+": added, "~": edited, "-": removed }).flatMap(([sign, paths]) =>
    paths.map((path) => `${sign} ${path}`),
  );

/** The same for people, a line each. */
export function listOf(changes: Changes): string[] {
  const lines = signed(changes).map((change) => printable(`  ${change}`));
  return lines.length > mostShown ? [...lines.slice(0, mostShown), `  … and ${lines.length - mostShown} more`] : lines;
}
