import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ContentError } from "../../scripts/base/problems.ts";
import { exportSite } from "../../scripts/export/export-site.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { compile } from "../compiled-site.ts";

const folder = temporaryFolder();
let sites = 0;

async function errorsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const root = join(folder, `site-${++sites}`);
  const all = {
    "posts/first.md": post("First", "2024-01-01"),
    "site.yaml": "url: https://blog.example\ncards: false\n",
    ...files,
  };
  const error: unknown = await compile(root, all).catch((reason: unknown) => reason);
  if (!(error instanceof ContentError)) return [];
  return error.problems.map(
    ({ file, line, column, message }) => `${file.slice(root.length + 1)}:${line}:${column} ${message}`,
  );
}

const page = (slug: string): string => `---\ntitle: P\nslug: ${JSON.stringify(slug)}\n---\n`;
const patterns = "a name that neither contains * nor begins with :, which hosts take to mean any name";
const dot = "a name that does not begin with a dot, which would hide its file";
const ours = "another name, since that one is a file of the site itself";

describe("a slug", () => {
  it.each([
    ["*", patterns],
    ["a*b", patterns],
    [":x", patterns],
    [".blobs", dot],
    [".hidden", dot],
    ["index.html", "another name, since index.html stands for the folder that contains it"],
  ])("may not be %s", async (slug, expected) => {
    const wrong = `slug is ${JSON.stringify(slug)}, expected ${expected}`;
    expect(await errorsOf({ "posts/a.md": post("A", "2024-01-01", { slug: JSON.stringify(slug) }) })).toEqual([
      `posts/a.md:4:7 ${wrong}`,
    ]);
    expect(await errorsOf({ "pages/a.md": page(slug) })).toEqual([`pages/a.md:3:7 ${wrong}`]);
  });

  it.each(["_headers", "_Redirects", "404.html", "410.html", "_worker.js", "_routes.json", "_search"])(
    "of a page may not be %s, of a post it may",
    async (slug) => {
      expect(await errorsOf({ "pages/a.md": page(slug) })).toEqual([
        `pages/a.md:3:7 slug is "${slug}", expected ${ours}`,
      ]);
      expect(await errorsOf({ "posts/a.md": post("A", "2024-01-01", { slug }) })).toEqual([]);
    },
  );

  it("of a file's name is reported at the file", async () => {
    expect(await errorsOf({ "posts/2024-01-01-*.md": post("A", "2024-01-01") })).toEqual([
      `posts/2024-01-01-*.md:1:1 slug is "*" after the file's name, expected ${patterns}`,
    ]);
  });

  it.each(["a: b", "c++", "_draft-notes", "what?", "100%"])("may be %s", async (slug) => {
    expect(await errorsOf({ "posts/a.md": post("A", "2024-01-01", { slug: JSON.stringify(slug) }) })).toEqual([]);
  });

  it("may not make a folder of what is a file", async () => {
    expect(await errorsOf({ "posts/z.md": post("Z", "2024-01-01", { slug: "first.md" }) })).toEqual([
      "posts/z.md:4:7 path /posts/first.md/ is wanted by posts/first.md and by posts/z.md, expected a path for each: rename this file or give it another slug",
    ]);
    for (const slug of ["rss.xml", "robots.txt", "favicon.ico"])
      expect(await errorsOf({ "pages/z.md": page(slug) })).toEqual([
        expect.stringContaining(`pages/z.md:3:7 path /${slug}/ is wanted by `),
      ]);
    expect(await errorsOf({ "static/about": "", "pages/about.md": page("about") })).toEqual([
      expect.stringContaining("pages/about.md:3:7 path /about/ is wanted by static/about and by pages/about.md"),
    ]);
    expect(await errorsOf({ "static/posts": "" })).toContainEqual(expect.stringContaining("is wanted by static/posts"));
  });
});

describe("an alias", () => {
  const expected = "expected an old path of this site such as /2020/01/hello/";

  it.each([
    ["/:all/", ", one line for each path, since there are no wildcards"],
    [":all", ", one line for each path, since there are no wildcards"],
    ["/blog/*", ", one line for each path, since there are no wildcards"],
    ["/blog/%2A", ", one line for each path, since there are no wildcards"],
    ["/404.html", ", since that one is a file of the site itself"],
    ["_headers", ", since that one is a file of the site itself"],
    ["/_search/a/", ", since that one is a file of the site itself"],
    ["/a/%2e%2e/b/", ""],
    ["/100%/", ""],
    ["//old/a/", ""],
  ])("may not be %s", async (alias, cure) => {
    expect(await errorsOf({ "posts/a.md": post("A", "2024-01-01", { aliases: JSON.stringify([alias]) }) })).toEqual([
      `posts/a.md:4:11 aliases is "${alias}", ${expected}${cure}`,
    ]);
    expect(
      await errorsOf({ "site.yaml": `url: https://a.b\nredirects:\n  ${JSON.stringify(alias)}: /archive/\n` }),
    ).toEqual([
      `site.yaml:3:3 redirects has "${alias}", expected an old path of this site such as /category/rust/${cure}`,
    ]);
  });

  it("stays what it is in an export, whatever signs it has", async () => {
    const aliases = ["/a:b/", "/blog//x/", "/über/index.html", "/100%25/"];
    const root = write(join(folder, "exported"), {
      "posts/a.md": post("A", "2024-01-01", { aliases: JSON.stringify(aliases) }),
    });
    const out = join(folder, "out");
    await exportSite({ root, out, cache: join(folder, "cache"), now: 1_800_000_000 });
    const lines = readFileSync(join(out, "_redirects"), "utf8")
      .split("\n")
      .filter((line) => line.includes("/posts/a/"));
    expect(lines.map((line) => line.split(" ")[0] ?? "").toSorted()).toEqual(
      ["/100%25/", "/%C3%BCber/", "/a:b/", "/blog/x/"].toSorted(),
    );
  });
});
