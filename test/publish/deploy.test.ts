import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StandIn, token } from "./cloudflare/stand-in.ts";
import { postFile, postText, writeCorpus } from "./corpus.ts";
import { type Finished, Project } from "./project.ts";

const count = 1_000;

let standIn: StandIn;
let project: Project;

beforeAll(async () => {
  standIn = await StandIn.start();
  project = new Project(standIn.environment);
  writeCorpus(project, count);
});

afterAll(async () => {
  await standIn.close();
  project.dispose();
});

/** Publishes and tells how many keys were written. */
async function publish(...args: readonly string[]): Promise<Finished & { readonly writes: number }> {
  const before = standIn.kv.namespaces[0]?.written ?? 0;
  const finished = await project.script("deploy", ...args);
  return { ...finished, writes: (standIn.kv.namespaces[0]?.written ?? 0) - before };
}

// One blog's life: each test goes on where the one before it ended.
describe("a blog of 1,000 posts", () => {
  it("says on an empty account what a publication would cost, and changes nothing", async () => {
    const { code, stdout } = await publish("--dry-run");
    expect(stdout).toMatch(/^Would publish: 1,000 posts added/);
    expect(stdout).toMatch(/would take 2,\d\d\d KV writes .* over 3 days/);
    expect([code, standIn.kv.namespaces.length, standIn.workers.versions.length]).toEqual([0, 0, 0]);
  });

  it("goes live from an empty account, and wrangler.toml names the new namespace", async () => {
    const { code, stdout, writes } = await publish();
    expect(stdout).toMatch(/^Published: 1,000 posts added/);
    expect(stdout).toContain("https://fore-edge.stand-in.workers.dev");
    expect(code).toBe(0);
    expect(writes).toBe(standIn.kv.only.keys().length);
    expect(project.read("wrangler.toml")).toContain(`binding = "BLOBS"\nid = "${standIn.kv.only.id}"\n`);
    expect(standIn.liveRelease?.route("/posts/day-00007/", 2_000_000_000).target?.kind).toBe("post");
  });

  it("writes nothing when it is published again", async () => {
    expect(await publish()).toMatchObject({ code: 0, writes: 0 });
  });

  it("writes at most 4 keys for an edit of an older post's text", async () => {
    project.write(postFile(123), postText(123, "The water was low that day."));
    const { stdout, writes } = await publish();
    expect(stdout).toMatch(/^Published: 1 post edited\n  ~ \/posts\/day-00123\/\n/);
    expect(writes).toBeGreaterThan(0);
    expect(writes).toBeLessThanOrEqual(4);
  });

  it("writes at most 24 keys for an edit that the feeds carry", async () => {
    project.write(postFile(count - 1), postText(count - 1, "The water was low that day."));
    expect((await publish()).writes).toBeLessThanOrEqual(24);
  });

  it("writes at most 48 keys for a new post with three tags, and reports it to scripts", async () => {
    const front = "title: The flood\ndate: 2026-11-01\ntags: [rivers, mills, tolls]\ndescription: It came at night";
    project.write("content/posts/flood.md", `---\n${front}\n---\n\nThe bridge held.\n`);
    const { stdout, writes } = await publish("--json");
    expect(writes).toBeLessThanOrEqual(48);
    expect(JSON.parse(stdout)).toMatchObject({
      state: "published",
      version: standIn.workers.live?.id,
      url: "https://fore-edge.stand-in.workers.dev",
      changes: { added: ["/posts/flood/"], edited: [], removed: [] },
      writes,
      warnings: [],
    });
  });

  it("writes nothing for a change of a view and of the style", async () => {
    project.write("src/views/style/media.css", `${project.read("src/views/style/media.css")}\nmain { outline: 0 }\n`);
    project.write("src/views/new.ts", "export const nothing = 0;\n");
    const look = standIn.liveRelease?.header.look;
    expect(await publish()).toMatchObject({ code: 0, writes: 0 });
    expect(standIn.liveRelease?.header.look).not.toBe(look);
  });

  it("answers 410 for a post that was removed, and redirects from one that moved", async () => {
    project.remove(postFile(5));
    project.remove(postFile(6));
    const moved = postText(6).replace("---\n", "---\nslug: moved\naliases: [/posts/day-00006/]\n");
    project.write("content/posts/moved.md", moved);
    const { stdout } = await publish();
    expect(stdout).toContain("  + /posts/moved/\n  - /posts/day-00005/\n  - /posts/day-00006/");
    const route = (path: string): unknown => standIn.liveRelease?.route(path, 2_000_000_000).target;
    expect(route("/posts/day-00005/")).toEqual({ kind: "gone" });
    expect(route("/posts/day-00006/")).toEqual({ kind: "redirect", to: "/posts/moved/" });
  });

  it("tells the author about a coming post, and Cloudflare nothing", async () => {
    project.write("content/posts/secret.md", "---\ntitle: The secret\ndate: 2099-01-01\n---\n\nNot yet.\n");
    const { stdout } = await publish();
    expect(stdout).toContain("1 post added\n  + /posts/secret/\n");
    expect(standIn.workers.live?.metadata.annotations?.["workers/message"]).toBe("no post changed");
  });

  it("was never live without all of its blobs, and asked the stand-in nothing unknown", () => {
    expect(standIn.violations).toEqual([]);
    expect(standIn.unknown).toEqual([]);
    expect(Math.max(...standIn.kv.only.writes.values())).toBe(1);
  });

  it("has left the token nowhere", () => {
    expect(project.find(token)).toEqual([]);
  });
});
