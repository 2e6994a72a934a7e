import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { meets } from "../cloudflare/faults.ts";
import { Namespace } from "../cloudflare/namespace.ts";
import { account, StandIn, token } from "../cloudflare/stand-in.ts";
import { postFile, postText, writeCorpus } from "../corpus.ts";
import { Project } from "../project.ts";

let standIn: StandIn;
let project: Project;

beforeEach(async () => {
  standIn = await StandIn.start();
  project = new Project(standIn.environment);
  writeCorpus(project, 3);
});

afterEach(async () => {
  const found = { violations: standIn.violations, unknown: standIn.unknown, leaks: project.find(token) };
  await standIn.close();
  project.dispose();
  if (Object.values(found).some((list) => list.length > 0)) throw new Error(JSON.stringify(found));
});

/** The live worker's binding. */
const bound = (): string | undefined =>
  standIn.workers.live?.metadata.bindings.find(({ name }) => name === "BLOBS")?.namespace_id;

describe("a bare wrangler deploy", () => {
  it("stops once on an empty account after storing everything, since wrangler read wrangler.toml too early, then publishes", async () => {
    const first = await project.wrangler("deploy");
    expect(first.code).not.toBe(0);
    expect(first.stdout + first.stderr).toContain("Run the same command again");
    expect(standIn.workers.live).toBeUndefined();

    const written = standIn.kv.only.written;
    expect(await project.wrangler("deploy")).toMatchObject({ code: 0 });
    expect([bound(), standIn.kv.only.written]).toEqual([standIn.kv.only.id, written]);
    expect(standIn.liveRelease?.route("/posts/day-00001/", 2_000_000_000).target?.kind).toBe("post");
  });

  it("never goes live without its blobs: when they cannot be stored, wrangler stops", async () => {
    await project.script("deploy");
    const before = standIn.workers.live;
    project.write(postFile(1), postText(1, "Edited."));
    standIn.faults.inject({
      on: meets.bulkWrites,
      fault: { kind: "status", status: 429, retryAfter: 900 },
      times: 100,
    });
    const { code } = await project.wrangler("deploy");
    expect([code === 0, standIn.workers.live]).toEqual([false, before]);
  });

  it("is remembered by the next publication, although it sets no tag", async () => {
    await project.script("deploy");
    project.write(postFile(9), postText(9));
    expect(await project.wrangler("deploy")).toMatchObject({ code: 0 });
    project.remove(postFile(9));
    expect((await project.script("deploy")).stdout).toMatch(/^Published: 1 post removed/);
    expect(standIn.liveRelease?.route("/posts/day-00009/", 2_000_000_000).target).toEqual({ kind: "gone" });
  });

  it("writes nothing in a dry run, which needs no login", async () => {
    const { CLOUDFLARE_API_TOKEN: _, ...nobody } = standIn.environment;
    const stranger = new Project(nobody);
    writeCorpus(stranger, 2);
    const { code, stdout } = await stranger.wrangler("deploy", "--dry-run");
    expect([code, stdout]).toEqual([0, expect.stringContaining("--dry-run: exiting now")]);
    expect(standIn.requests).toEqual([]);
    stranger.dispose();
  });

  it("stores blobs before it uploads a version, too", async () => {
    await project.script("deploy");
    project.write(postFile(1), postText(1, "Edited."));
    const [live, written] = [standIn.workers.live, standIn.kv.only.written];
    expect(await project.wrangler("versions", "upload")).toMatchObject({ code: 0 });
    expect(standIn.workers.live).toBe(live);
    expect(standIn.kv.only.written).toBeGreaterThan(written);
    const uploaded = standIn.workers.versions.at(-1)?.id ?? "";
    expect(await project.wrangler("versions", "deploy", `${uploaded}@100`, "--yes")).toMatchObject({ code: 0 });
    expect(standIn.workers.live?.id).toBe(uploaded);
  });
});

describe("the namespace", () => {
  it("is the live worker's if wrangler.toml names none, as in a clone without the id", async () => {
    await project.script("deploy");
    const clone = new Project(standIn.environment);
    writeCorpus(clone, 4);
    const { stderr, stdout } = await clone.script("deploy");
    expect(stderr).toContain(`wrote the KV namespace ${standIn.kv.only.id} into wrangler.toml`);
    expect(stdout).toMatch(/^Published: 1 post added/);
    expect(standIn.kv.namespaces).toHaveLength(1);
    clone.dispose();
  });

  it("is found by its title after a run that was killed before it could write the id", async () => {
    standIn.kv.namespaces.push(new Namespace("c".repeat(32), "fore-edge-blobs"));
    expect(await project.script("deploy")).toMatchObject({ code: 0 });
    expect(bound()).toBe("c".repeat(32));
    expect(standIn.kv.namespaces).toHaveLength(1);
  });

  it("from somebody else's wrangler.toml is reported", async () => {
    project.write(
      "wrangler.toml",
      project.read("wrangler.toml").replace('"BLOBS"', `"BLOBS"\nid = "${"d".repeat(32)}"`),
    );
    const { code, stderr } = await project.script("deploy");
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`id of the KV namespace is "${"d".repeat(32)}", which account`),
    ]);
  });
});

describe("the account", () => {
  it("is the only one that the login has access to", async () => {
    const { CLOUDFLARE_ACCOUNT_ID: _, ...environment } = standIn.environment;
    const own = new Project(environment);
    writeCorpus(own, 2);
    expect(await own.script("deploy")).toMatchObject({ code: 0 });
    own.dispose();
  });

  it("has to be chosen among several", async () => {
    const { CLOUDFLARE_ACCOUNT_ID: _, ...environment } = standIn.environment;
    standIn.accounts = [
      { id: account, name: "Mine" },
      { id: "e".repeat(32), name: "Ours" },
    ];
    const own = new Project(environment);
    writeCorpus(own, 2);
    const { code, stderr } = await own.script("deploy");
    expect([code, stderr]).toEqual([1, expect.stringContaining(`  ${account}  Mine\n  ${"e".repeat(32)}  Ours\n`)]);
    expect(standIn.kv.namespaces).toEqual([]);
    own.dispose();
  });
});

describe("a preview", () => {
  it("is uploaded with all its blobs and gets an address, while the live release stays live", async () => {
    await project.script("deploy");
    const live = standIn.workers.live;
    project.write(postFile(1), postText(1, "Edited."));
    const { code, stdout } = await project.script("deploy", "--preview");
    const preview = standIn.workers.versions.at(-1);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Uploaded, not live: 1 post edited\n/)]);
    expect(stdout).toContain(`https://${preview?.id.slice(0, 8)}-fore-edge.stand-in.workers.dev`);
    expect(standIn.workers.live).toBe(live);
    await project.script("rollback", "--to", "2");
    expect(standIn.workers.live).toBe(preview);
  });
});

describe("pings", () => {
  let hub: Server;
  const told: string[] = [];

  beforeEach(async () => {
    told.length = 0;
    hub = createServer((request, response) => {
      request.on("data", (chunk: Buffer) => told.push(decodeURIComponent(chunk.toString())));
      request.on("end", () => response.writeHead(told.length < 3 ? 500 : 204).end());
    });
    await new Promise<void>((resolve) => hub.listen(0, "127.0.0.1", resolve));
  });

  afterEach(() => new Promise<void>((resolve) => void hub.close(() => resolve())));

  const settings = (): string =>
    `title: The river\nurl: https://river.example\nhub: http://127.0.0.1:${(hub.address() as AddressInfo).port}/\n`;

  it("notify the hub of the feeds after the switch, with retries", async () => {
    project.write("content/site.yaml", settings());
    const { code, stdout } = await project.script("deploy");
    expect(code).toBe(0);
    expect(stdout).not.toContain("warning");
    expect(new Set(told)).toContain("hub.mode=publish&hub.url=https://river.example/rss.xml");
  });

  it("that fail do not fail the publication", async () => {
    project.write("content/site.yaml", settings());
    await new Promise<void>((resolve) => void hub.close(() => resolve()));
    const { code, stdout } = await project.script("deploy");
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/warning WebSub hub, for \/rss.xml was not notified: .* could not be reached/),
    ]);
  });
});
