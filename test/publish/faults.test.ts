import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Injection, meets } from "./cloudflare/faults.ts";
import { StandIn, token } from "./cloudflare/stand-in.ts";
import { postFile, postText, writeCorpus } from "./corpus.ts";
import { type Finished, Project } from "./project.ts";

let standIn: StandIn;
let project: Project;
let edits = 0;

beforeAll(async () => {
  standIn = await StandIn.start();
  project = new Project(standIn.environment);
  writeCorpus(project, 5);
  await project.script("deploy");
});

afterAll(async () => {
  await standIn.close();
  project.dispose();
});

beforeEach(() => {
  standIn.faults.clear();
  [standIn.kv.lag, standIn.kv.pageSize, standIn.kv.quota] = [0, 1_000, Infinity];
  edits++;
  project.write(postFile(edits % 5), postText(edits % 5, `This is edit ${edits}.`));
});

/** Publishes an edit and looks at what readers get: the new release if that succeeded, else the old one, both whole. */
async function publish(...args: readonly string[]): Promise<Finished> {
  const before = standIn.workers.live;
  const finished = await project.script("deploy", ...args);
  const changed = standIn.workers.live !== before;
  expect({ code: finished.code, changed }).toEqual({ code: changed ? 0 : 1, changed });
  expect(standIn.violations).toEqual([]);
  return finished;
}

const faults: readonly (readonly [string, Omit<Injection, "times">, number])[] = [
  [
    "429 with Retry-After for writes",
    { on: meets.bulkWrites, fault: { kind: "status", status: 429, retryAfter: 1 } },
    2,
  ],
  ["500 for writes", { on: meets.bulkWrites, fault: { kind: "status", status: 500 } }, 2],
  ["524 after a part was stored", { on: meets.bulkWrites, fault: { kind: "partly", share: 0.5 } }, 2],
  ["keys that were not stored", { on: meets.bulkWrites, fault: { kind: "unsuccessful", share: 0.5 } }, 2],
  ["a connection that breaks before the work", { on: meets.bulkWrites, fault: { kind: "reset", done: false } }, 2],
  ["a connection that breaks after the work", { on: meets.bulkWrites, fault: { kind: "reset", done: true } }, 2],
  ["slow answers to everything", { on: meets.anything, fault: { kind: "slow", milliseconds: 150 } }, 60],
  ["500 for listings", { on: meets.listings, fault: { kind: "status", status: 500 } }, 2],
  ["503 for reads", { on: meets.reads, fault: { kind: "status", status: 503 } }, 2],
  ["500 for the upload of the worker", { on: meets.uploads, fault: { kind: "status", status: 500 } }, 1],
  ["500 for the switch", { on: meets.switches, fault: { kind: "status", status: 500 } }, 1],
];

describe("a publication", () => {
  it.each(faults)("survives %s", async (_, injection, times) => {
    standIn.faults.inject({ ...injection, times });
    expect(await publish()).toMatchObject({ code: 0 });
  });

  it("survives listings in pages that lag behind", async () => {
    [standIn.kv.lag, standIn.kv.pageSize] = [4_000, 3];
    expect(await publish()).toMatchObject({ code: 0 });
  });

  it("survives all of these together", async () => {
    [standIn.kv.lag, standIn.kv.pageSize] = [1_000, 7];
    for (const [, injection] of faults) standIn.faults.inject({ ...injection, times: 1 });
    expect(await publish()).toMatchObject({ code: 0 });
  });

  it("stops when writes keep failing, and says that the next run resumes where it stopped", async () => {
    standIn.faults.inject({
      on: meets.bulkWrites,
      fault: { kind: "status", status: 429, retryAfter: 600 },
      times: 1_000,
    });
    const { code, stderr } = await publish();
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(
        /error Cloudflare's API failed while writing to KV: too many requests.*it resumes where it stopped/,
      ),
    ]);
  });

  it("stops when the worker can't be uploaded, and shows what wrangler said", async () => {
    standIn.faults.inject({ on: meets.uploads, fault: { kind: "status", status: 400 }, times: 1_000 });
    const { code, stderr } = await publish();
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(
        /error wrangler deploy failed, so the previous release is still live.*injected answer 400/s,
      ),
    ]);
  });

  it("stops at a wrong token and asks to log in", async () => {
    const stranger = new Project({ ...standIn.environment, CLOUDFLARE_API_TOKEN: "a-token-of-somebody-else" });
    writeCorpus(stranger, 2);
    const { code, stderr } = await stranger.script("deploy");
    expect([code, stderr]).toEqual([1, expect.stringMatching(/it rejects the login \(HTTP 401.*npx wrangler login/)]);
    expect(stranger.find("a-token-of-somebody-else")).toEqual([]);
    stranger.dispose();
  });

  it("stops without a login, and says where to get one", async () => {
    const { CLOUDFLARE_API_TOKEN: _, ...environment } = standIn.environment;
    const nobody = new Project(environment);
    writeCorpus(nobody, 2);
    const { code, stderr } = await nobody.script("deploy");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^error You are not logged in to Cloudflare. Run "npx wrangler login"/),
    ]);
    nobody.dispose();
  });

  it("stops at errors in the content, before it writes anything", async () => {
    const { written } = standIn.kv.only;
    project.write(postFile(0), "---\ntitle: 7\ndate: yesterday\n---\n");
    const { code, stderr } = await publish();
    expect([code, stderr]).toEqual([1, expect.stringContaining("day-00000.md")]);
    expect(standIn.kv.only.written).toBe(written);
  });

  it("never shows or writes the token", () => {
    expect(project.find(token)).toEqual([]);
    expect(standIn.unknown).toEqual([]);
  });
});
