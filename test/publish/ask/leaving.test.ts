import { existsSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { StandIn } from "../cloudflare/stand-in.ts";
import { postFile, postPath, postText, writeCorpus } from "../corpus.ts";
import { type Finished, Project } from "../project.ts";

const count = 5;

let standIn: StandIn;
let project: Project;

beforeAll(async () => {
  standIn = await StandIn.start();
  project = new Project(standIn.environment);
});

afterAll(async () => {
  await standIn.close();
  project.dispose();
});

beforeEach(async () => {
  project.remove("content");
  writeCorpus(project, count);
  const { code, stderr } = await project.script("deploy", "--yes");
  if (code !== 0) throw new Error(stderr);
});

/** Runs a command and tells whether it switched to something else. */
async function changed(run: () => Promise<Finished>) {
  const { live } = standIn.workers;
  const finished = await run();
  return { ...finished, isSwitched: standIn.workers.live !== live };
}

describe("posts that leave", () => {
  it("leave without a word while they are few, and not all", async () => {
    project.remove(postFile(1));
    project.remove(postFile(2));
    expect(await changed(() => project.script("deploy"))).toMatchObject({ code: 0, isSwitched: true });
  });

  it("stop a publication that nobody can be asked about, such as that of an empty folder, until --yes is said", async () => {
    for (let number = 0; number < count; number++) project.remove(postFile(number));
    project.write("content/posts/.keep", "");
    const written = standIn.kv.only.written;
    const refused = await changed(() => project.script("deploy"));
    expect(refused).toMatchObject({
      code: 1,
      isSwitched: false,
      stderr: expect.stringMatching(
        /^error 5 posts of 5 that readers have would be gone for good \(410\), so nothing was published/m,
      ),
    });
    expect(refused.stderr).toContain(`\n  - ${postPath(4)}\n`);
    expect(standIn.kv.only.written).toBe(written);
    expect(await changed(() => project.wrangler("deploy"))).toMatchObject({ isSwitched: false });
    expect(await changed(() => project.script("deploy", "--yes"))).toMatchObject({ code: 0, isSwitched: true });
  });

  it("are offered an alias where a new post has the same text", async () => {
    project.remove(postFile(3));
    project.write("content/posts/flood.md", postText(3).replace("title: ", "title: The flood, or "));
    const { code, stdout } = await project.script("deploy");
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining(
        `${postPath(3)} and /posts/flood/ have the same text: for the old address to lead there, add to content/posts/flood.md\n` +
          `  aliases: [${postPath(3)}]\n`,
      ),
    ]);
    project.write("content/posts/flood.md", postText(3).replace("---\n", `---\naliases: [${postPath(3)}]\n`));
    expect((await project.script("deploy")).stdout).not.toContain("the same text");
  });

  it.runIf(existsSync("/usr/bin/script"))("are asked about on a terminal, however few", async () => {
    project.remove(postFile(1));
    const answering = (answer: string) => () =>
      project.shell(`printf '${answer}\\n' | script -qec "${process.execPath} scripts/deploy.ts" /dev/null`);
    expect(await changed(answering("n"))).toMatchObject({
      isSwitched: false,
      stdout: expect.stringMatching(
        /1 post of 5 that readers have would be gone .*Publish without them\? .*Nothing was published/s,
      ),
    });
    expect(await changed(answering("y"))).toMatchObject({ isSwitched: true });
  });
});
