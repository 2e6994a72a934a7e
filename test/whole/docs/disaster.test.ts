import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveBlog } from "../../import/restore/served-blog.ts";
import { post, temporaryFolder } from "../../folder.ts";
import { Namespace } from "../../publish/cloudflare/namespace.ts";
import { StandIn } from "../../publish/cloudflare/stand-in.ts";
import { postFile, postPath, postText, writeCorpus } from "../../publish/corpus.ts";
import { Project } from "../../publish/project.ts";
import { project as engine, sampleBlog } from "../../project-folder.ts";

const document = readFileSync(join(engine, "docs/disaster.md"), "utf8");

/** The commands below a heading. A test can't follow those that need a network or a browser. */
const commandsBelow = (heading: string): string[] => {
  const section = document.split(/^## /m).find((each) => each.startsWith(heading)) ?? expect.fail(`no "${heading}"`);
  const lines = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, text = ""]) => text.trim().split("\n"));
  return lines.filter((line) => line.startsWith("npm run "));
};

let standIn: StandIn;
let project: Project;

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

const live = (path: string): string | undefined => standIn.liveRelease?.route(path, 2_000_000_000).target?.kind;

// One blog's bad days, one after the other.
describe("a drill", () => {
  it("lost laptop: a fresh clone publishes nothing that is live already", async () => {
    const [dryRun = ""] = commandsBelow("The laptop is lost");
    const clone = new Project(standIn.environment);
    writeCorpus(clone, 5);
    clone.write("wrangler.toml", project.read("wrangler.toml"));
    const { written } = standIn.kv.only;
    const { code, stdout } = await clone.shell(dryRun);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Would publish: no post changed\n[^]*\b0 KV writes/m)]);
    expect(standIn.kv.only.written).toBe(written);
    clone.dispose();
  });

  it("lost repository: the content comes back from what the site serves, and nothing is overwritten", async () => {
    const [restore = "", check = ""] = commandsBelow("The repository is lost");
    const folder = temporaryFolder();
    const { get } = await serveBlog(sampleBlog, folder);
    const server = createServer((request, response) => {
      void get(request.url ?? "/").then((body) => response.writeHead(body ? 200 : 404).end(body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const found = new Project(standIn.environment);
    const line = restore.replace("https://blog.example", `http://127.0.0.1:${port}`);
    try {
      const { code, stdout } = await found.shell(line);
      expect([code, stdout]).toEqual([
        0,
        expect.stringMatching(/Restored\n {2}\d posts and \d page[^]*drafts[^]*aliases/),
      ]);
      expect(await found.shell(check)).toMatchObject({ code: 0 });
      expect(await found.shell(line)).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/ 0 files written .* already there/),
      });
      found.write("content/site.yaml", "title: Mine\n");
      expect(await found.shell(line)).toMatchObject({ code: 1, stdout: expect.stringContaining("content/site.yaml") });
      expect(found.read("content/site.yaml")).toBe("title: Mine\n");
    } finally {
      server.close();
      found.dispose();
    }
  });

  it("wrong post live: one command brings back the release before it", async () => {
    const [rollback = ""] = commandsBelow("A wrong post is live");
    project.write(postFile(77), postText(77));
    await project.script("deploy");
    expect(live(postPath(77))).toBe("post");
    expect(await project.shell(rollback)).toMatchObject({ code: 0 });
    expect(live(postPath(77))).not.toBe("post");
    project.remove(postFile(77));
    expect(await project.script("deploy")).toMatchObject({ code: 0 });
  });

  it("leaked token: one that is revoked publishes nothing, and what is live stays", async () => {
    const before = standIn.workers.live?.id;
    project.write(postFile(1), postText(1, "By a thief."));
    const { code, stderr } = await project.shell("npm run deploy", { CLOUDFLARE_API_TOKEN: "revoked" });
    expect([code, stderr]).toEqual([1, expect.stringContaining("rejects the login")]);
    expect(standIn.workers.live?.id).toBe(before);
    project.write(postFile(1), postText(1));
    const [releases = ""] = commandsBelow("A token has leaked");
    expect(await project.shell(releases)).toMatchObject({ code: 0 });
  });

  it("deleted namespace: another one has all of the blog again", async () => {
    const [deploy = ""] = commandsBelow("The namespace was deleted");
    standIn.kv.namespaces.length = 0;
    standIn.kv.namespaces.push(new Namespace("f".repeat(32), "something else"));
    project.write("wrangler.toml", project.read("wrangler.toml").replace(/^id = .*\n/m, ""));
    expect(await project.shell(deploy)).toMatchObject({ code: 0 });
    expect(standIn.kv.namespaces.map(({ title }) => title)).toContain("fore-edge-blobs");
    expect(live(postPath(3))).toBe("post");
  });

  it("Cloudflare down: the export needs none of it", async () => {
    const [line = ""] = commandsBelow("Cloudflare is down");
    const asked = standIn.requests.length;
    project.write("content/posts/today.md", post("Today", "2024-01-01"));
    expect(await project.shell(line)).toMatchObject({ code: 0 });
    expect(existsSync(join(project.folder, "public/posts/today/index.html"))).toBe(true);
    expect(standIn.requests.length).toBe(asked);
  });
});
