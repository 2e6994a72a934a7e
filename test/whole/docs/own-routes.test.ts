import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blogFolder } from "../blog-folder.ts";
import { post, temporaryFolder } from "../../folder.ts";
import { project } from "../../project-folder.ts";
import { blocksOf } from "./blocks.ts";
import { applied } from "./walk.ts";

const folder = join(temporaryFolder(), "blog");
const demo = "<!doctype html><title>Demo</title><script src=demo.js></script>";

/** The files of a new blog as the document changes them. */
function changed(): Record<string, string> {
  const files: Record<string, string> = {
    "wrangler.toml": readFileSync(join(project, "create/template/wrangler.toml"), "utf8").replace("{{name}}", "blog"),
  };
  for (const { language, title = "", text } of blocksOf("docs/own-routes.md"))
    files[title] = language === "diff" ? applied(files[title] ?? "", text) : `${text}\n`;
  return files;
}

describe("docs/own-routes.md", () => {
  let running: ChildProcess;
  let said = "";
  let url = "";
  const ask = (path: string, init: RequestInit = {}) => fetch(url + path, { redirect: "manual", ...init });

  beforeAll(async () => {
    const build = `node ${join(project, "scripts/build.ts")} && mkdir -p dist/assets/_search && echo a > dist/assets/_search/a`;
    blogFolder(folder, {
      ...changed(),
      "package.json": JSON.stringify({ type: "module", scripts: { build } }),
      "content/posts/hello.md": post("Hello", "2024-01-01"),
      "content/static/demo/index.html": demo,
      "content/static/plain/index.html": demo,
      "content/static/plain/page.html": demo,
    });
    const wrangler = join(project, "node_modules/wrangler/bin/wrangler.js");
    const env = {
      ...process.env,
      PATH: `${join(project, "node_modules/.bin")}:${process.env["PATH"]}`,
      WRANGLER_SEND_METRICS: "false",
      NO_COLOR: "1",
    };
    const args = [wrangler, "dev", "--test-scheduled", "--port", "0", "--inspector-port", "0"];
    running = spawn(process.execPath, args, { cwd: folder, env, detached: true });
    for (const stream of [running.stdout, running.stderr])
      stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    while (url === "") {
      url = /Ready on (http:\S+)/.exec(said)?.[1] ?? "";
      if (running.exitCode !== null) throw new Error(`wrangler ended and said\n${said}`);
      await wait(50);
    }
  });

  afterAll(async () => {
    if (running.pid === undefined || running.exitCode !== null) return;
    const end = once(running, "close");
    process.kill(-running.pid, "SIGTERM");
    await end;
  });

  it("shows code that the compiler takes", () => {
    const tsc = join(project, "node_modules/.bin/tsc");
    const { status, stdout } = spawnSync(tsc, ["-p", "tsconfig.json"], { cwd: folder, encoding: "utf8" });
    expect([status, stdout]).toEqual([0, ""]);
  });

  it("has one's own routes answer before the blog, and the blog everything else", async () => {
    const hello = await ask("/api/hello?name=Ada");
    expect([hello.headers.get("cache-control"), await hello.json()]).toEqual(["no-store", { hello: "Ada" }]);
    const unknown = await ask("/api/nothing", { method: "POST" });
    expect([unknown.status, await unknown.json()]).toEqual([404, { error: "not found" }]);
    const page = await ask("/posts/hello/");
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("Text of Hello.")]);
    const headers = { "if-none-match": page.headers.get("etag") ?? "" };
    expect((await ask("/posts/hello/", { headers })).status).toBe(304);
    expect([(await ask("/posts/hello")).status, (await ask("/nothing/")).status]).toEqual([301, 404]);
  });

  it("shows the index.html of a folder with the policy of a static file, or with that of a route", async () => {
    const [plain, other] = [await ask("/plain/?a=1"), await ask("/demo/")];
    expect([plain.status, await plain.text(), plain.headers.get("content-type")]).toEqual([
      200,
      demo,
      "text/html; charset=utf-8",
    ]);
    expect(plain.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'none'; img-src/);
    expect([other.status, await other.text(), other.headers.get("content-security-policy")]).toEqual([
      200,
      demo,
      "default-src 'self'",
    ]);
    for (const path of ["/plain/index.html", "/plain/page.html"]) expect((await ask(path)).status).toBe(200);
    const bare = await ask("/plain");
    expect([bare.status, bare.headers.get("location")]).toEqual([301, "/plain/"]);
    const { headers } = plain;
    expect((await ask("/plain/", { headers: { "if-none-match": headers.get("etag") ?? "" } })).status).toBe(304);
  });

  it("leaves to the worker what only that is to read", async () => {
    expect((await ask("/_search/a")).status).toBe(404);
  });

  it("calls a handler at set times", async () => {
    expect((await ask("/cdn-cgi/handler/scheduled?cron=5+*+*+*+*")).status).toBe(200);
    await expect.poll(() => said, { timeout: 10_000 }).toContain("It is time for 5 * * * *");
  });
});
