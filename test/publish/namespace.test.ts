import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Namespace } from "./cloudflare/namespace.ts";
import { StandIn } from "./cloudflare/stand-in.ts";
import { postFile, postText, writeCorpus } from "./corpus.ts";
import { type Finished, Project } from "./project.ts";

let standIn: StandIn;
let original: Project;
let copy: Project;

beforeEach(async () => {
  standIn = await StandIn.start();
  [original, copy] = [new Project(standIn.environment), new Project(standIn.environment)];
  for (const project of [original, copy]) writeCorpus(project, 3);
  await original.script("deploy");
  copy.write("wrangler.toml", original.read("wrangler.toml").replace(/^name = .*/, 'name = "staging"'));
});

afterEach(async () => {
  const found = { violations: standIn.violations, unknown: standIn.unknown };
  await standIn.close();
  for (const project of [original, copy]) project.dispose();
  if (Object.values(found).some((list) => list.length > 0)) throw new Error(JSON.stringify(found));
});

const deleteId = (project: Project): void =>
  project.write("wrangler.toml", project.read("wrangler.toml").replace(/^id = .*\n/m, ""));

/** Names of the namespaces that the workers are bound to, by the workers' names. */
const bound = (): Record<string, string | undefined> =>
  Object.fromEntries(
    [...standIn.workers.scripts].map(([name, { live }]) => {
      const id = live?.metadata.bindings.find(({ type }) => type === "kv_namespace")?.namespace_id;
      return [name, standIn.kv.find(id)?.title];
    }),
  );

/** The copy goes live in the original's namespace, as nothing kept it from in the past. */
async function share(): Promise<void> {
  const { scripts } = standIn.workers;
  const script = [...scripts];
  scripts.clear();
  expect(await copy.script("deploy")).toMatchObject({ code: 0 });
  for (const [name, each] of script) scripts.set(name, each);
  expect(bound()).toEqual({ "fore-edge": "fore-edge-blobs", staging: "fore-edge-blobs" });
}

async function publishEdits(project: Project, count: number): Promise<void> {
  for (let edit = 1; edit <= count; edit++) {
    project.write(postFile(0), postText(0, `This is edit ${edit}.`));
    expect(await project.script("deploy")).toMatchObject({ code: 0 });
  }
}

/** Lets two days go by, after which a clean-up takes no release for one that is on its way. */
const wait = (): void => standIn.kv.namespaces.forEach((namespace) => namespace.age(2));

describe("a blog that was copied with its namespace's id", () => {
  it("is refused by every command that would write or delete, with a cure", async () => {
    const before = { keys: standIn.kv.only.keys(), written: standIn.kv.only.written };
    const refused = new RegExp(
      `wrangler.toml: id of the KV namespace is "${standIn.kv.only.id}", which belongs to the worker "fore-edge", not to ` +
        `"staging". .* Delete the id line`,
    );
    const named = new Project({ ...standIn.environment, WRANGLER_CI_OVERRIDE_NAME: "staging" });
    cpSync(join(original.folder, "content"), join(named.folder, "content"), { recursive: true });
    named.write("wrangler.toml", original.read("wrangler.toml"));
    const commands: Readonly<Record<string, () => Promise<Finished>>> = {
      deploy: () => copy.script("deploy"),
      "dry run": () => copy.script("deploy", "--dry-run"),
      preview: () => copy.script("deploy", "--preview"),
      gc: () => copy.script("gc", "--yes", "--lag", "0"),
      "wrangler deploy": () => copy.wrangler("deploy"),
      "wrangler deploy --name": () => original.wrangler("deploy", "--name", "staging"),
      "deploy from Workers Builds": () => named.script("deploy"),
      "wrangler deploy from Workers Builds": () => named.wrangler("deploy"),
    };
    for (const [command, run] of Object.entries(commands)) {
      const { code, stdout, stderr } = await run();
      expect({ command, code, said: stdout + stderr }).toEqual({
        command,
        code: 1,
        said: expect.stringMatching(refused),
      });
      expect({ keys: standIn.kv.only.keys(), written: standIn.kv.only.written }).toEqual(before);
    }
    named.dispose();
    expect([...standIn.workers.scripts.keys()]).toEqual(["fore-edge"]);
    await publishEdits(original, 1);
  });

  it("gets a namespace of its own once the line is deleted, and then either clean-up leaves both blogs whole", async () => {
    deleteId(copy);
    expect(await copy.script("deploy")).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("created the KV namespace"),
    });
    expect(bound()).toEqual({ "fore-edge": "fore-edge-blobs", staging: "staging-blobs" });
    await publishEdits(copy, 2);
    wait();
    for (const project of [copy, original])
      expect(await project.script("gc", "--keep", "2", "--yes", "--lag", "0")).toMatchObject({ code: 0 });
  });

  it("that already shares the namespace is not cleaned up, nor is the original, until it leaves", async () => {
    await share();
    await publishEdits(copy, 3);
    wait();
    const keys = standIn.kv.only.keys();
    for (const project of [copy, original]) {
      const { code, stderr } = await project.script("gc", "--keep", "2", "--yes", "--lag", "0");
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/belongs to .* whose pages this clean-up would delete/),
      ]);
    }
    expect(standIn.kv.only.keys()).toEqual(keys);

    deleteId(copy);
    await publishEdits(copy, 1);
    expect(bound()).toEqual({ "fore-edge": "fore-edge-blobs", staging: "staging-blobs" });
    wait();
    expect((await original.script("gc", "--keep", "2", "--yes", "--lag", "0")).stdout).toMatch(/^deleted \d+ keys$/m);
  });

  it("that already shares the namespace leaves it to the original, even if the original's id line is deleted", async () => {
    await share();
    deleteId(original);
    await publishEdits(original, 1);
    expect(bound()).toEqual({ "fore-edge": "fore-edge-blobs", staging: "fore-edge-blobs" });
  });
});

describe("a worker under a new name", () => {
  it("takes the namespace over when the old one is deleted", async () => {
    standIn.workers.scripts.clear();
    expect(await copy.script("deploy")).toMatchObject({ code: 0 });
    expect(bound()).toEqual({ staging: "fore-edge-blobs" });
    expect(standIn.kv.namespaces).toHaveLength(1);
  });
});

describe("a namespace that was deleted", () => {
  beforeEach(() => {
    standIn.kv.namespaces.length = 0;
    standIn.kv.namespaces.push(new Namespace("f".repeat(32), "something else"));
  });

  it("is reported, and created again once its line is deleted", async () => {
    const { code, stderr } = await original.script("deploy");
    expect([code, stderr]).toEqual([1, expect.stringMatching(/does not have: it was deleted.*Delete that line/)]);
    deleteId(original);
    const cured = await original.script("deploy");
    expect(cured).toMatchObject({ code: 0, stderr: expect.stringContaining("created the KV namespace") });
    expect(bound()).toEqual({ "fore-edge": "fore-edge-blobs" });
    const { code: back, stderr: refused } = await original.script("rollback", "--to", "1");
    expect([back, refused]).toEqual([
      1,
      expect.stringMatching(/reads the KV namespace ".*", but the blog now uses ".*"/),
    ]);
  });

  it("is also created again by a bare wrangler deploy, which has to run twice", async () => {
    deleteId(original);
    const first = await original.wrangler("deploy");
    expect(first.code).not.toBe(0);
    expect(first.stdout + first.stderr).toContain("Run the same command again");
    expect(await original.wrangler("deploy")).toMatchObject({ code: 0 });
    expect(bound()).toEqual({ "fore-edge": "fore-edge-blobs" });
  });
});

it("is one for two first publications at once, after which one of them is live as a whole", async () => {
  standIn.workers.scripts.clear();
  standIn.kv.namespaces.length = 0;
  deleteId(original);
  copy.write("wrangler.toml", original.read("wrangler.toml"));
  const codes = (await Promise.all([original, copy].map((project) => project.script("deploy")))).map(
    ({ code }) => code,
  );
  expect({ codes: codes.filter((code) => code === 0).length > 0, namespaces: standIn.kv.namespaces.length }).toEqual({
    codes: true,
    namespaces: 1,
  });
  expect(bound()).toEqual({ "fore-edge": "fore-edge-blobs" });
  // Whoever was told to try again can.
  for (const project of [original, copy]) expect(await project.script("deploy")).toMatchObject({ code: 0 });
  expect(standIn.kv.namespaces).toHaveLength(1);
});
