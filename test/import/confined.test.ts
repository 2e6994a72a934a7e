import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder, write } from "../folder.ts";
import { filesIn, runScript } from "./run.ts";

const folder = temporaryFolder();
let sites = 0;

/** An old site with a secret beside it, in it and hidden in it. */
function oldSite(files: Readonly<Record<string, string>>): string {
  const around = join(folder, `site-${++sites}`);
  write(around, {
    "secret.txt": "secret\n",
    "secret.png": "secret\n",
    "elsewhere/a.md": "---\ntitle: Secret\ndate: 2024-01-01\n---\nsecret\n",
    "elsewhere/a.png": "secret\n",
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`old/${name}`, text])),
    "old/.env": "secret\n",
    "old/wrangler.toml": "# secret\n",
  });
  return join(around, "old");
}

function importFrom(system: string, path: string, ...options: readonly string[]) {
  const out = join(path, "../content");
  const ran = runScript("import", system, path, "--out", out, ...options);
  const files = existsSync(out) ? filesIn(out) : [];
  const texts = files.map((file) => readFileSync(join(out, file), "utf8"));
  return { ...ran, out, files, leaked: files.filter((_, index) => /secret\n/.test(texts[index] ?? "")) };
}

const build = (content: string) =>
  runScript("build", "--content", content, "--out", join(content, "../dist"), "--cache", join(folder, "cache"));

const head = (more = ""): string => `---\ntitle: A\ndate: 2024-01-01\n${more}---\n`;

describe("an import", () => {
  it("imports no linked file that is outside the old site, hidden, or beside its configuration", () => {
    const passwd = `${"../".repeat(30)}etc/passwd`;
    const links = [
      "../../secret.txt",
      "../../../secret.txt",
      "../../.env",
      "../../wrangler.toml",
      passwd,
      "l.txt",
      "l.png",
    ];
    const kept = "[l](kept.png) [l](../../a/kept.txt)";
    const body = links.flatMap((link) => [`[l](${link})`, `![p](${link})`, kept]).join("\n\n");
    const old = oldSite({
      "hugo.toml": "",
      "content/posts/a.md": `${head("cover: { image: ../../../secret.png }\n")}${body}\n`,
      "content/posts/kept.png": "",
      "a/kept.txt": "",
    });
    symlinkSync("../../../secret.txt", join(old, "content/posts/l.txt"));
    symlinkSync("../../../secret.png", join(old, "content/posts/l.png"));
    const { files, leaked, out } = importFrom("hugo", old);
    expect(files).toEqual(["posts/a.md", "site.yaml", "static/a/kept.txt", "static/posts/kept.png"]);
    expect(leaked).toEqual([]);
    expect(build(out)).toMatchObject({ status: 0 });
  });

  it.each([
    ["hugo", { "hugo.toml": "", "content/posts/a.md": head() }, "static"],
    ["hugo", { "hugo.toml": "", "static/a.txt": "" }, "content"],
    ["zola", { "config.toml": "", "static/a.txt": "" }, "content"],
    ["zola", { "config.toml": "", "content/a.md": head() }, "static"],
    ["markdown", { "posts/a.md": head() }, "public"],
  ])("refuses a folder of %s that is a symbolic link to elsewhere", (system, files, name) => {
    const old = oldSite(files);
    symlinkSync("../elsewhere", join(old, name));
    const { status, stderr, leaked } = importFrom(system, old);
    expect([status, stderr]).toEqual([1, expect.stringContaining(`${join(old, name)} leads outside ${old}`)]);
    expect(leaked).toEqual([]);
  });

  it.each([
    ["hugo", "hugo.toml", 'contentDir = "../elsewhere"'],
    ["jekyll", "_config.yml", "source: ../elsewhere"],
  ])("refuses an outside folder named in the configuration of %s", (system, name, text) => {
    const { status, stderr, leaked } = importFrom(system, oldSite({ [name]: text, "_posts/2024-01-01-a.md": head() }));
    expect([status, stderr]).toEqual([1, expect.stringContaining("leads outside")]);
    expect(leaked).toEqual([]);
  });

  it("reads no configuration and no media through a symbolic link", () => {
    const old = oldSite({ "content/a.md": head() });
    symlinkSync("../secret.txt", join(old, "config.toml"));
    expect(importFrom("zola", old).stderr).toContain("config.toml is a symbolic link to another folder");

    const media = oldSite({});
    symlinkSync("../elsewhere", join(media, "images"));
    const ghost = importFrom("ghost", "test/fixtures/import/ghost.json", "--media", media, "--dry-run");
    expect(ghost.stderr).toContain(`${join(media, "images")} leads outside ${media}`);
  });

  it("writes nothing through a symbolic link in the output folder", () => {
    const old = oldSite({ "hugo.toml": "", "content/posts/a.md": head(), "static/a.txt": "a" });
    mkdirSync(join(old, "../content"));
    mkdirSync(join(old, "../victim"));
    symlinkSync("../victim", join(old, "../content/static"));
    expect(importFrom("hugo", old)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("leads elsewhere"),
      files: [],
    });
    expect(filesIn(join(old, "../victim"))).toEqual([]);
  });

  it("keeps old addresses that a build accepts, and reports the others", () => {
    const aliases =
      "aliases: [//old/a/, /blog//b/, /%2e%2e/c/, '/d/*', '/:e/', /404.html, /f/index.html, //g//h, /über/]\n";
    const old = oldSite({ "hugo.toml": "", "content/posts/a.md": head(aliases) });
    const { stdout, out } = importFrom("hugo", old);
    const text = readFileSync(join(out, "posts/a.md"), "utf8");
    expect(text.split("\n").filter((line) => /^ {2}- /.test(line))).toEqual(
      ["/old/a/", "/blog//b/", "/f/index.html", "/g/h/", "/über/"].map((path) => `  - ${path}`),
    );
    expect(stdout).toContain("4 times: its old address … can't be redirected here");
    for (const alias of ["/%2e%2e/c/", "/d/*", "/:e/", "/404.html"])
      expect(stdout).toContain(`${join(out, "posts/a.md")}:1 "${alias}"\n`);
    expect(build(out)).toMatchObject({ status: 0 });
  });

  it("gives articles names that a build reads", () => {
    const posts = [".hidden", "index", "_index", "index.html", "*", ":x", "plain"].map((slug, index) => ({
      id: `${index}`,
      slug,
      title: `T${index}`,
      status: "published",
      type: slug === "plain" ? "page" : "post",
      published_at: "2024-01-01T00:00:00.000Z",
      html: "<p>Text</p>",
    }));
    const file = join(
      write(join(folder, "ghost"), { "ghost.json": JSON.stringify({ db: [{ data: { posts } }] }) }),
      "ghost.json",
    );
    const out = join(folder, "from-ghost");
    runScript("import", "ghost", file, "--out", out);
    expect(filesIn(out).filter((name) => /(^|\/)(\.|_?index\.md$|[*:])/.test(name))).toEqual([]);
    const { status, stdout, stderr } = build(out);
    expect([status, stderr.replace(/url is missing.*|site.yaml.*/g, "")]).toEqual([
      0,
      expect.not.stringContaining("not read"),
    ]);
    expect(stdout).toContain("6 posts");
  });
});
