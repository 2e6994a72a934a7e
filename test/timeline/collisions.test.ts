import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ContentError } from "../../scripts/base/problems.ts";
import { post, temporaryFolder } from "../folder.ts";
import { compile } from "../compiled-site.ts";

const folder = temporaryFolder();
let sites = 0;

async function errorsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const root = join(folder, `site-${++sites}`);
  const error: unknown = await compile(root, {
    "site.yaml": "url: https://blog.example\ncards: false\n",
    ...files,
  }).catch((reason: unknown) => reason);
  if (!(error instanceof ContentError)) throw new Error("no error was reported");
  const shown = error.problems.map(({ file, line, column, message }) => {
    const name = file.slice(file.indexOf(`site-${sites}/`) + `site-${sites}/`.length);
    return `${name}:${line}:${column} ${message}`;
  });
  return shown.toSorted();
}

const old = (aliases: string) => post("Old", "2024-01-01", { aliases });
const hello = post("Hello", "2024-02-01", { tags: "Web" });

describe("an old path that something else has", () => {
  it("is reported at its own place, with what has it, when that is made of posts", async () => {
    const aliases = "[/free/, /tags/web/, /archive/, /archive/2024/, /, /tags/web/rss.xml, /sitemap.xml]";
    expect(await errorsOf({ "posts/old.md": old(aliases), "posts/hello.md": hello })).toEqual([
      'posts/old.md:4:19 alias "/tags/web/" is the path of the list of the tag web already, change or remove it',
      'posts/old.md:4:31 alias "/archive/" is the path of the archive already, change or remove it',
      'posts/old.md:4:42 alias "/archive/2024/" is the path of the archive of 2024 already, change or remove it',
      'posts/old.md:4:58 alias "/" is the path of the home page already, change or remove it',
      'posts/old.md:4:61 alias "/tags/web/rss.xml" is the path of the list of the tag web already, change or remove it',
      'posts/old.md:4:80 alias "/sitemap.xml" is the path of the sitemap already, change or remove it',
    ]);
  });

  it("is reported at its own place when it is the address of another article, whichever comes first", async () => {
    expect(
      await errorsOf({
        "posts/a.md": old("[/posts/b/, /free/]"),
        "posts/b.md": old("/posts/a.md"),
        "posts/ab.md": hello,
      }),
    ).toEqual([
      'posts/a.md:4:11 alias "/posts/b/" is the path of posts/b.md already, change or remove it',
      'posts/b.md:4:10 alias "/posts/a.md" is the path of posts/a.md already, change or remove it',
    ]);
    expect(await errorsOf({ "posts/a.md": old("/posts/ab/"), "posts/ab.md": hello })).toEqual([
      'posts/a.md:4:10 alias "/posts/ab/" is the path of posts/ab.md already, change or remove it',
    ]);
  });

  it("is reported in each article but one when several have it", async () => {
    expect(
      await errorsOf({ "posts/a.md": old("/x/"), "posts/b.md": old("[x]"), "posts/c.md": old("/free/, /x") }),
    ).toEqual([
      'posts/b.md:4:11 alias "/x" is the path of posts/a.md already, change or remove it',
      'posts/c.md:4:18 alias "/x" is the path of posts/a.md already, change or remove it',
    ]);
  });

  it("is reported when it is a file's, or a list's that is still to come", async () => {
    expect(
      await errorsOf({
        "posts/old.md": old("[/logo.png, /tags/soon/]"),
        "posts/soon.md": post("Soon", "2030-01-01", { tags: "soon" }),
        "static/logo.png": "",
      }),
    ).toEqual([
      'posts/old.md:4:11 alias "/logo.png" is the path of static/logo.png already, change or remove it',
      'posts/old.md:4:22 alias "/tags/soon/" is the path of the list of the tag soon already, change or remove it',
    ]);
  });
});

describe("an address that two want", () => {
  it("is reported where one is the index.html of its folder", async () => {
    const files = { "static/index.html": "", "static/posts/hello/index.html": "", "static/demo/index.html": "" };
    const cure = "expected a path for each: rename this file";
    expect(await errorsOf({ "posts/hello.md": hello, ...files })).toEqual([
      `posts/hello.md:1:1 path /posts/hello/ is wanted by static/posts/hello/index.html and by posts/hello.md, ${cure} or give it another slug`,
      `static/index.html:1:1 path / is wanted by static/index.html and by the home page, ${cure}`,
    ]);
  });

  it("is the author's where it is that of a file that every site has", async () => {
    const { site } = await compile(join(folder, "own"), { "posts/hello.md": hello, "static/robots.txt": "Mine" });
    expect(site.files.get("/robots.txt")).toBe("static/robots.txt");
    expect(site.timeline.paths.has("/robots.txt")).toBe(false);
  });

  it("is reported where a folder of files has the name of an article's Markdown", async () => {
    const files = { "posts/a.md": hello, "static/posts/a.md/x.txt": "" };
    expect(await errorsOf(files)).toEqual([
      "posts/a.md:1:1 path /posts/a.md/x.txt is wanted by posts/a.md and by static/posts/a.md/x.txt, expected a path for each: rename this file or give it another slug",
    ]);
  });

  it("is reported once, at the field that decides it, with a cure", async () => {
    const cure = "expected a path for each: rename this file or give it another slug";
    expect(
      await errorsOf({
        "posts/a.md": hello,
        "posts/b.md": post("B", "2024-01-01", { slug: "a" }),
        "pages/archive.md": "---\ntitle: Archive\n---\n",
        "static/rss.xml": "<rss/>",
      }),
    ).toEqual([
      `pages/archive.md:1:1 path /archive/ is wanted by pages/archive.md and by the archive, ${cure}`,
      `posts/b.md:4:7 path /posts/a/ is wanted by posts/a.md and by posts/b.md, ${cure}`,
      "static/rss.xml:1:1 path /rss.xml is wanted by static/rss.xml and by the home page, expected a path for each: rename this file",
    ]);
  });
});

describe("the addresses of search", () => {
  const search = 'search ("search: false" in site.yaml turns it off)';
  const wanted = `path /search/ is wanted by ${search} and by`;
  const cure = "expected a path for each: rename this file";

  it("belong to no page, alias, redirect or static file", async () => {
    expect(
      await errorsOf({
        "site.yaml": "url: https://blog.example\ncards: false\nredirects:\n  /search/: /archive/\n",
        "posts/old.md": old("/search"),
        "pages/search.md": "---\ntitle: Search\n---\n",
        "static/search/index.html": "",
        "static/opensearch.xml": "",
      }),
    ).toEqual([
      `pages/search.md:1:1 ${wanted} pages/search.md, ${cure} or give it another slug`,
      `posts/old.md:4:10 alias "/search" is the path of ${search} already, change or remove it`,
      `site.yaml:4:3 ${wanted} the redirect from /search/ in site.yaml, expected a path for each`,
      `static/opensearch.xml:1:1 ${wanted.replace("/search/", "/opensearch.xml")} static/opensearch.xml, ${cure}`,
      `static/search/index.html:1:1 ${wanted} static/search/index.html, ${cure}`,
    ]);
  });

  it("are free where readers can't search", async () => {
    const { target } = await compile(join(folder, "free"), {
      "site.yaml": "url: https://blog.example\ncards: false\nsearch: false\n",
      "posts/hello.md": hello,
      "pages/search.md": "---\ntitle: Search\naliases: /opensearch.xml\n---\n",
    });
    expect([target("/search/")?.kind, target("/opensearch.xml")?.kind]).toEqual(["page", "redirect"]);
  });

  it("can be led to, and are in no list", async () => {
    const { site, target, text } = await compile(join(folder, "led"), {
      "site.yaml": "url: https://blog.example\ncards: false\nredirects:\n  /find/: /search/?q=ink\n",
      "posts/hello.md": hello,
    });
    expect(site.warnings).toEqual([]);
    expect(target("/find/")).toEqual({ kind: "redirect", to: "/search/?q=ink" });
    expect(text("/sitemap-pages.xml")).toContain("/archive/");
    expect(text("/sitemap-pages.xml")).not.toContain("/search/");
  });

  it("are not gone where a page gave way to them", async () => {
    const settings = "url: https://blog.example\ncards: false\n";
    const page = "---\ntitle: Search\n---\n";
    const before = await compile(join(folder, "before"), {
      "site.yaml": `${settings}search: false\n`,
      "posts/hello.md": hello,
      "pages/search.md": page,
    });
    const replacedAt = Date.UTC(2026, 0, 1) / 1000;
    const previous = { release: before.release, replacedAt };
    const after = await compile(
      join(folder, "after"),
      { "site.yaml": settings, "posts/hello.md": hello, "pages/find.md": page },
      { previous, now: replacedAt },
    );
    expect(before.target("/search/")?.kind).toBe("page");
    expect([after.target("/search/"), after.target("/search.md")?.kind]).toEqual([undefined, "gone"]);
  });
});
