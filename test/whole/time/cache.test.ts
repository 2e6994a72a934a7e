import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../../src/app.ts";
import { type Moment, toIso } from "../../../src/content/date.ts";
import { Release } from "../../../src/content/release.ts";
import { type Production, serve } from "../../production/serve.ts";
import { type Cache, startVarnish, varnishd } from "../../production/varnish.ts";
import { storeOf } from "../../store.ts";

const required = process.env["REQUIRE_CACHE"] === "1";
if (varnishd === undefined && !required)
  console.log("varnishd is not installed, so no cache stands before the worker in these tests");

const paths = [
  "/",
  "/posts/first/",
  "/posts/coming/",
  "/posts/coming.md",
  "/posts/going/",
  "/tags/late/",
  "/rss.xml",
  "/sitemap.xml",
  "/archive/",
  "/nowhere/",
];
// What browsers and every cache between obey, and what Cloudflare does.
const hosts = ["blog.example", "edge.example"];
// Asked so seldom that what the cache has is over by then, which many caches show all the same if nothing forbids it.
const seldom = { host: "seldom.example", pause: 5 };

/** The posts of a site that changes four times within seconds of its first build. */
function writeContent(root: string, start: Moment): void {
  mkdirSync(join(root, "posts"), { recursive: true });
  const post = (name: string, date: Moment, rest: string): void =>
    writeFileSync(
      join(root, `posts/${name}.md`),
      `---\ntitle: Post ${name}\ndate: ${toIso(date)}\n${rest}---\n\nText.\n`,
    );
  post("first", start - 86_400, "");
  post("coming", start + 12, "tags: late\n");
  post("going", start - 3600, `expires: ${toIso(start + 14)}\n`);
  post("brief", start + 15, `expires: ${toIso(start + 18)}\ntags: late\n`);
}

describe.skipIf(varnishd === undefined && !required)("a shared cache in front of the worker", () => {
  const root = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
  const start = Math.ceil(Date.now() / 1000);
  let site: Production | undefined;
  let cache: Cache | undefined;

  beforeAll(async () => {
    if (varnishd === undefined)
      throw new Error("REQUIRE_CACHE is 1 and varnishd is not installed: apt-get install varnish");
    writeContent(root, start);
    site = await serve({ root, now: start });
    cache = await startVarnish(varnishd, site.url);
  });
  afterAll(async () => {
    await cache?.stop();
    await site?.stop();
    rmSync(root, { recursive: true });
  });

  it("never shows a page after it has changed", async () => {
    if (!site || !cache) throw new Error("nothing was started");
    const bodies = await bodiesByState(site);
    const late: string[] = [];
    const hits = new Map(hosts.map((host) => [host, 0]));
    let next = start + 3;
    while (Date.now() / 1000 < start + 20) {
      const isNext = Date.now() / 1000 >= next;
      if (isNext) next += seldom.pause;
      for (const host of isNext ? [...hosts, seldom.host] : hosts)
        for (const path of paths) {
          const asked = Date.now() / 1000;
          const { text, fromCache } = await get(cache, host, path);
          const answered = Date.now() / 1000;
          if (fromCache) hits.set(host, (hits.get(host) ?? 0) + 1);
          const right = bodies.filter(({ from, until }) => from <= answered && asked < until);
          if (!right.some(({ byPath }) => byPath.get(path) === text))
            late.push(`${host}${path} asked ${asked - start} s after the start`);
        }
      await wait(20);
    }
    expect(late).toEqual([]);
    // Else the cache would have proved nothing.
    expect(hosts.every((host) => (hits.get(host) ?? 0) > paths.length)).toBe(true);
  });
});

interface State {
  readonly from: Moment;
  readonly until: Moment;
  readonly byPath: ReadonlyMap<string, string>;
}

/** What each path answers from one change to the next, by the same app in this process. */
async function bodiesByState({ site, blobs }: Production): Promise<State[]> {
  const release = new Release(site.release.buffer);
  const moments = [0, ...release.header.moments];
  const states: State[] = [];
  for (const [index, from] of moments.entries()) {
    const app = createApp(release, storeOf(blobs), () => from);
    const byPath = new Map<string, string>();
    for (const path of paths)
      byPath.set(path, await (await app.fetch(new Request(`http://blog.example${path}`))).text());
    states.push({ from, until: moments[index + 1] ?? Infinity, byPath });
  }
  return states;
}

// fetch does not let the name of the host be chosen.
const get = (cache: Cache, host: string, path: string): Promise<{ text: string; fromCache: boolean }> =>
  new Promise((resolve, reject) => {
    request(`${cache.origin}${path}`, { headers: { host } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (text += part));
      response.on("end", () => resolve({ text, fromCache: response.headers["x-hits"] !== "0" }));
    })
      .on("error", reject)
      .end();
  });
