import { appendFileSync, cpSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportSite } from "../../scripts/export/export-site.ts";
import { Release } from "../../src/content/release.ts";
import { temporaryFolder } from "../folder.ts";
import { type Production, serve } from "../production/serve.ts";
import { missingNginx, type Served, serveWithNginx } from "./nginx.ts";

const folder = temporaryFolder();
const root = join(import.meta.dirname, "../fixtures/blog");
const now = Math.floor(Date.now() / 1000);

const missing = missingNginx();
if (missing !== undefined) console.warn(`the export is not compared with the worker's answers: ${missing}`);

describe.skipIf(missing !== undefined)("an export served by nginx as docs/export.md says", () => {
  let worker: Production;
  let nginx: Served;

  beforeAll(async () => {
    const out = join(folder, "served");
    await exportSite({ root, out, cache: join(folder, "cache"), now });
    const silent = join(folder, "silent"); // as only the worker can search
    cpSync(root, silent, { recursive: true });
    appendFileSync(join(silent, "site.yaml"), "\nsearch: false\n");
    worker = await serve({ root: silent, now });
    nginx = await serveWithNginx(out, join(folder, "nginx"));
  });
  afterAll(async () => {
    await nginx.stop();
    await worker.stop();
  });

  it("answers every route like the worker of a site without search", async () => {
    const release = new Release(worker.site.release.buffer);
    for (const [path] of release.routes()) {
      const target = release.route(path, now).target;
      const [ours, theirs] = [await worker.ask(path, { now }), await get(nginx.url, path)];
      expect([path, theirs.status]).toEqual([path, ours.status]);
      expect([path, theirs.location]).toEqual([path, ours.headers.get("location") ?? undefined]);
      if (target?.kind === "redirect") continue;
      expect([path, theirs.type]).toEqual([path, ours.headers.get("content-type") ?? undefined]);
      expect(theirs.text === ours.text, `the body of ${path}`).toBe(true);
    }
  });

  it("keeps a drawing from running script, and pages free of that policy", async () => {
    const policyOf = async (path: string) => (await fetch(nginx.url + path)).headers.get("content-security-policy");
    const rules = readFileSync(join(folder, "served", "_headers"), "utf8");
    expect(rules).toContain(
      `/*.svg\n  ! Content-Security-Policy\n  Content-Security-Policy: ${await policyOf("/icon.svg")}\n`,
    );
    expect(await policyOf("/posts/first/")).toBeNull();
  });

  it.each([
    "/posts/first",
    "/posts/first?a=1",
    "/index.html",
    "/slides/?a=1",
    "/cv/?a=1",
    "/posts/first/index.html",
    "/qqqqqqqqqqqqqqqqqqqqqqqqqq/",
    "/cards/",
  ])("answers %s like the worker", async (path) => {
    const [ours, theirs] = [await worker.ask(path, { now }), await get(nginx.url, path)];
    const [type, location] = ["content-type", "location"].map((name) => ours.headers.get(name) ?? undefined);
    expect([theirs.status, theirs.location]).toEqual([ours.status, location]);
    // What a redirect says below its headers is nginx's own.
    expect(theirs.status === 301 || theirs.type === type).toBe(true);
  });
});

/** The path is sent as it is written. */
function get(url: string, path: string) {
  return new Promise<{ status: number; type?: string; location?: string; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const { "content-type": type, location } = response.headers;
        const text = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode ?? 0,
          text,
          ...(type ? { type } : {}),
          ...(location ? { location } : {}),
        });
      });
    })
      .on("error", reject)
      .end();
  });
}
