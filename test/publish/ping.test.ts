import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Seen } from "../../scripts/publish/release-changes.ts";
import { pingsFor, send } from "../../scripts/publish/ping.ts";
import { Release } from "../../src/content/release.ts";
import type { Site } from "../../src/content/site.ts";
import { releaseOf } from "./releases.ts";

const now = 1_800_000_000;
const url = "https://blog.example";

type Posts = Parameters<typeof releaseOf>[0];

const seen = (posts: Posts, at = now, site: Partial<Site> = {}): Seen => ({
  release: new Release(releaseOf(posts, {}, { url, ...site })),
  at,
});

const pings = (before: Seen | undefined, site: Partial<Site>, posts: Posts = { one: 1, two: 2 }) =>
  pingsFor(before, seen(posts, now, site));

/** The paths that IndexNow is told. */
function toldOf(before: Seen | undefined, posts: Posts): string[] {
  const [ping] = pings(before, { indexNow: "0123456789abcdef" }, posts);
  const { urlList = [] } = JSON.parse(ping?.body ?? "{}") as { urlList?: string[] };
  return urlList.map((each) => each.slice(url.length));
}

describe("pings", () => {
  it("are not sent if site.yaml names no service", () => {
    expect(pings(undefined, {})).toEqual([]);
  });

  it("tell a WebSub hub of each feed that changed", () => {
    const [ping, ...others] = pings(seen({ one: 1 }), { hub: "https://hub.example/" });
    expect(others).toEqual([]);
    expect(ping).toMatchObject({ url: "https://hub.example/", contentType: "application/x-www-form-urlencoded" });
    expect(Object.fromEntries(new URLSearchParams(ping?.body))).toEqual({
      "hub.mode": "publish",
      "hub.url": `${url}/rss.xml`,
    });
  });

  it("tell IndexNow of the posts that changed, and where its key lies", () => {
    const [ping] = pings(seen({ one: 1 }), { indexNow: "0123456789abcdef" });
    expect(JSON.parse(ping?.body ?? "")).toEqual({
      host: "blog.example",
      key: "0123456789abcdef",
      keyLocation: `${url}/0123456789abcdef.txt`,
      urlList: [`${url}/`, `${url}/posts/two/`],
    });
  });

  it("are not sent when nothing changed", () => {
    expect(pings(seen({ one: 1, two: 2 }), { hub: "https://hub.example/", indexNow: "0123456789abcdef" })).toEqual([]);
  });
});

describe("what IndexNow is told", () => {
  const [yesterday, tomorrow] = [now - 86_400, now + 86_400];

  it("names no coming post, whether it is new, edited or dropped", () => {
    const coming = { blob: 2, from: tomorrow };
    expect(toldOf(undefined, { one: 1, coming })).toEqual(["/", "/posts/one/"]);
    expect(toldOf(seen({ one: 1 }), { one: 1, coming })).toEqual([]);
    expect(toldOf(seen({ one: 1, coming }), { one: 1, coming: { ...coming, blob: 3 } })).toEqual([]);
    expect(toldOf(seen({ one: 1, coming }), { one: 1 })).toEqual([]);
  });

  it("names what appeared and expired since the last publication", () => {
    const before = { one: 1, came: { blob: 2, from: now - 60 }, went: { blob: 3, until: now - 60 } };
    expect(toldOf(seen(before, yesterday), before)).toEqual(["/", "/posts/came/", "/posts/went/"]);
    expect(toldOf(seen(before, now), before)).toEqual([]);
  });

  it("names a post that was live and is postponed, since it is gone", () => {
    expect(toldOf(seen({ one: 1 }), { one: { blob: 1, from: tomorrow } })).toEqual(["/", "/posts/one/"]);
  });
});

describe("sending a ping", () => {
  let server: Server;
  let answers: number[];
  let bodies: string[];

  beforeEach(async () => {
    [answers, bodies] = [[], []];
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        bodies.push(body);
        response.writeHead(answers.shift() ?? 204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  const ping = () => ({
    name: "hub",
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    contentType: "text/plain",
    body: "hello",
  });

  it("sends it again while the server fails", async () => {
    answers = [503, 429];
    expect(await send(ping(), [1, 1])).toBeUndefined();
    expect(bodies).toEqual(["hello", "hello", "hello"]);
  });

  it("reports a server that keeps failing, and one that refuses, which is not asked again", async () => {
    answers = [500, 500, 500];
    expect(await send(ping(), [1, 1])).toMatch(/answered HTTP 500/);
    answers = [403];
    bodies = [];
    expect(await send(ping(), [1, 1])).toMatch(/answered HTTP 403/);
    expect(bodies).toHaveLength(1);
  });

  it("reports a server that is not there", async () => {
    expect(await send({ ...ping(), url: "http://127.0.0.1:9/" }, [1])).toMatch(/could not be reached/);
  });
});
