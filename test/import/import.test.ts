import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkContent } from "../../scripts/check/check.ts";
import { filesIn, runScript, textsIn } from "./run.ts";
import { fixtures, systems } from "./systems.ts";

const temporary = mkdtempSync(join(tmpdir(), "fore-edge-import-"));
afterAll(() => rmSync(temporary, { recursive: true }));

describe.each(systems)("an import from $name", ({ name, path, options = [], fails, copies, addresses }) => {
  const out = join(temporary, name);
  const first = runScript("import", name, `${fixtures}/${path}`, "--out", out, ...options);

  it("writes the expected texts and settings", () => {
    expect(textsIn(out)).toEqual(textsIn(`${fixtures}/expected/${name}`));
  });

  it("copies pictures byte for byte", () => {
    expect(filesIn(out).filter((file) => !/\.(md|yaml)$/.test(file))).toEqual(copies);
  });

  it("reports what it did and what needs attention, with file and line", () => {
    const report = readFileSync(`${fixtures}/expected/${name}.txt`, "utf8");
    expect(first.stdout.replaceAll(out, "OUT")).toBe(report);
    expect(first.stderr).toBe("");
  });

  it("exits with 1 only if something could not be read", () => {
    expect(first.status).toBe(fails ? 1 : 0);
  });

  it("gives content without errors, except links that were already dead", async () => {
    const { found } = await checkContent(out, 1_725_271_200);
    const errors = found.filter(({ severity }) => severity === "error").map(({ message }) => message);
    expect(errors.filter((message) => !/leads nowhere|anchor/.test(message))).toEqual([]);
  });

  it("keeps old addresses alive", async () => {
    const { site } = await checkContent(out, 1_725_271_200);
    const own = new Map(site.articles.map(({ file, path: place }) => [file, place]));
    for (const [address, file] of Object.entries(addresses)) {
      const target = site.targets.get(address);
      const place = own.get(file);
      expect([address, target?.kind === "redirect" ? target.to : address]).toEqual([address, place]);
    }
  });

  it("can be run again, and then writes nothing", () => {
    const second = runScript("import", name, `${fixtures}/${path}`, "--out", out, ...options);
    expect(second.stdout).toContain(`0 files written to ${out}`);
    expect(second.status).toBe(first.status);
  });
});

describe("the lists of an old site", () => {
  it.each([
    ["hugo", { "/categories/walks/": "list", "/categories/": "tags" }],
    ["zola", { "/categories/walks/": "list", "/categories/": "tags" }],
    ["jekyll", { "/categories/rivers/": "list", "/categories/": "tags" }],
    ["wordpress", { "/category/walks/": "/categories/walks-&-rivers/", "/tag/otters/": "/tags/otters/" }],
  ])("of %s are taxonomies here, and their addresses live on", async (name, expected) => {
    const { site } = await checkContent(join(fixtures, "expected", name), 1_725_271_200);
    const answers = Object.keys(expected).map((path) => {
      const target = site.targets.get(path);
      return [path, target?.kind === "redirect" ? target.to : target?.kind];
    });
    expect(Object.fromEntries(answers)).toEqual(expected);
  });
});

describe("an import", () => {
  it("never overwrites: a file that differs is reported and stays", () => {
    const out = join(temporary, "kept");
    runScript("import", "zola", `${fixtures}/zola`, "--out", out);
    const file = join(out, "pages/about.md");
    writeFileSync(file, "---\ntitle: Mine\n---\n");
    const again = runScript("import", "zola", `${fixtures}/zola`, "--out", out);
    expect(again.status).toBe(1);
    expect(again.stdout).toContain(`Left unchanged\n  ${file} is already there with other content\n`);
    expect(readFileSync(file, "utf8")).toBe("---\ntitle: Mine\n---\n");
  });

  it.each(["site.yaml", "site.yml"])("leaves an existing %s alone, and adds no other", (name) => {
    const out = mkdtempSync(join(temporary, "settings-"));
    writeFileSync(join(out, name), "title: Mine\n");
    const { status, stdout } = runScript("import", "zola", `${fixtures}/zola`, "--out", out);
    expect(status).toBe(0);
    expect(stdout).toContain(`${name} is there already: add \`taxonomies: { categories: {} }\` to it`);
    expect(readFileSync(join(out, name), "utf8")).toBe("title: Mine\n");
    expect(filesIn(out).filter((file) => file.startsWith("site."))).toEqual([name]);
  });

  it("writes nothing with --dry-run, and reports the same", () => {
    const out = mkdtempSync(join(temporary, "dry-"));
    const { stdout, status } = runScript("import", "jekyll", `${fixtures}/jekyll`, "--out", out, "--dry-run");
    expect(filesIn(out)).toEqual([]);
    expect(status).toBe(0);
    expect(stdout).toContain("Would import\n  5 posts and 1 page, 2 of them drafts");
    expect(stdout).toContain("the include weather-of-the-theme.html has no counterpart here");
  });

  it("exits with 2 on wrong use, and says what is expected", () => {
    const { status, stderr } = runScript("import", "hogo", fixtures);
    expect(status).toBe(2);
    expect(stderr).toContain(
      "Allowed choices are hugo, jekyll, zola, docusaurus, vitepress, hexo, pelican, obsidian, markdown, ",
    );
  });

  it.each(["/:title/", "/:year/:nonsense/"])("with the unknown name in %s exits with 2", (pattern) => {
    const { status, stderr } = runScript(
      "import",
      "markdown",
      `${fixtures}/astro`,
      "--permalink",
      pattern,
      "--dry-run",
    );
    expect(status).toBe(2);
    expect(stderr).toContain(`${/:(?:title|nonsense)/.exec(pattern)?.[0]} stands for nothing here, expected :slug`);
  });

  it("names the file with the whole report, which a terminal gets the beginning of", () => {
    const out = join(temporary, "reported");
    const { stdout } = runScript("import", "zola", `${fixtures}/zola`, "--out", out);
    expect(stdout).toContain(`Every place is in ${out}.report.txt`);
    const report = readFileSync(`${out}.report.txt`, "utf8");
    expect(report).toMatch(/^Imported\n/);
    expect(report).toContain(`${out}/posts/2024-03-05-the-otter.md:`);
  });

  it("writes its report for programs with --json", () => {
    const { stdout } = runScript(
      "import",
      "zola",
      `${fixtures}/zola`,
      "--out",
      join(temporary, "json"),
      "--dry-run",
      "--json",
    );
    const report = JSON.parse(stdout) as {
      posts: number;
      sections: { title: string; kinds: { notes: unknown[] }[] }[];
    };
    expect(report.posts).toBe(3);
    expect(report.sections.map(({ title }) => title)).toContain("Needs your attention");
  });

  it("shows with --diff what changes in a text", () => {
    const { stdout } = runScript(
      "import",
      "zola",
      `${fixtures}/zola`,
      "--out",
      "c",
      "--dry-run",
      "--diff",
      "posts/2024-03-05-the-otter.md",
    );
    expect(stdout).toMatch(
      /^--- content\/blog\/2024-03-05-the-otter\.md\n\+\+\+ c\/posts\/2024-03-05-the-otter\.md\n@@ /,
    );
    expect(stdout).toMatch(/^-.*@\/blog/m);
  });

  it.each([
    ["hugo", "jekyll", "content does not exist, expected Hugo's content folder"],
    ["jekyll", "zola", "has neither _config.yml nor _posts, expected the folder of a Jekyll site"],
    ["hugo", "zola", "is the folder of a Zola site (its configuration has base_url); import it with zola"],
    ["hugo", "ghost.json", "is a file, expected the folder of the old site"],
    ["jekyll", "ghost.json", "is a file, expected the folder of the old site"],
    ["zola", "ghost.json", "is a file, expected the folder of the old site"],
    ["markdown", "ghost.json", "is a file, expected the folder of the old site"],
    ["zola", "jekyll", "has no config.toml, expected the folder of a Zola site"],
    ["wordpress", "jekyll", "is a folder, expected the XML file"],
    ["wordpress", "ghost.json", "is not well-formed XML"],
    ["ghost", "wordpress.xml", "is not JSON"],
    ["docusaurus", "hexo", "has no docusaurus.config.js, expected the folder of a Docusaurus site"],
    ["vitepress", "hexo", "have no .vitepress, expected the folder of a VitePress site"],
    ["hexo", "zola", "has no _posts, expected the folder of a Hexo site with source/_posts"],
    ["pelican", "hexo", "has no pelicanconf.py, expected the folder of a Pelican site"],
    ["obsidian", "media", "contains no Markdown files, expected an Obsidian vault"],
    ["substack", "medium", "has no posts.csv, expected the ZIP of a Substack export"],
    ["substack", "ghost.json", "is neither a folder nor a ZIP archive, expected the ZIP of a Substack export"],
    ["medium", "hexo", "has no posts/*.html, expected the ZIP of a Medium export"],
    ["micro.blog", "media", "has neither feed.json nor Markdown, expected a .bar archive"],
    ["bear", "ghost.json", "has no posts with a slug, expected the CSV or ZIP of Markdown that Bear exports"],
  ])("of %s from %s exits with 1 and one sentence", (name, path, message) => {
    const { status, stderr } = runScript("import", name, `${fixtures}/${path}`, "--out", join(temporary, "none"));
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
