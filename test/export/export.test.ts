import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exportSite } from "../../scripts/export/export-site.ts";
import { pageWriter } from "../../scripts/export/write-pages.ts";
import { readTheme } from "../../scripts/build/project-theme.ts";
import { Cache } from "../../scripts/store/cache.ts";
import { defaultSite } from "../../src/content/site.ts";
import { assetRules, writeHeaderRules } from "../../scripts/site/header-rules.ts";
import { temporaryFolder } from "../folder.ts";

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
