import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prebuild } from "../../scripts/build/prebuild.ts";
import { checkContent } from "../../scripts/check/check.ts";
import { exportSite } from "../../scripts/export/export-site.ts";
import { withFolderPages } from "../../scripts/site/static-files.ts";
import { compile } from "../compiled-site.ts";
import { post, temporaryFolder, write } from "../folder.ts";

const folder = temporaryFolder();
const now = Date.UTC(2026, 0, 1) / 1000;
const files = {
  "site.yaml": "url: https://blog.example\ncards: false\nredirects:\n  /old/: /demo/\n",
  "posts/hello/index.md": post("Hello", "2024-01-01", {}, "[Demo](/demo/) and [its part](part/index.html)"),
  "posts/hello/part/index.html": "part",
  "static/demo/index.html": "demo",
  "static/é x/deep/index.html": "deep",
  "static/a:b/index.html": "",
  "static/a*/index.html": "",
  "static/rss/index.html": "about feeds",
  "static/demo/other.html": "other",
};
const folders = ["/%C3%A9%20x/deep/", "/demo/", "/posts/hello/part/", "/rss/"];

describe("the index.html of a folder among static files", () => {
  it("has the path of the folder, to which the one without a slash leads", async () => {
    const { site, target } = await compile(join(folder, "compiled"), files);
    expect([...site.files.keys()].filter((path) => path.endsWith("/")).sort()).toEqual(folders);
    for (const path of folders) {
      expect([path, target(path)]).toEqual([path, undefined]);
      expect(target(path.slice(0, -1))).toEqual({ kind: "redirect", to: path });
    }
    expect(target("/old/")).toEqual({ kind: "redirect", to: "/demo/" });
    expect(site.warnings).toEqual([]);
  });

  it("is answered by Cloudflare according to rules, which a site without one does not have", async () => {
    const root = write(join(folder, "ruled"), files);
    const options = { cache: join(folder, "cache"), now };
    await prebuild({ root, out: join(folder, "out"), ...options });
    const rules = readFileSync(join(folder, "out/assets/_redirects"), "utf8").split("\n");
    expect(rules.sort()).toEqual(["", ...folders.map((path) => `${path} ${path}index.html?folder 200`)]);
    const { "posts/hello/index.md": _hello, "posts/hello/part/index.html": _part, ...rest } = files;
    const plain = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith("static/")));
    const bare = write(join(folder, "bare"), { ...plain, "posts/a.md": post("A", "2024-01-01") });
    await prebuild({ root: bare, out: join(folder, "bare-out"), ...options });
    expect(() => readFileSync(join(folder, "bare-out/assets/_redirects"))).toThrow("ENOENT");
  });

  it("is that file in an export, where hosts look for it", async () => {
    const root = write(join(folder, "exported"), files);
    const out = join(folder, "export");
    await exportSite({ root, out, cache: join(folder, "cache"), now });
    expect(readFileSync(join(out, "demo/index.html"), "utf8")).toBe("demo");
    const rules = readFileSync(join(out, "_redirects"), "utf8").split("\n");
    expect(rules).toContain("/demo /demo/ 301");
    expect(rules.filter((rule) => rule.startsWith("/demo/ "))).toEqual([]);
  });

  it("is not a dead end for links", async () => {
    const root = write(join(folder, "checked"), files);
    const { found } = await checkContent(root, now);
    expect(found.filter(({ message }) => message.startsWith("link"))).toEqual([]);
  });

  it("has no path but its own beyond the folders that Cloudflare has rules for, with a warning", () => {
    const names = Array.from({ length: 2001 }, (_, number) => `/${number + 1000}/index.html`);
    const said: string[] = [];
    const paths = withFolderPages(new Map(names.map((name) => [name, `static${name}`])), (file, problem) =>
      said.push(`${file} ${problem.severity} ${problem.message}`),
    );
    expect([paths.size, paths.has("/2999/"), paths.has("/3000/"), paths.has("/3000/index.html")]).toEqual([
      4001,
      true,
      false,
      true,
    ]);
    expect(said).toEqual([
      "static/3000/index.html warning is not shown at /3000/, nor is any after it: Cloudflare does that for 2000 folders with an index.html, link to /3000/index.html",
    ]);
  });
});
