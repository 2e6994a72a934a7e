import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clock } from "./cloudflare/clock.ts";
import { StandIn } from "./cloudflare/stand-in.ts";
import { postFile, postPath, postText, writeCorpus } from "./corpus.ts";
import { Edge } from "./edge.ts";
import { type Finished, Project } from "./project.ts";

type Answers = Record<string, { readonly status: number; readonly body: string }>;

const paths = [
  "/",
  "/archive/",
  "/rss.xml",
  "/tags/mills/",
  postPath(3),
  postPath(7),
  `${postPath(3).slice(0, -1)}.md`,
];

let standIn: StandIn;
let project: Project;
let edge: Edge;
const first: Answers[] = [];

beforeAll(async () => {
  standIn = await StandIn.start();
  project = new Project(standIn.environment);
  edge = new Edge(standIn);
  writeCorpus(project, 12);
  await project.script("deploy");
  first.push(await answers());

  project.write(postFile(3), postText(3, "Edited."));
  project.remove(postFile(7));
  project.write(postFile(40), postText(40));
  project.write("src/views/style/media.css", `${project.read("src/views/style/media.css")}\nmain { outline: 0 }\n`);
  await project.script("deploy");
  first.push(await answers());
});

afterAll(async () => {
  await edge.close();
  await standIn.close();
  project.dispose();
});

async function answers(): Promise<Answers> {
  const got: Answers = {};
  for (const path of paths) got[path] = await edge.get(path);
  return got;
}

/** Goes to a version while readers ask for all paths without pause; gives what they got, and how the command ended. */
async function rollBackUnderLoad(to: string): Promise<{ readonly finished: Finished; readonly got: Answers[] }> {
  const command = project.script("rollback", "--to", to);
  const got: Answers[] = [];
  const over = new AbortController();
  const read = async (): Promise<void> => {
    while (!over.signal.aborted) for (const path of paths) got.push({ [path]: await edge.get(path) });
  };
  const readers = Array.from({ length: 4 }, read);
  const finished = await command;
  over.abort();
  await Promise.all(readers);
  return { finished, got };
}

const isOf = (release: Answers | undefined, answer: Answers): boolean =>
  Object.entries(answer).every(
    ([path, { status, body }]) => release?.[path]?.status === status && release[path]?.body === body,
  );

describe("two releases", () => {
  it("differ in what readers get", () => {
    const [a, b] = first;
    expect(a?.[postPath(7)]?.status).toBe(200);
    expect(b?.[postPath(7)]?.status).toBe(410);
    expect(a?.["/"]?.body).not.toBe(b?.["/"]?.body);
  });

  it("are listed with version, time and what changed", async () => {
    const { code, stdout } = await project.script("releases");
    const [a, b] = standIn.workers.versions;
    expect(code).toBe(0);
    expect(stdout.split("\n")).toEqual([
      `2  ${b?.created.toISOString().slice(0, 16).replace("T", " ")}  ${b?.id}  live  1 post added, 1 edited, 1 removed`,
      `1  ${a?.created.toISOString().slice(0, 16).replace("T", " ")}  ${a?.id}        12 posts added`,
      "",
    ]);
  });

  it.each([
    ["back to A by its number", "1", 0],
    ["forward to B by the beginning of its id", "B", 1],
  ])("go %s in one switch, without an upload, and no reader sees a mixture", async (_, to, index) => {
    const before = {
      uploads: standIn.workers.versions.length,
      switches: standIn.workers.deployments.length,
      writes: standIn.kv.only.written,
    };
    const wanted = to === "B" ? (standIn.workers.versions[1]?.id.slice(0, 8) ?? "") : to;
    const { finished, got } = await rollBackUnderLoad(wanted);
    expect(finished.stderr).toBe("");
    expect(finished.code).toBe(0);
    expect(finished.stdout).toMatch(/^Version \d \(.+\) is live: 1 post added, 1 edited, 1 removed\n/);

    expect(got.length).toBeGreaterThan(20);
    expect(got.filter((answer) => !isOf(first[0], answer) && !isOf(first[1], answer))).toEqual([]);
    expect(await answers()).toEqual(first[index]);
    expect(standIn.workers.versions).toHaveLength(before.uploads);
    expect(standIn.workers.deployments).toHaveLength(before.switches + 1);
    expect(standIn.kv.only.written).toBe(before.writes);
  });

  it("are only listed without a terminal, and nothing is switched", async () => {
    const switches = standIn.workers.deployments.length;
    const { code, stdout } = await project.script("rollback");
    expect([code, stdout]).toEqual([
      2,
      expect.stringContaining('"npm run rollback -- --to NUMBER" goes to one of them'),
    ]);
    expect(standIn.workers.deployments).toHaveLength(switches);
  });

  it("leave a live version live", async () => {
    expect((await project.script("rollback", "--to", "2")).stdout).toMatch(/^version .* is already live/);
  });

  it("do not include a third", async () => {
    const { code, stderr } = await project.script("rollback", "--to", "3");
    expect([code, stderr]).toEqual([1, expect.stringContaining('Cloudflare keeps no version "3"')]);
  });

  it("switch although the switch fails at first", async () => {
    standIn.faults.inject({
      on: ({ path, method }) => method === "POST" && path.endsWith("/deployments"),
      fault: { kind: "status", status: 500 },
      times: 1,
    });
    expect(await project.script("rollback", "--to", "1")).toMatchObject({ code: 0 });
    expect(standIn.workers.live).toBe(standIn.workers.versions[0]);
  });

  it("are gone back to although a secret has changed since, which is said", async () => {
    standIn.workers.only?.secrets.set("PREVIEW_SECRET", "new");
    const { code, stdout } = await project.script("rollback", "--to", "2");
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^warning this version has the secrets .* PREVIEW_SECRET/m),
    ]);
    expect(standIn.workers.live).toBe(standIn.workers.versions[1]);
    standIn.workers.only?.secrets.clear();
    expect(await project.script("rollback", "--to", "1")).toMatchObject({ code: 0 });
  });

  it("can't be restored once a clean-up has deleted their blobs", async () => {
    const key = standIn.kv.only
      .keys()
      .find((each) => /^[0-9a-f]{32}$/.test(each) && standIn.kv.only.get(each)?.value.includes("Edited."));
    standIn.kv.only.delete(key ?? "");
    clock.ahead += 120_000; // before that it might only not be shown yet, which is waited for
    const { code, stderr } = await project.script("rollback", "--to", "2");
    expect([code, stderr]).toEqual([1, expect.stringContaining("KV lacks 1 blobs of version")]);
    expect(standIn.workers.live).toBe(standIn.workers.versions[0]);
  });
});
