import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { fixFrontMatter } from "../../scripts/check/fix.ts";
import { temporaryFolder, write } from "../folder.ts";
import { runScript } from "../import/run.ts";

const temporary = temporaryFolder();

describe("--fix", () => {
  const content = join(temporary, "fix");
  beforeAll(() => cpSync("test/fixtures/fix", content, { recursive: true }));

  it("orders fields, takes needless quotes away, spells tags alike, and changes nothing else", () => {
    const { status, stdout } = runScript("check-content", "--content", content, "--fix");
    expect([status, stdout]).toEqual([0, expect.stringContaining("fixed posts/one.md\nfixed posts/three.md\n")]);
    expect(readFileSync(join(content, "posts/one.md"), "utf8")).toBe(
      readFileSync("test/fixtures/fix/posts/one.fixed", "utf8"),
    );
    expect(readFileSync(join(content, "posts/three.md"), "utf8")).toContain("\ntags: rivers\n");
    expect(readFileSync(join(content, "posts/two.md"), "utf8")).toBe(
      readFileSync("test/fixtures/fix/posts/two.md", "utf8"),
    );
  });

  it("finds nothing to do the second time", () => {
    expect(runScript("check-content", "--content", content, "--fix").stdout).not.toContain("fixed");
  });

  it.each([
    ["TOML", '+++\ntitle = "A"\n+++\nText.\n'],
    ["no front matter", "Text.\n"],
    ["YAML that can't be read", "---\ntitle: a: b\n---\n"],
    [
      "quotes that keep text from being a number, flag or date",
      '---\ntitle: "2024"\ntags: ["true", "null", "12:30", "~"]\n---\n',
    ],
  ])("leaves %s as it is", (_, text) => {
    expect(fixFrontMatter(text, new Map())).toBe(text);
  });

  it("puts every field in the order of the table, and those of the site's own taxonomies after tags", () => {
    const fields = [
      "series: S",
      "weather: W",
      "kinds: [b, B]",
      "tags: [t]",
      "authors: [A]",
      "date: 2024-01-02",
      "title: T",
    ];
    const preferred = new Map([["kinds", new Map([["b", "B"]])]]);
    expect(fixFrontMatter(`---\n${fields.join("\n")}\n---\n`, preferred)).toBe(
      "---\ntitle: T\ndate: 2024-01-02\nauthors: [A]\ntags: [t]\nkinds: [B]\nseries: S\nweather: W\n---\n",
    );
  });

  it.each([
    ["comments at the end", "title: A\ndate: 2024-01-02\n# other: Field\n\n# more\n"],
    ["comments in between, and blank lines", "# first\n\ntitle: A # this\n\n\n# date\ndate: 2024-01-02\n"],
    ["a list with its indentation", 'title: A\ntags: [ a,  "1" ]\nseries:   B\n'],
    ["lines of a text", "title: A\ndescription: |\n  One\n\n  # two\n\ntags: [b]\n"],
  ])("keeps %s where nothing is to be mended", (_, yaml) => {
    expect(fixFrontMatter(`---\n${yaml}---\nText.\n`, new Map())).toBe(`---\n${yaml}---\nText.\n`);
  });

  it("moves a field with what is above it, and changes no other line", () => {
    const yaml = "date:  2024-01-02\n\n# The title\ntitle: 'A'   # so\ndescription: |\n  One\n\n  # two\n# other: x\n";
    expect(fixFrontMatter(`---\n${yaml}---\n`, new Map())).toBe(
      "---\n\n# The title\ntitle: A   # so\ndate:  2024-01-02\ndescription: |\n  One\n\n  # two\n# other: x\n---\n",
    );
  });

  it("takes a name that became another's out of a list, and no comment of it", () => {
    const preferred = new Map([["tags", new Map([["Rivers", "rivers"]])]]);
    const fix = (tags: string): string => fixFrontMatter(`---\ntags: ${tags}\n---\n`, preferred).slice(10, -5);
    expect(fix("[rivers, Rivers, sea]")).toBe("[rivers, sea]");
    expect(fix("\n  - Rivers # one\n  - rivers\n  - sea")).toBe("\n  - rivers # one\n  - sea");
  });

  it("leaves a file that is not UTF-8 as it is, since no byte of it may be lost", () => {
    const bytes = Buffer.from('---\ndate: 2024-01-02\ntitle: "A"\n---\nCaf\xe9.\n', "latin1");
    const folder = write(join(temporary, "latin1"), { "posts/a.md": bytes });
    expect(runScript("check-content", "--content", folder, "--fix").stdout).toContain("text is not UTF-8");
    expect(readFileSync(join(folder, "posts/a.md"))).toEqual(bytes);
  });

  it("keeps CRLF", () => {
    expect(fixFrontMatter('---\r\ndate: 2024-01-02\r\ntitle: "A"\r\n---\r\nText.\r\n', new Map())).toBe(
      "---\r\ntitle: A\r\ndate: 2024-01-02\r\n---\r\nText.\r\n",
    );
  });
});
