import { type Moment, toIso } from "../../../src/content/date.ts";
import type { Release } from "../../../src/content/release.ts";
import { cloudflare } from "../../build/asset-limits.ts";
import { freeStorage } from "../../build/release-limits.ts";
import { megabytes, plural, withCommas } from "../../base/order.ts";
import { printable } from "../../base/printable.ts";
import type { Worker } from "../api/worker-versions.ts";
import type { Blobs } from "../api/namespace-values.ts";
import { history, minuteOf, shownPast, tableOf } from "./history.ts";
import { changesSeen, keysOf } from "../release-changes.ts";
import { freeWrites, signed } from "./publish-report.ts";
import { parseTag, releasePrefix, storedAs } from "../stored-release.ts";
import { type Telling, toldOf } from "./told.ts";
import { addressesOf } from "../wrangler/blog-addresses.ts";
import type { Config } from "../wrangler/wrangler-toml.ts";

/** What is live and what it takes; `--json` prints it as it is. */
export type Status = Awaited<ReturnType<typeof statusOf>>;

const shown = 5;

/** @param now in seconds */
export async function statusOf(config: Config, worker: Worker, blobs: Blobs, now: Moment) {
  const [past, switches, listed, addresses] = await Promise.all([
    history(worker, blobs, 100),
    worker.switched(),
    blobs.list(),
    addressesOf(config, worker),
  ]);
  const live = past.filter(({ isLive }) => isLive);
  const release = live[0]?.release;
  const tag = parseTag(live[0]?.version.tag);
  const kept = [...listed].filter(([key]) => key.startsWith(releasePrefix));
  const today = kept
    .map(([, metadata]) => storedAs(metadata))
    .filter(({ time }) => dayOf(time) === dayOf(new Date(now * 1_000)));
  return {
    worker: config.name,
    namespace: blobs.id,
    addresses,
    live: live.map(({ version }) => ({
      version: version.id,
      number: version.number,
      uploaded: version.created,
      message: version.message,
    })),
    since: switches[0]?.created,
    /** Static files of the live version, if its tag says how many. */
    files: tag?.uploading?.files,
    keys: {
      total: listed.size,
      releases: kept.length,
      /** Those of the live release, which can't be told if it can't be read. */
      live: release && keysOf(release).size,
      /** Bytes of their values, if the release was stored by a version that took them down. */
      bytes: tag && storedAs(listed.get(tag.key)).bytes,
    },
    /** KV writes that publications made since midnight UTC. */
    writesToday: today.reduce((sum, { writes = 0 }) => sum + writes, 0),
    waits: release ? waitsIn(release, now) : [],
    told: live[0] && toldBy(release, toldOf(live[0].version.id)),
    publications: past.slice(0, shown).map(shownPast),
    past: past.slice(0, shown),
  };
}

const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** The next moments at which posts appear or go. */
function waitsIn(release: Release, now: Moment) {
  return release.header.moments
    .filter((moment) => moment > now)
    .slice(0, shown)
    .map((moment) => {
      return { at: toIso(moment), ...changesSeen({ release, at: moment - 1 }, { release, at: moment }) };
    });
}

/** Whether a service was told of the live version: undefined where another machine may have done it, null where nobody is to be. */
function toldBy(release: Release | undefined, telling: Telling | undefined) {
  const { hub, indexNow } = release?.header.site ?? {};
  const of = (isWanted: boolean, name: string) => {
    if (!isWanted) return null;
    const told = telling?.told.filter((each) => each.name.startsWith(name));
    return (
      told &&
      telling && { at: toIso(telling.at), problems: told.flatMap(({ problem }) => problem ?? []), sent: told.length }
    );
  };
  return { hub: of(hub !== undefined, "WebSub"), indexNow: of(indexNow !== undefined, "IndexNow") };
}

/** A status for people. */
export function describeStatus(status: Status): string {
  const { worker, addresses, live, since, files, keys, writesToday, waits, told, past } = status;
  if (live.length === 0) return `${worker}: nothing is published yet; run "npm run deploy"`;
  const ofLive = keys.live === undefined ? "" : `, of which the live release needs ${withCommas(keys.live)}`;
  const rows: Readonly<Record<string, readonly string[]>> = {
    worker: [worker],
    live: live.map(({ number, version, message }) => `version ${number} (${version})${message ? `: ${message}` : ""}`),
    since: [since ? `${minuteOf(since)} UTC` : "unknown"],
    addresses: [addresses.join(", ") || "none"],
    "static files": [
      files === undefined
        ? `unknown of this version; the free plan has ${withCommas(cloudflare.free)}`
        : `${withCommas(files)} of ${withCommas(cloudflare.free)} on the free plan, ${withCommas(cloudflare.paid)} on the paid one`,
    ],
    "keys in KV": [withCommas(keys.total) + ofLive],
    "their size":
      keys.bytes === undefined ? [] : [`${megabytes(keys.bytes)} of ${megabytes(freeStorage)} on the free plan`],
    "writes today": [`${withCommas(writesToday)} of ${withCommas(freeWrites)} on the free plan, by publications`],
    hub: [toldLine(told?.hub)],
    IndexNow: [toldLine(told?.indexNow)],
    waiting: waits.length === 0 ? ["nothing"] : waits.map(waitLine),
  };
  const lines = Object.entries(rows).flatMap(([name, texts]) => texts.map((text) => [name, text] as const));
  const width = Math.max(...lines.map(([name]) => name.length));
  return [
    ...lines.map(([name, text]) => `${name.padEnd(width)}  ${printable(text)}`),
    "",
    `last ${plural(past.length, "publication")}`,
    tableOf(past),
  ].join("\n");
}

const waitLine = ({ at, ...changes }: Status["waits"][number]): string =>
  [at, ...signed(changes)].slice(0, 6).join(" ");

function toldLine(
  told: { readonly at: string; readonly sent: number; readonly problems: readonly string[] } | null | undefined,
): string {
  if (told === null) return "not asked for in site.yaml";
  if (told === undefined) return "unknown on this machine; the one that published knows";
  const [first, ...others] = told.problems;
  if (first !== undefined) return others.length === 0 ? first : `${first}, and ${others.length} more like this`;
  return told.sent === 0 ? `nothing had changed for it at ${told.at}` : `told at ${told.at}`;
}
