import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StandIn } from "../cloudflare/stand-in.ts";
import { postFile, postText, writeCorpus } from "../corpus.ts";
import { Project } from "../project.ts";

let standIn: StandIn;
let clones: Project[];

beforeEach(async () => {
  standIn = await StandIn.start();
  clones = [];
});

afterEach(async () => {
  const found = { violations: standIn.violations, unknown: standIn.unknown };
  await standIn.close();
  for (const clone of clones) clone.dispose();
  if (Object.values(found).some((list) => list.length > 0)) throw new Error(JSON.stringify(found));
});

/** A clone as each build of a repository begins: connected to a worker, and, as documented, with `[build]` ignored. */
function clone(posts = 3): Project {
  const environment = { ...standIn.environment, WORKERS_CI: "1", WRANGLER_CI_OVERRIDE_NAME: "connected" };
  const project = new Project(environment);
  clones.push(project);
  writeCorpus(project, posts);
  project.write("wrangler.toml", project.read("wrangler.toml").replace(/^\[build\]\n(?:\w.*\n)+/m, ""));
  expect(project.read("wrangler.toml")).not.toContain("[build]");
  return project;
}

/** Titles of the account's namespaces, and the one that the connected worker reads. */
const namespaces = (): { readonly all: string[]; readonly bound: string | undefined } => {
  const binding = standIn.workers.live?.metadata.bindings.find(({ name }) => name === "BLOBS");
  return {
    all: standIn.kv.namespaces.map(({ title }) => title),
    bound: standIn.kv.find(binding?.namespace_id)?.title,
  };
};

describe("Workers Builds", () => {
  it("publishes with the commands that the documents name, each time from a new clone", async () => {
    for (const posts of [3, 4]) {
      const project = clone(posts);
      expect(await project.shell("npm run build")).toMatchObject({ code: 0 });
      expect(await project.shell("npm run deploy")).toMatchObject({ code: 0 });
      expect(namespaces()).toEqual({ all: ["connected-blobs"], bound: "connected-blobs" });
    }
    expect([...standIn.workers.scripts.keys()]).toEqual(["connected"]);
    const written = standIn.kv.only.written;
    const again = await clone(4).shell("npm run deploy");
    expect(again.stdout).toContain("0 KV writes");
    expect(standIn.kv.only.written).toBe(written);
  });

  it("uploads a preview from other branches, and readers keep what they have", async () => {
    await clone().shell("npm run deploy");
    const before = standIn.workers.live;
    const branch = clone();
    branch.write(postFile(7), postText(7));
    expect(await branch.shell("npm run deploy -- --preview")).toMatchObject({ code: 0 });
    expect([standIn.workers.versions.length, standIn.workers.live]).toEqual([2, before]);
  });

  it("takes nothing live with its own default, npx wrangler deploy, whose pages KV would lack", async () => {
    const project = clone();
    const built = await project.shell("npm run build");
    expect([built.code, built.stderr]).toEqual([0, expect.stringContaining("has to be the deploy command")]);
    const { code, stdout, stderr } = await project.wrangler("deploy");
    expect([code, stdout + stderr]).toEqual([1, expect.stringMatching(/directory .* does not exist:[^]*dist\/assets/)]);
    expect(standIn.workers.live).toBeUndefined();
  });
});
