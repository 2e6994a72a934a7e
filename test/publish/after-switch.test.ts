import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Injection, meets } from "./cloudflare/faults.ts";
import { StandIn, token } from "./cloudflare/stand-in.ts";
import { writeCorpus } from "./corpus.ts";
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
    await project.script("deploy");
    standIn.faults.inject({ on: meets.switches, fault: { kind: "reset", done: true }, times: 1 });
    const { code, stdout } = await project.script("deploy", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      state: "published",
      version: standIn.workers.live?.id,
      warnings: [expect.stringMatching(/^wrangler failed after the switch/)],
    });
    expect(standIn.workers.versions).toHaveLength(2);
  });
});
