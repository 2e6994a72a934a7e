import { setTimeout as wait } from "node:timers/promises";
import { isFeed } from "../../src/content/feed-formats.ts";
import { changesSeen, type Seen } from "./release-changes.ts";

/** One request to a service that wants to know about changes. */
export interface Ping {
  readonly name: string;
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}

/** https://www.indexnow.org/documentation: one endpoint tells all search engines that take part. */
const indexNowEndpoint = "https://api.indexnow.org/indexnow";
/** IndexNow takes up to 10,000 addresses a request. */
const mostAddresses = 10_000;

/**
 * The pings that `site.yaml` asks for after a publication: none by default. They announce what differs between what readers
 * got at the last publication and what they get now, so never coming posts.
 */
export function pingsFor(before: Seen | undefined, after: Seen): Ping[] {
  const { hub, indexNow, url } = after.release.header.site;
  const pings: Ping[] = [];
  if (hub !== undefined)
    for (const path of changedFeeds(before, after)) {
      // What hubs take from publishers is not part of WebSub; this is what PubSubHubbub 0.4 and all hubs of today know.
      const body = String(new URLSearchParams({ "hub.mode": "publish", "hub.url": url + path }));
      pings.push({ name: `WebSub hub, for ${path}`, url: hub, contentType: "application/x-www-form-urlencoded", body });
    }
  const paths = Object.values(changesSeen(before, after)).flat();
  if (indexNow !== undefined && paths.length > 0) {
    const { host } = new URL(url);
    const urlList = ["/", ...paths].slice(0, mostAddresses).map((path) => url + path);
    const body = JSON.stringify({ host, key: indexNow, keyLocation: `${url}/${indexNow}.txt`, urlList });
    pings.push({ name: "IndexNow", url: indexNowEndpoint, contentType: "application/json; charset=utf-8", body });
  }
  return pings;
}

function changedFeeds(before: Seen | undefined, after: Seen): Iterable<string> {
  const paths = after.release.routes().map(([path]) => path);
  return paths.filter((path) => {
    const { target } = after.release.route(path, after.at);
    if (target === undefined || !isFeed(target.kind) || !("key" in target)) return false;
    const old = before?.release.route(path, before.at).target;
    return !(old && "key" in old && old.key === target.key);
  });
}

const pauses = [1_000, 4_000];
const timeout = 10_000;

/** Sends a ping, with retries. Says what went wrong, if anything did; never throws. */
export async function send(ping: Ping, [pause, ...later]: readonly number[] = pauses): Promise<string | undefined> {
  const { name, url, contentType, body } = ping;
  let problem = `${name} was not notified: `;
  try {
    const headers = { "content-type": contentType };
    const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(timeout) });
    await response.body?.cancel();
    if (response.ok) return undefined;
    problem += `${new URL(url).host} answered HTTP ${response.status}`;
    if (response.status !== 429 && response.status < 500) return problem;
  } catch (error) {
    problem += `${url} could not be reached (${error instanceof Error ? error.message : String(error)})`;
  }
  if (pause === undefined) return problem;
  await wait(pause);
  return send(ping, later);
}
