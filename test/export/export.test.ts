import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesIn } from "../../scripts/base/files-below.ts";
import { exportSite } from "../../scripts/export/export-site.ts";
import { pageWriter } from "../../scripts/export/write-pages.ts";
import { readTheme } from "../../scripts/build/project-theme.ts";
import { Cache } from "../../scripts/store/cache.ts";
import { defaultSite } from "../../src/content/site.ts";
import { assetRules, writeHeaderRules } from "../../scripts/site/header-rules.ts";
import { copyProject } from "../copy-project.ts";
import { temporaryFolder } from "../folder.ts";
import { type Production, serve } from "../production/serve.ts";
import { Release } from "../../src/content/release.ts";
import { missingNginx, type Served, serveWithNginx } from "./nginx.ts";

const folder = temporaryFolder();
const root = join(import.meta.dirname, "../fixtures/blog");
const now = Math.floor(Date.now() / 1000);
const write = (out: string) => exportSite({ root, out, cache: join(folder, "cache"), now });

describe("an export", () => {
  it("has a file for each page, and rules for everything else", async () => {
    const out = join(folder, "files");
    await write(out);
    const names = ["index.html", "posts/first/index.html", "posts/first.md", "rss.xml", "404.html", "410.html"];
    expect(names.filter((name) => !existsSync(join(out, name)))).toEqual([]);
    const rules = readFileSync(join(out, "_redirects"), "utf8").split("\n");
    expect(rules).toContain("/old/first.html /posts/first/ 301");
    expect(rules).toContain("/category/%E6%97%A5%E6%9C%AC/ /tags/%E6%97%A5%E6%9C%AC%E8%AA%9E/ 301");
    expect(rules).toContain("/talk/ https://example.org/talk?year=2024 301");
    expect(readFileSync(join(out, "_headers"), "utf8")).toContain("/*rss.xml\n  Content-Type: application/rss+xml");
  });

  it("has neither search nor a way to it", async () => {
    const out = join(folder, "without-search");
    await write(out);
    const files = readdirSync(out, { recursive: true, encoding: "utf8" });
    expect(files.filter((name) => /search/.test(name))).toEqual([]);
    const pages = files.filter((name) => name.endsWith(".html"));
    expect(pages.length).toBeGreaterThan(10);
    const texts = [...pages, "_headers"].map((name) => readFileSync(join(out, name), "utf8"));
    expect(texts.filter((text) => /\/search\/|opensearch|rel="search"|form-action 'self'/.test(text))).toEqual([]);
  });

  it("keeps a drawing from running script where a host reads its rules, as a build does", async () => {
    const [exported, built] = [join(folder, "rules"), join(folder, "built")];
    await write(exported);
    mkdirSync(built);
    writeHeaderRules(built, assetRules);
    const rule = /^\/\*\.svg\n(?: {2}.*\n)+/m;
    const [policy] = rule.exec(readFileSync(join(built, "_headers"), "utf8")) ?? [];
    expect(policy).toContain("sandbox");
    expect(readFileSync(join(exported, "_headers"), "utf8")).toContain(policy);
  });

  it("doesn't take what the cache lacks for a mistake of the theme", async () => {
    const cache = new Cache(join(folder, "lacking"), "code");
    const { module } = await readTheme(cache);
    const style = { text: "", digest: "" };
    const write = await pageWriter({
      folder,
      lastFolder: folder,
      site: defaultSite,
      style,
      theme: module.href,
      cache: cache.file,
    });
    expect(() => write({ path: "/a/", kind: "post", key: "lost" })).toThrow("does not have the blob lost of /a/");
    cache.close();
  });

  it("leaves the files of pages that stay the same as they are, and no others", async () => {
    const [blog, out, other] = [join(folder, "edited"), join(folder, "again"), join(folder, "anew")];
    cpSync(root, blog, { recursive: true });
    const edit = (to: string) => exportSite({ root: blog, out: to, cache: join(folder, "edits"), now });
    const texts = (of: string) => new Map(filesIn(of).map((name) => [name, readFileSync(join(of, name), "utf8")]));
    const numbers = () => new Map(filesIn(out).map((name) => [name, lstatSync(join(out, name)).ino]));
    await edit(out);
    const [before, files] = [texts(out), numbers()];
    appendFileSync(join(blog, "posts/second.md"), "\nA new end.\n");
    appendFileSync(join(out, "posts/third/index.html"), "by hand");
    rmSync(join(out, "posts/third.md"));
    symlinkSync(join(blog, "posts/third.md"), join(out, "posts/third.md"));
    rmSync(join(out, "tags"), { recursive: true });
    chmodSync(join(out, "posts/fourth/index.html"), 0o600);
    linkSync(join(out, "posts/fourth.md"), join(folder, "elsewhere.md"));
    const { size, atime, mtime } = lstatSync(join(out, "robots.txt"));
    rmSync(join(out, "robots.txt"));
    symlinkSync("/etc/hostname".padStart(size, "/"), join(out, "robots.txt"));
    lutimesSync(join(out, "robots.txt"), atime, mtime);
    await edit(out);
    const [after, filesAfter] = [texts(out), numbers()];
    await edit(other);
    expect(after).toEqual(texts(other));

    const names = [...after.keys()].filter((name) => name.startsWith("posts/")).sort();
    expect(names.filter((name) => after.get(name) !== before.get(name))).toEqual([
      "posts/second.md",
      "posts/second/index.html",
    ]);
    const written = names.filter((name) => filesAfter.get(name) !== files.get(name));
    expect(written).toEqual(
      expect.arrayContaining([
        "posts/fourth.md",
        "posts/fourth/index.html",
        "posts/second.md",
        "posts/second/index.html",
        "posts/third.md",
        "posts/third/index.html",
      ]),
    );
    expect(names.length - written.length).toBeGreaterThan(1);
    const modes = new Set(names.map((name) => lstatSync(join(out, name)).mode));
    expect(modes.size).toBe(1);

    const settings = readFileSync(join(blog, "site.yaml"), "utf8");
    writeFileSync(join(blog, "site.yaml"), settings.replace("The fixture", "Another title"));
    await edit(out);
    expect(readFileSync(join(out, "posts/fourth/index.html"), "utf8")).toContain("Another title");
  });

  it("writes all pages again when the code that renders them has changed", () => {
    const copy = copyProject(join(folder, "project"));
    const pages = (): string[] => {
      execFileSync(process.execPath, ["bin/fore-edge.js", "export", "--out", "out"], { cwd: copy, stdio: "pipe" });
      return filesIn(join(copy, "out")).filter((name) => name.endsWith("/index.html"));
    };
    pages();
    const renders = join(copy, "src/views/render.ts");
    const code = readFileSync(renders, "utf8");
    const edited = code.replace("return dressed(", 'return "<!-- edited -->" + dressed(');
    writeFileSync(renders, edited);
    const texts = pages().map((name) => readFileSync(join(copy, "out", name), "utf8"));
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((text) => !text.startsWith("<!-- edited -->"))).toEqual([]);
  });

  it("replaces an earlier export and an empty folder, and nothing else", async () => {
    const [empty, precious] = [join(folder, "empty"), join(folder, "precious")];
    mkdirSync(empty);
    mkdirSync(precious);
    writeFileSync(join(precious, "index.html"), "by hand");
    await write(empty);
    writeFileSync(join(empty, "left-over.html"), "");
    await write(empty);
    expect(existsSync(join(empty, "left-over.html"))).toBe(false);
    await expect(write(precious)).rejects.toThrow("contains files that this command did not write");
    expect(readdirSync(precious)).toEqual(["index.html"]);
  });
});

const missing = missingNginx();
if (missing !== undefined) console.warn(`the export is not compared with the worker's answers: ${missing}`);

describe.skipIf(missing !== undefined)("an export served by nginx as docs/export.md says", () => {
  let worker: Production;
  let nginx: Served;

  beforeAll(async () => {
    const out = join(folder, "served");
    await write(out);
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
