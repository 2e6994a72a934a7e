import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFolder } from "../../scripts/read/folder.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { compile } from "../compiled-site.ts";

const folder = temporaryFolder();
const text = post("A", "2024-01-01");
const passedOver = (root: string): string[] => readFolder(root).passedOver.map(({ file, why }) => `${file} ${why}`);

describe("a symbolic link", () => {
  const root = write(join(folder, "links"), { "posts/a.md": text, "pages/.keep": "", "static/.keep": "" });
  mkdirSync(join(folder, "walk"));
  symlinkSync("a.md", join(root, "posts/fine.md"));
  symlinkSync("gone.md", join(root, "posts/broken.md"));
  symlinkSync("round.md", join(root, "posts/round.md"));
  symlinkSync("../../walk", join(root, "posts/walk"));
  symlinkSync("../gone", join(root, "pages/about.md"));
  symlinkSync("gone.png", join(root, "static/logo.png"));
  // Emacs marks a file that is being edited with such a link.
  symlinkSync("me@machine.1:2", join(root, "posts/.#a.md"));

  it("that leads to no file is reported, with a cure", () => {
    expect(passedOver(root)).toEqual([
      'posts/broken.md is a symbolic link to "gone.md", which does not exist, correct or remove it',
      'posts/round.md is a symbolic link to "round.md", which does not exist, correct or remove it',
      'posts/walk is a symbolic link to the folder "../../walk", which is not followed, replace it with the folder itself',
      'pages/about.md is a symbolic link to "../gone", which does not exist, correct or remove it',
      'static/logo.png is a symbolic link to "gone.png", which does not exist, correct or remove it',
    ]);
  });

  it("that leads to a folder is never followed, out of the content or round in a circle", () => {
    const around = write(join(folder, "around"), { "posts/a.md": text, "static/b.txt": "", "static/.keep": "" });
    write(join(folder, "private"), { "index.md": text, "key.txt": "secret" });
    symlinkSync("../../private", join(around, "posts/walk"));
    symlinkSync("../../private", join(around, "static/files"));
    symlinkSync(".", join(around, "posts/round"));
    const { articles, statics, passedOver: others } = readFolder(around);
    expect([articles, statics]).toEqual([["posts/a.md"], ["static/b.txt"]]);
    expect(others.map(({ file }) => file)).toEqual(["posts/round", "posts/walk", "static/files"]);
  });

  it.each(["posts/b.md", "static/b.txt", "site.yaml"])(
    "that leads to a file outside is refused, with a cure: %s",
    (file) => {
      const root = write(join(folder, `out-${file.replaceAll("/", "-")}`), { "posts/a.md": text, "static/.keep": "" });
      write(join(folder, "outside"), { "b.md": text });
      symlinkSync(join(folder, "outside/b.md"), join(root, file));
      expect(readFolder(root).refused).toEqual([
        { file, why: "is a symbolic link out of the content folder; replace it with the file itself" },
      ]);
    },
  );

  it("that leads to a file is that file", () => {
    expect(readFolder(root).articles).toEqual(["posts/a.md", "posts/fine.md"]);
  });

  it("that leads to no file is a warning of a build, under its own name", async () => {
    const { site } = await compile(root, { "posts/fine.md": text });
    const warnings = site.warnings.map(
      ({ file, line, column }) => `${file.slice(file.indexOf("links/"))}:${line}:${column}`,
    );
    expect(warnings).toContain("links/posts/broken.md:1:1");
    expect(warnings).toContain("links/posts/walk:1:1");
  });
});

const isLinux = process.platform === "linux";
if (!isLinux) console.warn("names that are not UTF-8 are not tried, since other systems than Linux have none");

describe.skipIf(!isLinux)("a name that is not UTF-8", () => {
  it("is reported, since no path leads to its file", () => {
    const root = write(join(folder, "latin-1"), { "posts/a.md": text, "static/b.txt": "" });
    writeFileSync(Buffer.concat([Buffer.from(join(root, "static/caf")), Buffer.from([0xe9])]), "");
    mkdirSync(Buffer.concat([Buffer.from(join(root, "posts/caf")), Buffer.from([0xe9])]));
    const why = "has a name that is not UTF-8, rename it";
    expect(readFolder(root).refused).toEqual([
      { file: "posts/caf\ufffd", why },
      { file: "static/caf\ufffd", why },
    ]);
  });
});

describe("a Markdown file outside the places of articles", () => {
  it.each([
    ["posts/trip/day-1.md", "is not read as a post, move it to posts/day-1.md or posts/day-1/index.md"],
    ["posts/trip/day-1/index.md", "is not read as a post, move it to posts/day-1.md or posts/day-1/index.md"],
    ["pages/us/team.md", "is not read as a page, move it to pages/team.md or pages/team/index.md"],
    ["posts/trip/taken.md", "is not read as a post, move it to posts/trip-taken.md or posts/trip-taken/index.md"],
    ["posts/trip/_index.md", "is not read as a post, move it to posts/trip.md or posts/trip/index.md"],
    ["posts/taken/_index.md", "is not read as a post, move it to posts/NAME.md or posts/NAME/index.md"],
    ["posts/index.md", "is not read as a post, move it to posts/NAME.md or posts/NAME/index.md"],
  ])("is told where to go: %s", (file, why) => {
    const root = write(join(folder, file.replaceAll("/", "-")), { [file]: text, "posts/taken.md": text });
    expect(readFolder(root).passedOver).toEqual([{ file, why }]);
  });
});

describe("Markdown under another name or in another folder", () => {
  it.each([
    ["posts/a.markdown", "is not read as a post, since its name ends in .markdown, change it to posts/a.md"],
    ["posts/a.MD", "is not read as a post, since its name ends in .MD, change it to posts/a.md"],
    [
      "posts/a/index.mdx",
      "is not read as a post, since its name ends in .mdx, change it to posts/a/index.md and its components to HTML",
    ],
    ["pages/a.mkd", "is not read as a page, since its name ends in .mkd, change it to pages/a.md"],
    ["posts/b/a.markdown", "is not read as a post, move it to posts/a.md or posts/a/index.md"],
    ["posts/taken.markdown", "is not read as a post, move it to posts/NAME.md or posts/NAME/index.md"],
    ["a.md", "is not read, expected in posts/, such as posts/a.md, or in pages/"],
    ["notes/b/a.markdown", "is not read, expected in posts/, such as posts/a.md, or in pages/"],
  ])("is reported: %s", (file, why) => {
    const root = write(join(folder, `named-${file.replaceAll("/", "-")}`), { [file]: text, "posts/taken.md": text });
    expect(readFolder(root).passedOver).toEqual([{ file, why }]);
  });

  it("is reported once where there is much of it", () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [
        [`notes/${n}.md`, text],
        [`posts/b/${n}.md`, text],
      ]).flat(),
    );
    const found = passedOver(write(join(folder, "many"), { "posts/a.md": text, ...files }));
    expect(found).toHaveLength(11);
    expect(found.at(-2)).toMatch(/^posts\/b\/\d+\.md .*; the same goes for 30 more files below posts\/$/);
    expect(found.at(-1)).toMatch(/^notes\/0\.md is not read, nor are 39 more Markdown files below notes\/, expected/);
  });

  it.each([
    "README.md",
    "CONTRIBUTING.md",
    ".obsidian/a.md",
    "notes/.trash/a.md",
    "node_modules/a/README.md",
    "static/a.md",
    "notes/a.txt",
  ])("is not reported: %s", (file) => {
    const root = write(join(folder, `other-${file.replaceAll("/", "-")}`), { [file]: text, "posts/a.md": text });
    expect(readFolder(root).passedOver).toEqual([]);
  });

  it("is not alone there: settings and style are reported, too", () => {
    const files = {
      "site.yaml": "",
      "site.yml": "",
      "Site.yaml": "",
      "config.toml": "",
      "style.css": "",
      "styles.css": "",
    };
    const settings = "is not read, expected settings in site.yaml, and nothing else of the kind beside it";
    const root = write(join(folder, "settings"), { ...files, ".a.yml": "", "posts/a.md": text, "data/b.yml": "" });
    expect(passedOver(root)).toEqual([
      `Site.yaml ${settings}`,
      `config.toml ${settings}`,
      `site.yml ${settings}`,
      "styles.css is not read, expected the stylesheet in style.css",
    ]);
    const alone = write(join(folder, "settings-alone"), { "site.yml": "", "posts/a.md": text });
    expect(passedOver(alone)).toEqual([]);
  });

  it("is not looked for in a project's own files", () => {
    const root = write(join(folder, "project"), {
      "package.json": "{}",
      "compose.yml": "",
      "docs/a.md": text,
      "posts/a.md": text,
    });
    expect(readFolder(root).passedOver).toEqual([]);
  });
});

describe("a file under static/ that hosts obey or that a build writes", () => {
  const names = ["404.html", "410.html", "_Redirects", "_headers", "_routes.json", "_search", "_worker.js/index.js"];

  it("is refused, with a cure", () => {
    const files = Object.fromEntries(names.map((name) => [`static/${name}`, ""]));
    const root = write(join(folder, "obeyed"), { "posts/a.md": text, ...files, "static/robots.txt": "" });
    expect(readFolder(root).refused.map(({ file, why }) => `${file} ${why}`)).toEqual(
      names.map((name) => {
        const setting = { _Redirects: "redirects", _headers: "policy" }[name];
        const cure = setting ? `write \`${setting}\` into site.yaml` : "rename or remove it";
        return `static/${name} cannot be published at /${name}: hosts take instructions from such a file, or a build writes its own, ${cure}`;
      }),
    );
  });

  it("may lie in a folder, where no host reads it", () => {
    const root = write(join(folder, "below"), { "posts/a.md": text, "static/a/_headers": "", "static/a/404.html": "" });
    expect(readFolder(root).refused).toEqual([]);
  });
});
