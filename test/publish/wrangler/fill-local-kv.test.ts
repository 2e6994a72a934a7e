import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { postFile, postText, writeCorpus } from "../corpus.ts";
import { Project } from "../project.ts";

let project: Project;
let running: ChildProcess | undefined;
let said = "";

beforeEach(() => {
  project = new Project({ WRANGLER_SEND_METRICS: "false" });
  writeCorpus(project, 3);
});

afterEach(async () => {
  if (running?.pid !== undefined && running.exitCode === null) {
    const end = once(running, "close");
    process.kill(-running.pid, "SIGTERM");
    await end;
  }
  running = undefined;
  project.dispose();
});

/** Runs `wrangler dev` until it says where it listens. */
async function dev(...args: readonly string[]): Promise<string> {
  running = project.startWrangler("dev", "--port", "0", "--inspector-port", "0", ...args);
  said = "";
  const { stdout, stderr } = running;
  const ready = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const [, url] = /Ready on (http:\S+)/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    };
    stdout?.on("data", hear);
    stderr?.on("data", hear);
    running?.once("close", () => reject(new Error(`wrangler ended and said\n${said}`)));
  });
  return ready;
}

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

describe("wrangler dev", () => {
  it("serves the blog, and shows what changes", async () => {
    const url = await dev();
    expect(await Promise.all(["/", "/posts/day-00001/", "/rss.xml"].map((path) => statusOf(url + path)))).toEqual([
      200, 200, 200,
    ]);
    project.write(postFile(1), postText(1, "Edited while it runs."));
    await expect
      .poll(async () => (await fetch(`${url}/posts/day-00001/`)).text(), { timeout: 60_000, interval: 500 })
      .toContain("Edited while it runs.");
    expect(await statusOf(`${url}/rss.xml`)).toBe(200);

    project.write(postFile(1), "---\ntitle: A slip\ndate: yesterday\n---\n");
    project.write(postFile(2), postText(2, "Not to be seen yet."));
    await expect.poll(() => said, { timeout: 60_000, interval: 500 }).toContain("until the errors are mended");
    expect(await statusOf(`${url}/posts/day-00001/`)).toBe(200);
    project.write(postFile(1), postText(1, "Mended."));
    await expect
      .poll(async () => (await fetch(`${url}/posts/day-00001/`)).text(), { timeout: 60_000, interval: 500 })
      .toContain("Mended.");
  });

  it("finds the blobs in another environment's preview namespace, and in another state folder", async () => {
    const namespace = `binding = "BLOBS"\nid = "${"a".repeat(32)}"\npreview_id = "${"b".repeat(32)}"`;
    const environment = `[env.staging]\n[[env.staging.kv_namespaces]]\n${namespace}`;
    project.write("wrangler.toml", `${project.read("wrangler.toml")}\n${environment}\n`);
    const url = await dev("--env", "staging", "--persist-to", join(project.folder, "kept here"));
    expect(await statusOf(`${url}/posts/day-00001/`)).toBe(200);
  });

  it("stops with the lines to add when no namespace is bound", async () => {
    project.write("wrangler.toml", project.read("wrangler.toml").replace('[[kv_namespaces]]\nbinding = "BLOBS"\n', ""));
    await expect(dev()).rejects.toThrow(
      /wrangler\.toml: kv_namespaces has no binding "BLOBS"; add\n(?:.*\n)?.*\[\[kv_namespaces\]\]/,
    );
  });

  it("stops with a message when it would run on Cloudflare, which has none of this build", async () => {
    running = project.startWrangler("dev", "--remote");
    let output = "";
    running.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    await expect
      .poll(() => output, { timeout: 60_000 })
      .toContain('"wrangler dev --remote" reads the KV of your account');
  });
});
