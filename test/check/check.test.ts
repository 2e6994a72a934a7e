import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { annotations } from "../../scripts/check/annotations.ts";
import { checkContent } from "../../scripts/check/check.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { runScript } from "../import/run.ts";

const planted = "test/fixtures/check";
// The planted dates are judged from here.
const now = Date.UTC(2026, 10, 24) / 1000;
const temporary = temporaryFolder();

const { found } = await checkContent(planted, now);

describe("a check of the content", () => {
  const lines = found.map(
    ({ file, line, column, severity, message }) => `${file}:${line}:${column} ${severity} ${message}`,
  );

  it("finds each planted mistake, with its file, line and column", () => {
    const expected = readFileSync("test/fixtures/check.txt", "utf8").trimEnd().split("\n");
    expect(lines.toSorted()).toEqual(expected.toSorted());
    expect(expected.length).toBeGreaterThanOrEqual(40);
  });

  it("finds nothing in files without a mistake", () => {
    expect(lines.filter((line) => /^posts\/(good|second|unfinished|twin-a)\.md/.test(line))).toEqual([]);
  });

  it("finds nothing in the sample blog", async () => {
    expect((await checkContent("content", now)).found).toEqual([]);
  });
});

/** What the check finds in posts with these texts, by file. */
async function foundIn(folder: string, posts: Readonly<Record<string, string>>): Promise<string[]> {
  const files = Object.entries(posts).map(([name, text]) => [`posts/${name}.md`, text]);
  const root = write(join(temporary, folder), Object.fromEntries(files));
  const { found } = await checkContent(root, now);
  return found.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
}

describe("a check of what Markdown became", () => {
  it("takes no link of an author for one of ours", async () => {
    const text = '## A\n\n<a class="anchor" href="/posts/b/">b</a>\n';
    expect(await foundIn("ours", { a: post("A", "2024-01-01", {}, text) })).toEqual([
      expect.stringMatching(/^posts\/a\.md:8:24 link "\/posts\/b\/" leads nowhere/),
    ]);
  });

  it("knows anchors of footnotes, of HTML and of headings with links in them", async () => {
    const text = "## [A](/) b\n\n[^1] <i id=c></i> [d](#a-b) [e](#fn:1) [f](#c) [g](#h)\n\n[^1]: Note\n";
    expect(await foundIn("anchors", { a: post("A", "2024-01-01", {}, text) })).toEqual([
      expect.stringMatching(/^posts\/a\.md:8:48 link "#h" leads to the anchor "h", which is not there/),
    ]);
  });

  it("looks at the text below front matter that has errors, once for each", async () => {
    expect(await foundIn("wrong", { a: "---\ntitle: A\n---\n\n## B\n\n#### C [d](#e)\n" })).toEqual([
      expect.stringMatching(/^posts\/a\.md:1:1 date is missing/),
      expect.stringMatching(/^posts\/a\.md:7:8 link "#e" leads to/),
      expect.stringMatching(/^posts\/a\.md:7:1 heading has level 4 below one of level 2/),
    ]);
  });
});

it("points at the tag itself in a text with commas", async () => {
  const posts = {
    a: post("A", "2024-01-01", { tags: "trees, Rivers" }),
    b: post("B", "2024-01-02", { tags: "rivers" }),
  };
  expect(await foundIn("commas", { ...posts, c: post("C", "2024-01-03", { tags: "rivers" }) })).toEqual([
    expect.stringMatching(/^posts\/a\.md:4:14 tag is "Rivers"/),
  ]);
});

it("takes numbers of TOML for names, as the build does", async () => {
  const front = '+++\ntitle = "A"\ndate = 2024-01-01\naliases = ["/2020/", 2020]\n+++\n';
  expect(await foundIn("numbers", { a: `${front}\nText.\n` })).toEqual([
    'posts/a.md:4:22 alias "2020" is listed twice',
  ]);
});

describe("a check of redirects", () => {
  it("knows the icons that the build makes", async () => {
    const root = join(temporary, "icons");
    mkdirSync(join(root, "posts"), { recursive: true });
    const lines = ["url: https://blog.example", "redirects:", "  /a.ico: /favicon.ico", "  /icon.svg: /tags/"];
    writeFileSync(join(root, "site.yaml"), lines.join("\n"));
    expect((await checkContent(root, now)).found.map(({ line, message }) => `${line} ${message}`)).toEqual([
      "4 path /icon.svg is wanted by an icon of the site and by the redirect from /icon.svg in site.yaml, expected a path for each",
    ]);
  });
});

describe("npm run check:content", () => {
  it("exits with 1 on errors, and shows each with its line", () => {
    const { status, stdout } = runScript("check-content", "--content", planted);
    expect(status).toBe(1);
    expect(stdout).toContain(
      `${planted}/posts/links.md:8:3 error link "/posts/godo/" leads nowhere, did you mean /posts/good/?\n    8 | A [dead link]`,
    );
  });

  it("exits with 0 on warnings alone", () => {
    const { status, stdout } = runScript("check-content", "--content", "test/fixtures/fix");
    expect([status, stdout]).toEqual([0, expect.stringContaining("0 errors, 3 warnings")]);
  });

  it("prints JSON for programs", () => {
    const { status, stdout } = runScript("check-content", "--content", planted, "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toContainEqual({
      severity: "error",
      file: `${planted}/posts/draft.md`,
      line: 4,
      column: 8,
      message: 'draft is "false", expected true or false, without quotes',
    });
  });

  it("prints annotations for GitHub", () => {
    const { stdout } = runScript("check-content", "--content", planted, "--github");
    expect(stdout).toContain(`::error file=${planted}/posts/draft.md,line=4,col=8::draft is "false", expected true`);
  });

  it("exits with 1 and one sentence for a folder without content", () => {
    const { status, stderr } = runScript("check-content", "--content", "test");
    expect([status, stderr]).toEqual([1, expect.stringContaining('"test" has no folder posts/')]);
  });

  it("exits with 2 on an option that it does not know", () => {
    const { status, stderr } = runScript("check-content", "--jsn");
    expect([status, stderr]).toEqual([2, expect.stringContaining("Did you mean --json?")]);
  });
});

it("escapes what would end an annotation", () => {
  const problem = { severity: "error", file: "a,b:c.md", line: 1, column: 2, message: "100%\nwrong" } as const;
  expect(annotations([problem])).toBe("::error file=a%2Cb%3Ac.md,line=1,col=2::100%25%0Awrong\n");
});
