import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { checkContent } from "../../scripts/check/check.ts";
import { filesIn } from "../import/run.ts";
import { project } from "../project-folder.ts";
import { cli, create, folder, plain, read } from "./run-create.ts";

const settingsIn = (blog: string): unknown => parseYaml(read(blog, "content/site.yaml"));

/** What our own readers say about a new blog, but that it has no address yet, and the post that it begins with. */
async function readAsBuilt(blog: string) {
  const { found, site } = await checkContent(join(folder, blog, "content"), Math.floor(Date.now() / 1000));
  const messages = found.map(({ message }) => message).filter((message) => !message.startsWith("url is missing"));
  return { messages, site: site.content.site, posts: site.content.posts.map(({ article }) => article) };
}

const names = (blog: string): unknown => [
  (JSON.parse(read(blog, "package.json")) as { readonly name: string }).name,
  parseToml(read(blog, "wrangler.toml"))["name"],
];

describe("npm create fore-edge", () => {
  it("writes what it was told", async () => {
    const told = ["--title", "Marginalia", "--url", "https://blog.example/", "--author", "Ada", "--language", "pt-br"];
    const { status, stdout, stderr } = create(["told", ...told]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`wrote ${filesIn(join(folder, "told")).length} files into told`);
    const steps = `cd told\n  npm pack ${relative(join(folder, "told"), project)} --pack-destination ..\n  npm install --save-exact ../fore-edge-`;
    expect(stdout).toContain(`\n\nThis is a clone, whose version npm's registry may not have`);
    expect(stdout).toMatch(new RegExp(`\nNext:\n  ${RegExp.escape(steps)}\\S+\\.tgz\n  npm start\n$`));
    expect(settingsIn("told")).toEqual({
      title: "Marginalia",
      url: "https://blog.example",
      author: "Ada",
      language: "pt-BR",
      timezone: "UTC",
    });
    expect((await readAsBuilt("told")).messages).toEqual([]);
  });

  it("has what npm installed come from the registry, where that has it from there", () => {
    const installed = join(folder, "node_modules/create-fore-edge");
    cpSync(join(project, "create"), installed, { recursive: true });
    const { status, stdout } = spawnSync(process.execPath, [join(installed, "cli.js"), "from-npm"], {
      cwd: folder,
      encoding: "utf8",
      env: plain,
    });
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/Hugo[^\n]+\n[^\n]+\n\nNext:\n {2}cd from-npm\n {2}npm install\n {2}npm start\n$/),
    ]);
  });

  it("takes defaults where nobody can be asked", async () => {
    expect(create([])).toMatchObject({ status: 0, stderr: "" });
    expect(settingsIn("my-blog")).toEqual({ title: "My blog", language: "en", timezone: "UTC" });
    expect((await readAsBuilt("my-blog")).messages).toEqual([]);
    expect(read("my-blog", "README.md")).toMatch(/^# My blog\n/);
  });

  it("writes files that can all be read, with nothing left to fill in", () => {
    create(["readable"]);
    const files = filesIn(join(folder, "readable"));
    const yaml = (text: string): unknown => parseYaml(text);
    const parsers = { json: JSON.parse as typeof yaml, toml: (text: string) => parseToml(text), yaml, yml: yaml };
    for (const [ending, parse] of Object.entries(parsers)) {
      const texts = files.filter((file) => file.endsWith(`.${ending}`)).map((file) => read("readable", file));
      expect(texts.length).toBeGreaterThan(0);
      for (const text of texts) expect(parse(text)).toBeTypeOf("object");
    }
    for (const file of files) {
      // GitHub's own braces have a dollar sign before them.
      expect(read("readable", file)).not.toMatch(/(?<!\$)\{\{/);
    }
    expect(filesIn(join(folder, "readable")).length).toBeLessThanOrEqual(16);
  });

  it("depends on its own version", () => {
    create(["version"]);
    const { version } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as { readonly version: string };
    expect(JSON.parse(read("version", "package.json"))).toMatchObject({ dependencies: { "fore-edge": version } });
  });

  it.each([
    `Ada's "Notes": a #1 {blog} [of] {{name}} & $& \\n`,
    "🎉 Fête – día – 日本語",
    "יומן של רות",
    "مدونة \u2067mixed\u2069",
    "- not a list",
    "null",
    "2026-01-01",
    "a\u2028b\u00a0c",
  ])("keeps a title and an author as they are: %j", async (text) => {
    const blog = `odd-${Buffer.from(text).toString("hex").slice(0, 24)}`;
    expect(create([blog, `--title=${text}`, `--author=${text}`])).toMatchObject({ status: 0, stderr: "" });
    const { messages, site } = await readAsBuilt(blog);
    expect([messages, site.title, site.author]).toEqual([[], text, text]);
  });

  it.each([
    ["2026", "2026", "2026"],
    ["--", "my-blog", "My blog"],
    ["Café Über", "cafe-uber", "Café Über"],
    ["日記", "my-blog", "日記"],
    ["my_blog.example", "my-blog-example", "My blog.example"],
    ['o\'neil $HOME `x` "y"', "o-neil-home-x-y", 'O\'neil $HOME `x` "y"'],
    [`${"a".repeat(53)}-b`, "a".repeat(53), `A${"a".repeat(52)} b`],
    ["deep/er/still", "still", "Still"],
  ])("takes a folder of any name: %j", async (blog, name, title) => {
    const { status, stdout, stderr } = create(["--yes", "--", blog]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(names(blog)).toEqual([name, name]);
    const { messages, site } = await readAsBuilt(blog);
    expect([messages, site.title]).toEqual([[], title]);
    const [, enter = ""] = /^ {2}(cd .*?)(?: && npm install)?$/m.exec(stdout) ?? [];
    const entered = spawnSync("sh", ["-c", `${enter} && pwd`], { cwd: folder, encoding: "utf8", env: plain });
    expect(basename(entered.stdout.trim())).toBe(basename(blog));
  });

  it("writes into the folder in which it is, where that is asked for", () => {
    const here = join(folder, "here");
    mkdirSync(here);
    const { status, stdout } = spawnSync(process.execPath, [cli, "."], { cwd: here, encoding: "utf8", env: plain });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/into \.\n[\s\S]*\nNext:\n {2}npm pack /)]);
    expect(names("here")).toEqual(["here", "here"]);
  });
});

describe("the first post", () => {
  it.each([
    ["Pacific/Kiritimati", "Pacific/Kiritimati"],
    ["Etc/GMT+12", "Etc/GMT+12"],
    ["America/New_York", "America/New_York"],
    ["Asia/Tehran", "Asia/Tehran"],
    ["", "UTC"],
    ["Nowhere/Land", "UTC"],
  ])("is live at once where the machine's zone is %j", async (TZ, timezone) => {
    const blog = `zone-${Buffer.from(TZ).toString("hex")}`;
    expect(create([blog], { TZ })).toMatchObject({ status: 0, stderr: "" });
    const { messages, site, posts } = await readAsBuilt(blog);
    expect([messages, site.timezone, posts.length]).toEqual([[], timezone, 1]);
    const age = Date.now() / 1000 - (posts[0]?.date ?? Infinity);
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThanOrEqual(25 * 3600);
  });
});

describe("wrong use", () => {
  it.each([
    [["a", "b"], "expected one folder, found a, b"],
    [["--titel", "T"], "Unknown option '--titel'"],
    [["--title"], "Option '--title <value>' argument missing"],
    [["--title", " "], 'title is " ", expected text on one line'],
    [["--title", "a\nb"], 'title is "a\\nb", expected text on one line'],
    [["--author", "\u001b[2J"], 'author is "\\u001b[2J", expected text on one line'],
    [["line\nbreak"], 'folder is "line\\nbreak", expected text on one line'],
    [
      ["--url", "https://blog.example/notes"],
      'url is "https://blog.example/notes", expected an address without a path',
    ],
    [["--url", "https://blog.example/?a"], 'url is "https://blog.example/?a", expected an address'],
    [["--url", "https://:secret@blog.example"], "expected an address without a path"],
    [["--url", "blog.example"], 'url is "blog.example", expected an address'],
    [["--url", "ftp://blog.example"], 'url is "ftp://blog.example", expected an address'],
    [["--language", "en_GB"], 'language is "en_GB", expected a language tag such as en or pt-BR'],
    [["--language", ""], 'language is "", expected a language tag'],
  ])("exits with 2, says what was expected, and writes nothing: %j", (args, message) => {
    const before = filesIn(folder);
    const { status, stdout, stderr } = create(args);
    expect([status, stdout, stderr]).toEqual([2, "", expect.stringContaining(message)]);
    expect(stderr).toMatch(/^error: .*\n$/);
    expect(filesIn(folder)).toEqual(before);
  });

  it("names options that npm has kept for itself", () => {
    // As npm 11 runs `npm create fore-edge kept --title "A title"`.
    const { status, stderr } = create(["kept", "A title"], { npm_lifecycle_event: "npx", npm_config_title: "true" });
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining("npm kept --title for itself; options go after two hyphens"),
    ]);
  });

  it("does not include asking for help, which names every option and keeps npm from them", () => {
    const { status, stdout, stderr } = create(["--help"]);
    expect([status, stderr]).toEqual([0, ""]);
    for (const option of ["title", "url", "author", "language", "yes", "help"])
      expect(stdout).toContain(`  --${option} `);
    expect(stdout).toMatch(/^Usage: npm create fore-edge -- DIR \[options\]\n/);
    expect(stdout).toContain("$ npm create fore-edge -- my-blog --title");
  });
});
