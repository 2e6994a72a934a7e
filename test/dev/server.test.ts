import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync } from "node:fs";
import { connect, createServer } from "node:net";
import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { descendants } from "../descendants.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { project } from "../project-folder.ts";
import { readBundle } from "../production/bundle.ts";
import { start, type Started } from "./start.ts";

const folder = temporaryFolder();
const blog = (name: string, files: Readonly<Record<string, string>> = {}): string =>
  write(join(folder, name), { "posts/first.md": post("First", "2024-05-01"), ...files });
const browser = { "sec-fetch-dest": "document", accept: "text/html" };

const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
// Containers may be without IPv6.
const loopback = addresses.filter(({ address }) => address === "127.0.0.1" || address === "::1");
const hostOf = ({ address, family }: NetworkInterfaceInfo): string => (family === "IPv6" ? `[${address}]` : address);

describe("npm start", () => {
  let server: Started;
  const port = (): string => new URL(server.url).port;

  beforeAll(async () => {
    server = await start(project, "--content", blog("served", { "static/note.txt": "Noted.\n" }));
  });
  afterAll(() => server.end());

  it("answers on every address of localhost and on no other", async () => {
    for (const host of ["localhost", ...loopback.map(hostOf)]) {
      const { status } = await fetch(`http://${host}:${port()}/posts/first/`);
      expect([host, status]).toEqual([host, 200]);
    }
    for (const other of addresses.filter(({ internal }) => !internal).slice(0, 4))
      await expect(fetch(`http://${hostOf(other)}:${port()}/`)).rejects.toThrow("fetch failed");
  });

  it("answers programs with what production sends, validators included", async () => {
    const answer = await fetch(`${server.url}/posts/first/`);
    expect(await answer.text()).not.toContain("__live");
    expect(answer.headers.get("content-security-policy")).not.toContain("script-src");
    expect(answer.headers.get("cache-control")).toContain("max-age=60");
    const again = await fetch(`${server.url}/posts/first/`, {
      headers: { "if-none-match": answer.headers.get("etag") ?? "" },
    });
    expect(again.status).toBe(304);
    expect((await fetch(`${server.url}/posts/first`, { redirect: "manual" })).status).toBe(301);
    expect((await fetch(`${server.url}/`, { method: "POST", body: "x" })).status).toBe(405);
  });

  it("gives a browser the live view's script, uncacheable", async () => {
    const answer = await fetch(`${server.url}/posts/first/`, { headers: { ...browser, "if-none-match": "*" } });
    const html = await answer.text();
    expect(html.replace(/<script type="module" src="\/__live\/client.js"[^>]*><\/script>\n/, "")).toBe(
      await (await fetch(`${server.url}/posts/first/`)).text(),
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("etag")).toBeNull();
    expect(answer.headers.get("content-security-policy")).toContain(`script-src ${server.url}/__live/client.js`);
    expect((await fetch(`${server.url}/rss.xml`, { headers: browser })).headers.get("cache-control")).toBe("no-store");
  });

  it("serves static files, and answers 304 as long as they are the same", async () => {
    const answer = await fetch(`${server.url}/note.txt`);
    expect([await answer.text(), answer.headers.get("content-type")]).toEqual([
      "Noted.\n",
      "text/plain; charset=utf-8",
    ]);
    const headers = { "if-none-match": answer.headers.get("etag") ?? "" };
    expect((await fetch(`${server.url}/note.txt`, { headers })).status).toBe(304);
    expect((await fetch(`${server.url}/favicon.ico`, { method: "HEAD" })).headers.get("content-type")).toBe(
      "image/x-icon",
    );
  });

  it("tells its own pages what changes, and no others", async () => {
    const socket = (origin: string): WebSocket =>
      new WebSocket(`ws://localhost:${port()}/__live/socket`, { headers: { origin } });
    const own = socket(server.url);
    const [message] = (await once(own, "message")) as [Buffer];
    own.close();
    expect(JSON.parse(message.toString())).toMatchObject({ report: "" });
    for (const origin of ["https://elsewhere.example", `http://elsewhere.example:${port()}`, "null"])
      expect(String((await once(socket(origin), "error"))[0])).toContain("403");
  });

  it("goes on when a page of others breaks off", async () => {
    const fields = [
      "Host: localhost",
      "Origin: https://elsewhere.example",
      "Connection: Upgrade",
      "Upgrade: websocket",
    ];
    const socket = connect(Number(port()), loopback[0]?.address);
    await once(socket, "connect");
    socket.write(`GET /__live/socket HTTP/1.1\r\n${fields.join("\r\n")}\r\n\r\n`);
    await once(socket, "readable");
    socket.resetAndDestroy();
    await once(socket, "close");
    expect((await fetch(server.url)).status).toBe(200);
  });

  it("says that a port is in use and takes the next one", async () => {
    const second = await start(project, "--content", blog("second"), "--port", port());
    const next = Number(new URL(second.url).port);
    expect(second.output()).toContain(`Port ${port()} is in use; using ${next}`);
    expect(next).toBeGreaterThan(Number(port()));
    await second.end();
  });

  it("treats a port as used when another program has it on just one address", async () => {
    const other = createServer().listen(0, loopback.at(-1)?.address);
    await once(other, "listening");
    const address = other.address();
    const taken = typeof address === "object" && address ? address.port : 0;
    const third = await start(project, "--content", blog("third"), "--port", String(taken));
    expect(third.url).not.toBe(`http://localhost:${taken}`);
    await third.end();
    other.close();
  });
});

describe("npm start with errors in the content", () => {
  it("shows the errors, and the pages as soon as they are corrected", async () => {
    const broken = blog("broken", { "posts/first.md": post("First", "yesterday") });
    const server = await start(project, "--content", broken);
    const answer = await fetch(`${server.url}/`, { headers: browser });
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("/__live/client.js")]);
    expect((await fetch(`${server.url}/`)).status).toBe(503);
    expect(server.output()).toContain('posts/first.md:3:7 error date is "yesterday"');
    write(broken, { "posts/first.md": post("First", "2024-05-01") });
    await server.said(/Compiled .*first\.md in \d+ ms/);
    expect((await fetch(`${server.url}/posts/first/`)).status).toBe(200);
    await server.end();
  });

  it("shows drafts and other moments as asked, also after a change", async () => {
    const later = blog("later", {
      "posts/draft.md": post("Draft", "2024-05-01", { draft: "true" }),
      "posts/coming.md": post("Coming", "2031-01-01"),
    });
    const server = await start(project, "--content", later, "--drafts", "--at", "2032-01-01T00:00:00Z");
    const statuses = async (): Promise<number[]> =>
      Promise.all(["draft", "coming"].map(async (name) => (await fetch(`${server.url}/posts/${name}/`)).status));
    expect(await statuses()).toEqual([200, 200]);
    write(later, { "posts/first.md": post("Changed", "2024-05-01") });
    await server.said(/Compiled .*first\.md in \d+ ms/);
    expect(await statuses()).toEqual([200, 200]);
    await server.end();
  });

  it("exits with 1 when there is no content folder", () => {
    const run = spawnSync(process.execPath, ["scripts/start.ts", "--content", join(folder, "nowhere")], {
      cwd: project,
      encoding: "utf8",
    });
    expect([run.status, run.stdout, run.stderr]).toEqual([1, "", expect.stringContaining("has no folder posts/")]);
  });
});

describe("stopping npm start", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("is clean and leaves nothing behind at %s", async (signal) => {
    const temporary = join(folder, signal);
    mkdirSync(temporary);
    process.env["TMPDIR"] = temporary;
    const server = await start(project, "--content", blog("ended"));
    delete process.env["TMPDIR"];
    await fetch(`${server.url}/`);
    const children = descendants(server.id);
    expect(children.length).toBeGreaterThan(0);
    expect(await server.end(signal)).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
    // esbuild ends by itself once nobody has the other end of its pipe open.
    await expect.poll(() => descendants().filter((id) => children.includes(id)), { timeout: 10_000 }).toEqual([]);
  });
});

describe("npm", () => {
  it("stops the server when it is stopped itself", async () => {
    const npm = spawn("npm", ["start", "--", "--content", blog("npm"), "--port", "0"], { cwd: project });
    const lines = createInterface(npm.stdout);
    for await (const line of lines) if (line.startsWith("Ready on")) break;
    const children = descendants(npm.pid);
    expect(children.length).toBeGreaterThan(1);
    npm.kill("SIGTERM");
    await expect.poll(() => descendants().filter((id) => children.includes(id)), { timeout: 20_000 }).toEqual([]);
  });
});

describe("the production bundle", () => {
  it("has no trace of the live view", () => {
    const { script } = readBundle();
    for (const trace of ["__live", "fore-edge-version", "fore-edge-problems", "WebSocket", "HOST.fetch"])
      expect([trace, script.includes(trace)]).toEqual([trace, false]);
  });
});
