import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Upstream } from "../../scripts/dev/proxy.ts";
import { findHosts } from "../../scripts/dev/hosts.ts";
import { respond } from "../../scripts/dev/proxy.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { project } from "../project-folder.ts";
import { start, type Started } from "./start.ts";

const folder = temporaryFolder();
const content = write(join(folder, "blog"), { "posts/first.md": post("First", "2024-05-01") });
const [outer] = Object.values(networkInterfaces())
  .flatMap((each = []) => each)
  .filter(({ internal, family }) => !internal && family === "IPv4");

const ask = async (
  port: string,
  headers: Readonly<Record<string, string>>,
  host = "127.0.0.1",
): Promise<IncomingMessage> => {
  const [answer] = (await once(get({ host, port, headers, path: "/" }), "response")) as [IncomingMessage];
  return answer;
};

describe("the hosts of npm start", () => {
  it("are localhost and its addresses, at any port", async () => {
    const hosts = await findHosts([]);
    for (const host of [
      "localhost",
      "LOCALHOST:80",
      "localhost.",
      "my.localhost:8787",
      "127.0.0.1:1",
      "[::1]:8787",
      "[::1]",
    ])
      expect([host, hosts.has(host)]).toEqual([host, true]);
    const foreign = [
      "evil.example",
      "evil.example:8787",
      "localhost.evil.example",
      "xlocalhost",
      "192.168.1.5",
      "[fd00::1]",
    ];
    for (const host of [...foreign, "", "localhost/x", "x@localhost", "evil.example#localhost", "[::1", undefined])
      expect([host, hosts.has(host)]).toEqual([host, false]);
    expect(hosts.addresses).toEqual(["127.0.0.1", "::1"]);
  });

  it("include a name that leads elsewhere, such as a tunnel's, without opening anything for it", async () => {
    const hosts = await findHosts(["Abc.tunnel.invalid"]);
    expect([hosts.has("abc.tunnel.invalid"), hosts.has("tunnel.invalid")]).toEqual([true, false]);
    expect([hosts.addresses, hosts.reached, hosts.elsewhere]).toEqual([
      ["127.0.0.1", "::1"],
      [],
      ["Abc.tunnel.invalid"],
    ]);
  });

  it("include any address, but no name, if the server listens everywhere", async () => {
    const hosts = await findHosts(["0.0.0.0"]);
    expect(["172.17.0.1:80", "[fd00::1]", "evil.example"].map((host) => hosts.has(host))).toEqual([true, true, false]);
    expect(hosts.addresses).toEqual(["0.0.0.0", "::"]);
  });

  it("include no address of another machine", async () => {
    await expect(findHosts(["192.0.2.1"])).rejects.toThrow(
      '--host is "192.0.2.1", expected an address of this machine',
    );
  });
});

describe("npm start", () => {
  let server: Started;
  const port = (): string => new URL(server.url).port;
  beforeAll(async () => {
    server = await start(project, "--content", content, "--host", "abc.tunnel.invalid");
  });
  afterAll(() => server.end());

  it("answers to no name that a web page could choose", async () => {
    const answer = await ask(port(), { host: `evil.example:${port()}` });
    expect([answer.statusCode, await text(answer)]).toEqual([403, expect.stringContaining("--host evil.example")]);
    expect((await ask(port(), { host: "abc.tunnel.invalid" })).statusCode).toBe(200);
  });

  it("warns that others can read along", async () => {
    const warning = /warning others can read what is not published yet where .* leads from abc\.tunnel\.invalid/;
    expect(await server.said(warning)).toHaveLength(1);
  });

  it("tells pages under a given name what changes, with or without TLS in front", async () => {
    for (const scheme of ["http", "https"]) {
      const headers = { host: "abc.tunnel.invalid", origin: `${scheme}://abc.tunnel.invalid` };
      const socket = new WebSocket(`ws://127.0.0.1:${port()}/__live/socket`, { headers });
      await once(socket, "message");
      socket.close();
    }
    const headers = { host: "evil.example", origin: "http://evil.example" };
    const foreign = new WebSocket(`ws://127.0.0.1:${port()}/__live/socket`, { headers });
    expect(String((await once(foreign, "error"))[0])).toContain("403");
  });

  it("answers clients that offer another protocol in HTTP/1.1", async () => {
    const upgrade = {
      connection: "Upgrade, HTTP2-Settings",
      upgrade: "h2c",
      "http2-settings": "AAMAAABkAAQCAAAAAAIAAAAA",
    };
    expect((await ask(port(), { host: "localhost", ...upgrade })).statusCode).toBe(200);
    const websocket = { connection: "Upgrade", upgrade: "websocket" };
    expect((await ask(port(), { host: "localhost", ...websocket })).statusCode).toBe(200);
  });

  it("treats a program as a program, whatever it claims to be compatible with", async () => {
    const accept = "text/html,application/xhtml+xml";
    const program = await ask(port(), {
      host: "localhost",
      accept,
      "user-agent": "Mozilla/5.0 (compatible; Reader/2.0)",
    });
    expect([program.headers.etag, await text(program)]).toEqual([
      expect.any(String),
      expect.not.stringContaining("__live"),
    ]);
    const person = await ask(port(), {
      host: "localhost",
      accept,
      "user-agent": "Mozilla/5.0 (Macintosh) Safari/605.1",
    });
    expect([person.headers.etag, await text(person)]).toEqual([undefined, expect.stringContaining("__live")]);
  });
});

describe("npm start -- --host with an address", () => {
  it("listens there too, and says where", async ({ skip }) => {
    const { address } = outer ?? skip("this machine has no address but those of localhost");
    const server = await start(project, "--content", content, "--host", address);
    const { port } = new URL(server.url);
    await server.said(new RegExp(`warning others can read what is not published yet, on http://${address}:${port}\n`));
    expect((await ask(port, { host: `${address}:${port}` }, address)).statusCode).toBe(200);
    expect((await ask(port, { host: `evil.example:${port}` }, address)).statusCode).toBe(403);
    expect((await fetch(`${server.url}/`)).status).toBe(200);
    await server.end();
  });

  it("listens on all of them for 0.0.0.0", async () => {
    const server = await start(project, "--content", content, "--host", "0.0.0.0");
    const { port } = new URL(server.url);
    for (const address of ["127.0.0.1", ...(outer ? [outer.address] : [])])
      expect((await ask(port, { host: `172.17.0.2:${port}` }, address)).statusCode).toBe(200);
    await server.end();
  });
});

describe("a request that fails", () => {
  it("gets a 500 that says so", async () => {
    const url = (): Promise<URL> => Promise.reject(new Error("the worker is gone"));
    const state = { version: "1", files: "1", report: "", pages: {} };
    const upstream: Upstream = { state, file: async () => undefined, client: "", url, worker: "1" };
    const server = createServer(respond(await findHosts([]), () => upstream)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/posts/first/`);
    expect([answer.status, await answer.text()]).toEqual([500, "The request failed; the terminal says why\n"]);
    server.close();
  });
});
