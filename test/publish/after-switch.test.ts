import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Injection, meets } from "./cloudflare/faults.ts";
import { StandIn, token } from "./cloudflare/stand-in.ts";
import { postFile, postText, writeCorpus } from "./corpus.ts";
import { Project } from "./project.ts";

let standIn: StandIn;
let project: Project;

beforeEach(async () => {
  standIn = await StandIn.start();
  project = new Project(standIn.environment);
  writeCorpus(project, 2);
});

afterEach(async () => {
  const found = { violations: standIn.violations, unknown: standIn.unknown, leaks: project.find(token) };
  await standIn.close();
  project.dispose();
  if (Object.values(found).some((list) => list.length > 0)) throw new Error(JSON.stringify(found));
});

const domain = 'routes = [{ pattern = "river.example", custom_domain = true }]\n';

const failures: readonly (readonly [string, Injection["on"], string, RegExp])[] = [
  ["the custom domain is refused", meets.customDomains, domain, /Custom domains?:[^]*injected answer 400/],
  ["workers.dev cannot be switched on", meets.workersDev, "workers_dev = true\n", /injected answer 400/],
];

describe("a publication that goes live without its addresses", () => {
  it.each(failures)("fails when %s, says that it is live, and shows what wrangler said", async (_, on, line, said) => {
    project.write("wrangler.toml", project.read("wrangler.toml").replace("[build]", `${line}\n[build]`));
    standIn.faults.inject({ on, fault: { kind: "status", status: 400 }, times: 1_000 });
    const { code, stdout } = await project.script("deploy");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Published: 2 posts added\n/);
    expect(stdout).toContain(`version ${standIn.workers.live?.id}\n`);
    expect(stdout).toMatch(/^warning wrangler failed after the switch: .* are live, but the addresses/m);
    expect(stdout).toMatch(said);

    standIn.faults.clear();
    expect(await project.script("deploy")).toMatchObject({ code: 0, stdout: expect.not.stringContaining("warning") });
  });

  it("tells scripts the same", async () => {
    project.write("wrangler.toml", project.read("wrangler.toml").replace("[build]", "workers_dev = true\n[build]"));
    standIn.faults.inject({ on: meets.workersDev, fault: { kind: "status", status: 400 }, times: 1_000 });
    const { code, stdout } = await project.script("deploy", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      state: "published",
      version: standIn.workers.live?.id,
      warnings: [expect.stringMatching(/^wrangler failed after the switch/)],
    });
    expect(standIn.workers.versions).toHaveLength(1);
  });

  it("succeeds where only the answer to the switch was lost, since the addresses are set up all the same", async () => {
    await project.script("deploy");
    project.write(postFile(0), postText(0, "Edited."));
    standIn.faults.inject({ on: meets.switches, fault: { kind: "reset", done: true }, times: 1 });
    const { code, stdout } = await project.script("deploy");
    expect([code, stdout]).toEqual([0, expect.stringContaining("https://fore-edge.stand-in.workers.dev\n")]);
    expect(standIn.workers.versions).toHaveLength(2);
  });
});

describe("a publication", () => {
  it("that changes nothing uploads nothing, and sets up the addresses that are missing", async () => {
    await project.script("deploy");
    project.write("wrangler.toml", project.read("wrangler.toml").replace("[build]", `${domain}\n[build]`));
    expect(await project.script("deploy")).toMatchObject({ code: 0 });
    expect(standIn.workers.only?.domains).toEqual(["river.example"]);
    const { length } = standIn.workers.versions;
    const { code, stdout } = await project.script("deploy");
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^Live already: no post changed\nhttps:\/\/river.example\n/),
    ]);
    expect(standIn.workers.versions).toHaveLength(length);
    project.write("content/static/robots-of-old.txt", "none");
    await project.script("deploy");
    expect(standIn.workers.versions).toHaveLength(length + 1);
  });
});

describe("a domain that leads elsewhere until now", () => {
  const withDomain = (): void =>
    project.write("wrangler.toml", project.read("wrangler.toml").replace("[build]", `${domain}\n[build]`));

  it.each(["DNS records", "another worker"])("is taken over with --yes alone: %s", async (what) => {
    await project.script("deploy");
    const { account } = standIn.workers;
    if (what === "DNS records") account.records.add("river.example");
    else account.origins.set("river.example", "shop");
    withDomain();
    const { length } = standIn.workers.versions;
    const { code, stderr } = await project.script("deploy");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(
        /river.example (has DNS records already|leads to the worker "shop"), which would be replaced/,
      ),
    ]);
    expect([standIn.workers.versions.length, standIn.workers.only?.domains]).toEqual([length, []]);
    expect(await project.script("deploy", "--yes")).toMatchObject({ code: 0 });
    expect(standIn.workers.only?.domains).toEqual(["river.example"]);
  });

  it("is left alone by the first publication too, which is live and says so", async () => {
    standIn.workers.account.records.add("river.example");
    withDomain();
    const { code, stdout } = await project.script("deploy");
    expect([code, stdout]).toEqual([1, expect.stringMatching(/river.example has DNS records already, which would be/)]);
    expect(standIn.workers.only?.domains).toEqual([]);
    expect(standIn.workers.live).toBeDefined();
    expect(await project.script("deploy", "--yes")).toMatchObject({ code: 0 });
    expect(standIn.workers.only?.domains).toEqual(["river.example"]);
    expect(standIn.workers.versions).toHaveLength(1);
  });
});

describe("an account without a name at workers.dev", () => {
  it("is told so in one line before anything is written, by deploy and by a bare wrangler deploy", async () => {
    standIn.workers.account.subdomain = undefined;
    const { code, stderr } = await project.script("deploy");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(
        /^error The account has no workers.dev name yet, .*\/workers\/onboarding and run the command again\n$/,
      ),
    ]);
    expect(await project.wrangler("deploy")).toMatchObject({ code: 1 });
    expect([standIn.kv.namespaces, standIn.workers.versions]).toEqual([[], []]);
  });

  it("publishes to a domain of its own", async () => {
    standIn.workers.account.subdomain = undefined;
    project.write("wrangler.toml", project.read("wrangler.toml").replace("[build]", `${domain}\n[build]`));
    expect(await project.script("deploy")).toMatchObject({ code: 0 });
    expect(standIn.workers.only?.domains).toEqual(["river.example"]);
  });
});

describe("a preview as the first thing", () => {
  it("is refused before anything is written", async () => {
    const { code, stderr } = await project.script("deploy", "--preview");
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^error Nothing is published yet, .* Run "npm run deploy" first/),
    ]);
    expect(standIn.kv.namespaces).toEqual([]);
  });
});
