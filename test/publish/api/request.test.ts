import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { blobsIn } from "../../../scripts/publish/api/namespace-values.ts";
import { cloudflareOf } from "../../../scripts/publish/api/cloudflare.ts";
import { addressOf, type Login, requestResult } from "../../../scripts/publish/api/request.ts";
import { text } from "../../../scripts/publish/api/shapes.ts";

const patience = { attempts: 2, first: 1, longest: 1, longestAsked: 1 };

let server: Server;
let answer: (response: ServerResponse) => void;
let headers: Record<string, unknown>;

beforeEach(async () => {
  server = createServer((request, response) => {
    headers = request.headers;
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env["CLOUDFLARE_API_BASE_URL"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

const blobs = (login: Login = {}) => blobsIn(cloudflareOf(login, "mine", patience), "blobs");
const read = (login?: Login): Promise<Uint8Array | undefined> => blobs(login).get("key");

describe("a request", () => {
  it("carries a token, or a key with its email", async () => {
    answer = (response) => response.end("value");
    expect(Buffer.from((await read({ authorization: "Bearer of-somebody" })) ?? []).toString()).toBe("value");
    expect(headers).toMatchObject({ authorization: "Bearer of-somebody" });
    await read({ "x-auth-key": "key", "x-auth-email": "me@example.com" });
    expect(headers).toMatchObject({ "x-auth-key": "key", "x-auth-email": "me@example.com" });
  });

  it("finds nothing on a 404", async () => {
    answer = (response) => response.writeHead(404).end();
    expect(await read()).toBeUndefined();
  });

  it("that fails quotes the reasons that Cloudflare gives, or else what the server said", async () => {
    const errors = [{ message: "too large" }, { message: "too late" }];
    answer = (response) => response.writeHead(413).end(JSON.stringify({ errors }));
    await expect(read()).rejects.toThrow('while reading from KV: HTTP 413, "too large; too late"');
    answer = (response) => response.writeHead(502).end("Bad gateway");
    await expect(read()).rejects.toThrow('HTTP 502, "Bad gateway"');
    answer = (response) => response.writeHead(502).end();
    await expect(read()).rejects.toThrow('HTTP 502, "no body"');
  });

  it.each([
    [{ authorization: "Bearer of-somebody" }, 403],
    [{ "x-auth-key": "of-somebody", "x-auth-email": "me@example.com" }, 200],
  ])("does not quote its login, should the server do so: %j, HTTP %i", async (login, status) => {
    const errors = [{ message: `of-somebody may not do this (${JSON.stringify(login)})` }];
    answer = (response) => response.writeHead(status).end(JSON.stringify({ success: false, errors }));
    const failed = await cloudflareOf(login, "mine", patience)
      .ask("asking", () => requestResult(login, addressOf("/x"), text))
      .catch(String);
    expect(failed).toContain("<login> may not do this");
    expect(failed).not.toContain("of-somebody");
  });

  it("takes its login to no other place", async () => {
    let asked = 0;
    answer = (response) => {
      asked += 1;
      response.writeHead(307, { location: "/elsewhere" }).end("Moved");
    };
    await expect(read({ "x-auth-key": "key" })).rejects.toThrow('HTTP 307, "Moved"');
    expect(asked).toBe(1);
  });

  it.each(["null", "[]", '{"success":false,"errors":[{"message":"too late"}],"result":null}'])(
    "fails where a success says nothing of one: %s",
    async (body) => {
      answer = (response) => response.end(body);
      await expect(blobs().put([{ key: "key", value: "value" }])).rejects.toThrow(
        `Cloudflare's API failed while writing to KV: HTTP 200, "${body.includes("late") ? "too late" : body}"`,
      );
    },
  );

  it.each(["null", "{}", '["key"]', '[{"name":7}]'])(
    "fails where the result is not what was asked for: %s",
    async (result) => {
      answer = (response) => response.end(`{"success":true,"result":${result}}`);
      await expect(blobs().list()).rejects.toThrow(
        `Cloudflare's API failed while listing the keys in KV: HTTP 200, "the result is ${result}, which this version of Fore-edge cannot read"`,
      );
    },
  );

  it("has no connection when that breaks before the response, or within it", async () => {
    answer = (response) => response.destroy();
    await expect(read()).rejects.toThrow("no connection (other side closed). Check the network");
    answer = (response) => {
      response.writeHead(200, { "content-length": 100 }).write("begin", () => response.destroy());
    };
    await expect(read()).rejects.toThrow(/no connection \(.+\)\. Check the network/);
  });

  it("has no connection when a network's own page stands in the place of the response, or that is cut", async () => {
    for (const page of ["<html>Log in to this network</html>", '{"result":[']) {
      answer = (response) => response.end(page);
      await expect(blobs().list()).rejects.toThrow(/while listing the keys in KV: no connection \(.*JSON.*\)\. Check/);
    }
  });

  it("that is not answered, or not to its end, is given up after the second time", async () => {
    let asked = 0;
    const hanging = blobsIn(cloudflareOf({}, "mine", { ...patience, attempts: 8, silence: 100 }), "blobs");
    for (const begins of [false, true]) {
      asked = 0;
      answer = (response) => {
        asked++;
        if (begins) response.writeHead(200, { "content-length": 100 }).write("begin");
      };
      await expect(hanging.get("key")).rejects.toThrow("no connection (Request timed out.). Check the network");
      expect(asked).toBe(2);
    }
  });

  it("that leaves keys where they are says so", async () => {
    answer = (response) => response.end(JSON.stringify({ success: true, result: { unsuccessful_keys: ["a", "b"] } }));
    await expect(blobs().delete(["a", "b", "c"])).rejects.toThrow(/^KV did not delete 2 keys, such as "a", even after/);
  });
});
