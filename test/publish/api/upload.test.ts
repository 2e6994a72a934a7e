import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Blobs, blobsIn } from "../../../scripts/publish/api/namespace-values.ts";
import { cloudflareOf } from "../../../scripts/publish/api/cloudflare.ts";
import type { Patience } from "../../../scripts/publish/api/retry.ts";
import { upload } from "../../../scripts/publish/upload.ts";
import { meets } from "../cloudflare/faults.ts";
import { Namespace } from "../cloudflare/namespace.ts";
import { account, StandIn, token } from "../cloudflare/stand-in.ts";

const patience: Patience = { attempts: 5, first: 5, longest: 20, longestAsked: 2_000 };
const pairs = Array.from({ length: 2_300 }, (_, index) => ({ key: `key-${index}`, value: `value ${index}` }));

let standIn: StandIn;
let blobs: Blobs;
let kv: Namespace;

beforeEach(async () => {
  standIn = await StandIn.start();
  kv = new Namespace("a".repeat(32), "blog-blobs");
  standIn.kv.namespaces.push(kv);
  blobs = open(token);
});

afterEach(() => standIn.close());

function open(apiToken: string): Blobs {
  process.env["CLOUDFLARE_API_BASE_URL"] = standIn.url;
  return blobsIn(cloudflareOf({ authorization: `Bearer ${apiToken}` }, account, patience), kv.id);
}

const run = (): Promise<number> => upload(blobs, pairs, () => {});
const mostWrites = (): number => Math.max(...kv.writes.values());

describe("an upload", () => {
  it("stores every pair with one write each, and reports all of them", async () => {
    let told = 0;
    expect(await upload(blobs, pairs, (stored) => void (told += stored.length))).toBe(pairs.length);
    expect([kv.keys().length, mostWrites(), told]).toEqual([pairs.length, 1, pairs.length]);
    expect(kv.get("key-7")?.value.toString()).toBe("value 7");
  });

  it("rewrites what the response lists as unsuccessful, and nothing else", async () => {
    standIn.faults.inject({ on: meets.bulkWrites, fault: { kind: "unsuccessful", share: 0.3 }, times: 3 });
    expect(await run()).toBe(pairs.length);
    expect([kv.keys().length, mostWrites()]).toEqual([pairs.length, 1]);
  });

  it("writes after a gateway's timeout only what was not stored", async () => {
    standIn.faults.inject({ on: meets.bulkWrites, fault: { kind: "partly", share: 0.6 }, times: 3 });
    expect(await run()).toBe(pairs.length);
    expect([kv.keys().length, mostWrites()]).toEqual([pairs.length, 1]);
  });

  it("writes nothing twice when connections break, before or after the work is done", async () => {
    standIn.faults.inject(
      { on: meets.bulkWrites, fault: { kind: "reset", done: true }, times: 2 },
      { on: meets.bulkWrites, fault: { kind: "reset", done: false }, times: 2 },
    );
    expect(await run()).toBe(pairs.length);
    expect([kv.keys().length, mostWrites()]).toEqual([pairs.length, 1]);
  });

  it("writes nothing twice when an answer is lost and listings lag", async () => {
    standIn.kv.lag = 2_500;
    await upload(blobs, [{ key: "release", value: "it" }], () => {});
    standIn.faults.inject(
      { on: meets.bulkWrites, fault: { kind: "reset", done: true }, times: 2 },
      { on: meets.bulkWrites, fault: { kind: "partly", share: 0.5 }, times: 1 },
    );
    expect(await run()).toBe(pairs.length);
    expect([kv.keys().length, mostWrites()]).toEqual([pairs.length + 1, 1]);
  });

  it("waits as long as Retry-After says", async () => {
    standIn.faults.inject({ on: meets.bulkWrites, fault: { kind: "status", status: 429, retryAfter: 1 }, times: 1 });
    const start = performance.now();
    await run();
    expect(performance.now() - start).toBeGreaterThanOrEqual(1_000);
    expect(kv.keys()).toHaveLength(pairs.length);
  });

  it("gives up on a server that keeps failing, and says what to do", async () => {
    standIn.faults.inject({ on: meets.bulkWrites, fault: { kind: "status", status: 500 }, times: 1_000 });
    await expect(run()).rejects.toThrow(/HTTP 500.*run the command again later; it resumes where it stopped/);
  });

  it("gives up when KV refuses the same keys for ever", async () => {
    standIn.faults.inject({ on: meets.bulkWrites, fault: { kind: "unsuccessful", share: 0.1 }, times: 1_000 });
    await expect(run()).rejects.toThrow(/KV did not store \d+ keys/);
  });

  it.each([429, 403])(
    "doesn't ask a second time when the day's limit is reached, and says when it ends: HTTP %i",
    async (status) => {
      [standIn.kv.quota, standIn.kv.quotaStatus] = [1_000, status];
      await expect(run()).rejects.toThrow(
        /the day's limit is reached .*midnight UTC, which is in \d+ h \d+ min;.*1,000 KV writes/,
      );
      expect(mostWrites()).toBe(1);
      const refused = standIn.requests.filter((request) => request.endsWith(`/bulk ${status}`));
      expect(refused.length).toBeLessThanOrEqual(4); // as many as are sent at once
    },
  );

  it("asks the owner of a wrong token to log in, at once and without showing it", async () => {
    blobs = open("wrong-token-of-somebody");
    const failure = await run().catch(String);
    expect(failure).toMatch(/rejects the login \(HTTP 401.*npx wrangler login/);
    expect(failure).not.toContain("wrong-token-of-somebody");
    expect(standIn.requests.length).toBeLessThanOrEqual(4);
  });
});

describe("a listing", () => {
  it("reads all pages", async () => {
    standIn.kv.pageSize = 90;
    await run();
    expect((await blobs.list()).size).toBe(pairs.length);
  });

  it("survives every other page failing", async () => {
    standIn.kv.pageSize = 500;
    await run();
    for (let page = 0; page < 4; page++)
      standIn.faults.inject({ on: meets.listings, fault: { kind: "status", status: 502 }, times: 1, after: 1 });
    expect((await blobs.list()).size).toBe(pairs.length);
  });

  it("says what to do when the account lacks the namespace", async () => {
    standIn.kv.namespaces.length = 0;
    await expect(blobs.list()).rejects.toThrow(/id of the KV namespace is "a+".*Delete that line/);
  });
});
