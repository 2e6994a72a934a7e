import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { project } from "../../project-folder.ts";
import { type Production, serve } from "../../production/serve.ts";

const root = join(import.meta.dirname, "../../fixtures/schedule");
const now = Date.UTC(2026, 5, 1) / 1000;
const draft = "/posts/sketch/";

describe("a draft", () => {
  let published: Production;
  let shown: Production;

  beforeAll(async () => {
    published = await serve({ root, now });
    shown = await serve({ root, now, drafts: true });
  });
  afterAll(async () => {
    await published.stop();
    await shown.stop();
  });

  it("is in no release, at no moment", async () => {
    for (const moment of [now, now + 10 * 365 * 86_400])
      expect((await published.ask(draft, { now: moment })).status).toBe(404);
    const everything = [
      ...published.blobs.values(),
      ...published.site.timeline.paths.keys(),
      new TextDecoder().decode(published.site.release),
    ].join("\n");
    for (const secret of ["sketch", "Half a thought", "unfinished"]) expect(everything).not.toContain(secret);
  });

  it("is shown on request, marked and not indexed", async () => {
    const { status, text } = await shown.ask(draft, { now });
    expect(status).toBe(200);
    expect(text).toContain('<p class="draft">');
    expect(text).toContain('<meta name="robots" content="noindex">');
    const home = (await shown.ask("/", { now })).text;
    expect(home).toContain("A rough sketch");
    expect(home).toContain("<strong>Draft</strong>");
    expect((await shown.ask("/posts/harbour/", { now })).text).not.toContain("noindex");
  });
});

describe("npm run build", () => {
  const build = (...args: string[]) => {
    const out = mkdtempSync(join(tmpdir(), "fore-edge-test-"));
    const options = ["--content", root, "--out", join(out, "dist"), ...args];
    const env = { ...process.env, SOURCE_DATE_EPOCH: String(now) };
    const { stdout } = spawnSync(process.execPath, [join(project, "scripts/build.ts"), ...options], {
      cwd: out,
      encoding: "utf8",
      env,
    });
    const files = readdirSync(join(out, "dist")).filter((name) => /^(manifest.*\.json|release\.bin)$/.test(name));
    const text = files.map((name) => readFileSync(join(out, "dist", name), "utf8")).join("\n");
    rmSync(out, { recursive: true });
    return { stdout, text };
  };

  it("lists what will appear and expire, in the site's time zone", () => {
    expect(build().stdout).toContain(
      'scheduled (times in UTC):\n  2030-05-01 09:00:00 "The lighthouse" appears\n  2030-07-01 00:00:00 "The regatta" expires\n',
    );
  });

  it("writes no draft", () => {
    expect(build().text).not.toContain("sketch");
  });

  it("lists nothing to come when built as of a moment", () => {
    expect(build("--at", "2030-05-01T09:00:00Z").stdout).not.toContain("scheduled");
  });
});
