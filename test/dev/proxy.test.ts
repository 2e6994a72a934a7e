import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { respond } from "../../scripts/dev/proxy.ts";

let heard = "";
const worker = createServer((socket) =>
  socket.on("data", (bytes) => {
    heard += bytes.toString();
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
  }),
);
const state = { version: "1", files: "", report: "", pages: {} };
const front = createHttpServer(
  respond({ has: () => true }, () => ({
    state,
    file: async () => undefined,
    client: "",
    url: async () => new URL(`http://127.0.0.1:${portOf(worker)}`),
    worker: "1",
  })),
);

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

beforeAll(async () => {
  for (const server of [worker, front]) await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => {
  front.close().closeAllConnections();
  worker.close();
});

/** What is answered to bytes that are sent as they are. */
async function send(bytes: string): Promise<string> {
  const socket = connect(portOf(front), "127.0.0.1");
  socket.write(bytes);
  const [answer] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  return answer.toString();
}

describe("the proxy of the development server", () => {
  it("passes no body on, which the worker could take for a request of its own", async () => {
    const body = "GET /smuggled/ HTTP/1.1\r\nHost: x\r\n\r\n";
    const head = "GET /page/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
    expect(await send(`${head}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    expect(heard).toContain("GET /page/ ");
    expect(heard).not.toContain("smuggled");
  });

  it("hides from the worker what is for one connection alone, and says itself which worker is asked", async () => {
    heard = "";
    const fields = ["TE: trailers", "Keep-Alive: timeout=9", "Connection: X-Mine, close", "X-Mine: 1", "X-Other: 2"];
    const head = ["GET /page/ HTTP/1.1", "Host: localhost", "Fore-Edge-Worker: another", ...fields];
    expect(await send(`${head.join("\r\n")}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    const names = heard.split("\r\n").map((line) => line.toLowerCase());
    expect(names).toContain("x-other: 2");
    expect(names.filter((line) => /^(?:te|x-mine|connection: x|keep-alive: timeout=9)/.test(line))).toEqual([]);
    expect(names.filter((line) => line.startsWith("fore-edge-worker:"))).toEqual(["fore-edge-worker: 1"]);
  });

  it("answers 400 to a target that is not a path", async () => {
    expect(await send("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
  });
});
