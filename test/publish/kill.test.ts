import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setTimeout as wait } from "node:timers/promises";
import { StandIn } from "./cloudflare/stand-in.ts";
import { postFile, postText, writeCorpus } from "./corpus.ts";
import { Project } from "./project.ts";

const count = 400;
const rounds = 4;
const killsEach = 5;
/** A publication of this corpus asks about so many things; the first of them are before the upload, the last after it. */
const requests = 24;

let standIn: StandIn;
let project: Project;

beforeAll(async () => {
  standIn = await StandIn.start();
  // Slow enough that a moment within an upload can be met.
  standIn.pace = 40;
  project = new Project(standIn.environment);
  writeCorpus(project, count);
});

afterAll(async () => {
  await standIn.close();
  project.dispose();
});

/** Starts a publication and kills it with SIGKILL, with or without the wrangler that it started, at a random moment. */
async function publishAndKill(): Promise<string> {
  const start = standIn.requests.length;
  const moment = 1 + Math.floor(Math.random() * requests);
  const [pause, alone] = [Math.random() * 2 * standIn.pace, Math.random() < 0.5];
  const child = project.start("deploy");
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  while (child.exitCode === null && standIn.requests.length - start < moment) await wait(2);
  await wait(pause);
  if (child.exitCode === null && child.pid !== undefined) process.kill(alone ? child.pid : -child.pid, "SIGKILL");
  await ended;
  return `${moment} requests and ${pause.toFixed()} ms${alone ? ", without its wrangler" : ""}`;
}

describe("a publication that is killed", () => {
  it(`at ${rounds * killsEach} random moments is finished by the next one, which rewrites no stored blob`, async () => {
    for (let round = 0; round < rounds; round++) {
      // Every round has about a hundred keys to write and from the second on an older release that is live.
      for (let number = round; number < count; number += 10)
        project.write(postFile(number), postText(number, `This is round ${round}.`));
      const moments: string[] = [];
      for (let kill = 0; kill < killsEach; kill++) {
        moments.push(await publishAndKill());
        expect({ violations: standIn.violations, moments }).toEqual({ violations: [], moments });
      }
      const { code, stderr } = await project.script("deploy");
      const mostWrites = Math.max(...standIn.kv.only.writes.values());
      const found = { code, violations: standIn.violations, mostWrites, moments, stderr };
      expect(found).toEqual({ code: 0, violations: [], mostWrites: 1, moments, stderr });
    }
    expect(standIn.liveRelease?.route("/posts/day-00003/", 2_000_000_000).target?.kind).toBe("post");
    expect(standIn.kv.namespaces).toHaveLength(1);
  }, 600_000);
});
