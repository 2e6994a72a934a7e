import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../compiled-site.ts";
import { post } from "../folder.ts";
import { drawing, folder, hidden, notPublic, outside, problemsOf, site } from "./forbidden-files.ts";

describe("a link", () => {
  it.each([
    ["../../../.dev.vars", `leads to ../.dev.vars, ${outside}`],
    ["..%2F..%2f%2e%2e/.dev.vars", `leads to ../.dev.vars, ${outside}`],
    [`${"../".repeat(30)}etc/passwd`, outside],
    [".env", `leads to posts/here/.env, ${hidden}`],
    ["%2eenv?x#y", `leads to posts/here/.env, ${hidden}`],
    [".git/config", `leads to posts/here/.git/config, ${hidden}`],
    ["old.txt~", `leads to posts/here/old.txt~, ${hidden}`],
    ["../../static/.env", `leads to static/.env, ${hidden}`],
    ["../../site.yaml", `leads to site.yaml, ${notPublic}`],
    ["../../notes.txt", `leads to notes.txt, ${notPublic}`],
    ["../../src/key.ts", `leads to src/key.ts, ${notPublic}`],
    ["NOTES.MD", "leads to posts/here/NOTES.MD, which is not there"],
  ])("to %s is an error", async (link, problem) => {
    const [found = ""] = await problemsOf(site(`[This](${link})`));
    expect(found).toContain("posts/here/index.md:6:1 link ");
    expect(found).toContain(problem);
  });

  it.each([
    '<img src="../../../outside.svg" srcset="../../../.dev.vars 2x">',
    '<picture><source srcset="a.png, ../../../.dev.vars 2x"></picture>',
    '<video poster="../../../.dev.vars"></video>',
    '<audio><source src="../../../.dev.vars"></audio>',
    '<object data="../../../.dev.vars"></object>',
    '<link rel="stylesheet" href="../../../.dev.vars">',
    '<blockquote cite="../../../.dev.vars">a</blockquote>',
  ])("in HTML is one too: %s", async (html) => {
    expect(await problemsOf(site(html))).toContainEqual(expect.stringContaining(outside));
  });

  it.each([
    ["paper.pdf", "/posts/here/paper.pdf"],
    ["100%.txt", "/posts/here/100%25.txt"],
    ["100%25.txt#a", "/posts/here/100%25.txt#a"],
    ["../soon/shot.svg", "/posts/soon/shot.svg"],
    ["..%2Fsoon%2Fshot.svg", "/posts/soon/shot.svg"],
    ["../../static/logo.svg", "/logo.svg"],
    ["../../static/.well-known/security.txt", "/.well-known/security.txt"],
    // Addresses that no file has, and those that no program can follow.
    ["../../", "/"],
    ["../../../../../nowhere", "/nowhere"],
    ["paper.pdf%00", "/posts/here/paper.pdf%00"],
    ["..%5c..%5c..%5c.dev.vars", "/posts/here/..%5c..%5c..%5c.dev.vars"],
    ["%252e%252e/%252e%252e/site.yaml", "/posts/here/%252e%252e/%252e%252e/site.yaml"],
    ["a".repeat(300), `/posts/here/${"a".repeat(300)}`],
  ])("to %s leads to %s", async (link, url) => {
    const { model } = await compile(site(`[This](${link})`), {});
    expect(model("/posts/here/")["html"]).toContain(`href="${url}"`);
  });

  // The link stands for a system that finds a file under any spelling, as macOS and Windows do.
  it("is an error if it spells a file in another way", async () => {
    const root = site("[This](Paper.PDF)");
    symlinkSync("paper.pdf", join(root, "posts/here/Paper.PDF"));
    expect(await problemsOf(root)).toContain(
      'posts/here/index.md:6:1 link "Paper.PDF" is not there under this spelling, did you mean paper.pdf?',
    );
  });

  it("that can't become a URL stays as it is", async () => {
    const { model } = await compile(site('<a href="\\\\[">this</a>'), {});
    expect(model("/posts/here/")["html"]).toContain('href="\\\\["');
  });

  it("may lead to an article although a file outside has the same path", async () => {
    const page = "---\ntitle: About\n---\n";
    const { model } = await compile(site("[Me](../../about)", { "content/pages/about.md": page, about: "" }), {});
    expect(model("/posts/here/")["html"]).toContain('href="/about/"');
  });

  it("is an error if its file would have another's path", async () => {
    const root = site("", {
      "content/pages/a/index.md": "---\ntitle: A\n---\n[1](../logo.svg) [2](../b/x.txt)\n",
      "content/pages/b.md": "---\ntitle: B\n---\n[x](x.txt)\n",
      "content/pages/logo.svg": drawing,
      "content/pages/b/x.txt": "",
      "content/pages/x.txt": "",
    });
    expect(await problemsOf(root)).toEqual([
      'pages/a/index.md:4:1 link "../logo.svg" leads to pages/logo.svg, whose path /logo.svg is also the path of static/logo.svg, rename one of them',
      'pages/b.md:4:1 link "x.txt" leads to pages/x.txt, whose path /b/x.txt is also the path of pages/b/x.txt, rename one of them',
    ]);
  });

  it("is an error where hosts would obey its file", async () => {
    const root = site("", {
      "content/pages/a/index.md": "---\ntitle: A\n---\n[1](../_redirects) [2](../_worker.js?x) [3](../robots.txt)\n",
      "content/pages/_redirects": "/posts/* https://elsewhere.example/",
      "content/pages/_worker.js": "",
      "content/pages/robots.txt": "",
    });
    expect(await problemsOf(root)).toEqual([
      'pages/a/index.md:4:1 link "../_redirects" leads to pages/_redirects, which cannot be published at /_redirects: hosts take instructions from such a file, or a build writes its own, write `redirects` into site.yaml',
      'pages/a/index.md:4:20 link "../_worker.js?x" leads to pages/_worker.js, which cannot be published at /_worker.js: hosts take instructions from such a file, or a build writes its own, rename or remove it',
    ]);
  });

  it.each([
    "soon.md.bak",
    "soon.MD.orig",
    "soon.md_old",
    "soon.mkd",
    "soon.mdown",
    "soon.md.1",
    "#soon.md#",
    "soon.md~",
  ])("to the copy of a draft is an error: %s", async (name) => {
    const root = site(`[a](${name.replaceAll("#", "%23")})`, {
      [`content/posts/here/${name}`]: post("Soon", "2090-01-01"),
    });
    const why = /^#|~$/.test(name) ? hidden : notPublic;
    expect(await problemsOf(root)).toContainEqual(expect.stringContaining(`leads to posts/here/${name}, ${why}`));
  });

  it("from each of two posts publishes the file for each", async () => {
    const [one, two] = ["one", "two"].map((name) => post(name, "2024-01-01", {}, "[Notes](notes.txt)"));
    const files = { "posts/one.md": one ?? "", "posts/two.md": two ?? "", "posts/notes.txt": "" };
    const { site: built } = await compile(join(folder, "shared"), files);
    expect([...built.files]).toEqual([
      ["/posts/one/notes.txt", "posts/notes.txt"],
      ["/posts/two/notes.txt", "posts/notes.txt"],
    ]);
  });
});

describe("a picture", () => {
  it.each([
    ["../../../outside.svg", `is ../outside.svg, ${outside}`],
    ["/.hidden.svg", `is static/.hidden.svg, ${hidden}`],
    ["/../../outside.svg", "is not there"],
    ["/..%2f..%2foutside.svg", "is not there"],
    ["logo.svg%00", "is not there"],
  ])("at %s is an error, in a text and for previews", async (src, problem) => {
    expect(await problemsOf(site(`![A](${src})`))).toContainEqual(expect.stringContaining(problem));
    const more = { "content/posts/there.md": post("There", "2024-01-02", { image: src.replace("../", "") }) };
    expect(await problemsOf(site("", more))).toContainEqual(
      expect.stringContaining(`posts/there.md:4:8 picture "${src.replace("../", "")}" ${problem}`),
    );
  });

  it.each(["logo", "icon"])("of the settings is one under static/: %s", async (name) => {
    const of = (picture: string) =>
      problemsOf(site("", { "content/site.yaml": `${name}: ${picture}\nurl: https://a.b\n` }));
    const missing = [expect.stringContaining(`site.yaml:1:7 ${name} `)];
    for (const picture of ["gone.svg", "../../outside.svg", "../posts/soon/shot.svg", "/etc/passwd"])
      expect(await of(picture)).toEqual(missing);
    expect(await of(".hidden.svg")).toEqual([`site.yaml:1:7 ${name} ".hidden.svg" is static/.hidden.svg, ${hidden}`]);
    expect(await of("logo.svg")).toEqual([]);
  });
});
