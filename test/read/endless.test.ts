import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { articleReader } from "../../scripts/read/read-article.ts";
import { ContentError } from "../../scripts/base/problems.ts";
import { defaultSite } from "../../src/content/site.ts";
import { post, temporaryFolder, write } from "../folder.ts";
import { runScript } from "../import/run.ts";
import { compile } from "../compiled-site.ts";

const folder = temporaryFolder();
const good = post("A", "2024-01-01");
let sites = 0;

async function errorsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const root = join(folder, `site-${++sites}`);
  const error: unknown = await compile(root, { "posts/good.md": good, ...files }).catch((reason: unknown) => reason);
  if (!(error instanceof ContentError)) throw error;
  return error.problems
    .filter(({ severity }) => severity === "error")
    .map(({ file, line, column, message }) => `${file.slice(root.length + 1)}:${line}:${column} ${message}`);
}

const circle = "has *a inside the value that it stands for, expected a value that does not contain itself";
const deepToml = `+++\ntitle = "A"\n${"a.".repeat(20_000)}a = 1\n+++\n`;

describe("what has no end, or one that is too far, is an error with its place:", () => {
  it.each([
    ["tags: &a [*a]", 12],
    ["tags: &a [&b [*a]]", 16],
    ["foo: &a {b: [1, *a]}", 18],
    ["description: &a {b: *a}", 22],
  ])("%s", async (field, column) => {
    expect(await errorsOf({ "posts/a.md": `---\ntitle: A\ndate: 2024-01-01\n${field}\n---\n` })).toEqual([
      `posts/a.md:4:${column - 1} front matter ${circle}`,
    ]);
    expect(await errorsOf({ "site.yaml": `url: https://a.b\n${field}\n` })).toEqual([
      `site.yaml:2:${column - 1} it ${circle}`,
    ]);
  });

  it("tables of TOML", async () => {
    expect(await errorsOf({ "posts/a.md": deepToml })).toEqual([
      "posts/a.md:1:1 front matter is not TOML: its tables are nested too deeply",
    ]);
  });

  it("a paragraph", async () => {
    const body = `Fine.\n\n\nAlso fine.\n\n${"word ".repeat(2 ** 22)}\nmore\n\nFine.`;
    expect(await errorsOf({ "posts/a.md": post("A", "2024-01-01", {}, body) })).toEqual([
      "posts/a.md:11:1 text is too long to be read as one piece, divide it by blank lines or into several articles",
    ]);
  });
});

describe("aliases that end", () => {
  it("stand for their values", async () => {
    const { site } = await compile(join(folder, "fine"), {
      "posts/a.md": "---\ntitle: &a A\ndate: 2024-01-01\ndescription: *a\ntags: [*a, 'b * c']\n---\n",
    });
    expect(site.content.posts[0]?.article).toMatchObject({ title: "A", description: "A", tags: ["A", "b * c"] });
  });
});

describe("an error that nobody foresaw", () => {
  it("names the file that it came with", () => {
    const broken = {
      ...defaultSite,
      get smartQuotes(): never {
        throw new Error("a bug");
      },
    };
    expect(() => articleReader(broken)("posts/a.md", good)).toThrow("posts/a.md could not be compiled");
  });
});

describe("an import of such front matter", () => {
  it("reports the files and brings the others", () => {
    const old = write(join(folder, "old"), {
      "hugo.toml": "",
      "content/posts/good.md": good,
      "content/posts/circle.md": "---\ntitle: A\ndate: 2024-01-01\nfoo: &a [*a]\n---\n",
      "content/posts/deep.md": deepToml,
    });
    const { status, stdout, stderr } = runScript("import", "hugo", old, "--out", join(folder, "new"));
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toContain("content/posts/circle.md:4 · *a is inside the value that it stands for");
    expect(stdout).toContain("content/posts/deep.md:2 · its tables are nested too deeply");
    expect(stdout).toContain("1 post and 0 pages");
  });
});
