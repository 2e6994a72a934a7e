import { afterAll, beforeAll, expect, it } from "vitest";
import { StandIn } from "../cloudflare/stand-in.ts";
import { postFile, postText, writeCorpus } from "../corpus.ts";
import { Project } from "../project.ts";

let standIn: StandIn;
let project: Project;

beforeAll(async () => {
  standIn = await StandIn.start();
  project = new Project(standIn.environment);
  writeCorpus(project, 3);
  project.write(
    "content/site.yaml",
    "title: The river\nurl: https://river.example\nhub: http://127.0.0.1:9/\ncards: false\n",
  );
  project.write("content/posts/flood.md", "---\ntitle: The flood\ndate: 2099-01-01\n---\n\nIt will come.\n");
});

afterAll(async () => {
  await standIn.close();
  project.dispose();
});

const status = async (): Promise<Record<string, unknown>> =>
  JSON.parse((await project.script("status", "--json")).stdout) as Record<string, unknown>;

it("says before the first publication that there is none", async () => {
  expect(await project.script("status")).toMatchObject({
    code: 0,
    stdout: 'fore-edge: nothing is published yet; run "npm run deploy"\n',
  });
  expect(await status()).toEqual({ worker: "fore-edge", live: [] });
});

it("says what is live since when, what it takes, what waits and who was told", async () => {
  await project.script("deploy");
  project.write(postFile(1), postText(1, "Edited."));
  await project.script("deploy");
  const { live } = standIn.workers;
  expect(await status()).toMatchObject({
    addresses: ["https://fore-edge.stand-in.workers.dev"],
    live: [{ version: live?.id, number: 2, message: "1 post edited" }],
    since: standIn.workers.deployments[0]?.created.toISOString(),
    files: expect.any(Number),
    keys: { total: standIn.kv.only.keys().length, releases: 2, bytes: expect.any(Number) },
    writesToday: standIn.kv.only.written,
    waits: [{ at: "2099-01-01T00:00:00Z", added: ["/posts/flood/"], edited: [], removed: [] }],
    told: {
      hub: { problems: expect.arrayContaining([expect.stringMatching(/rss.xml.* could not be reached/)]) },
      indexNow: null,
    },
    publications: [{ number: 2, isLive: true, changes: { edited: ["/posts/day-00001/"] } }, { number: 1 }],
  });
  const { code, stdout } = await project.script("status");
  expect(code).toBe(0);
  for (const line of [
    `live          version 2 (${live?.id}): 1 post edited`,
    `static files  ${String((await status())["files"])} of 20,000 on the free plan, 100,000 on the paid one`,
    `writes today  ${standIn.kv.only.written} of 1,000 on the free plan, by publications`,
    "IndexNow      not asked for in site.yaml",
    "waiting       2099-01-01T00:00:00Z + /posts/flood/",
    "last 2 publications",
  ])
    expect(stdout).toContain(`${line}\n`);
});

it("doesn't claim to know what another machine told", async () => {
  project.remove(".cache");
  expect((await project.script("status")).stdout).toMatch(/^hub +unknown on this machine/m);
});
