import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../../scripts/import/archive/csv.ts";
import { unpack } from "../../../scripts/import/archive/unpack.ts";
import { zipEntries } from "../../../scripts/import/archive/zip.ts";
import { temporaryFolder } from "../../folder.ts";
import { runScript } from "../run.ts";
import { zipOf } from "./zip.ts";

describe("a CSV file", () => {
  it("has quotes, commas and line breaks in its cells", () => {
    const file = '\uFEFFpost id,title,text\r\n1,"A ""b"", c","two\nlines"\r\n2,,\r\n\r\n';
    expect(readCsv(file, "posts.csv")).toEqual([
      { post_id: "1", title: 'A "b", c', text: "two\nlines" },
      { post_id: "2", title: "", text: "" },
    ]);
  });

  it("that is cut off within a text is refused, with its line", () => {
    expect(() => readCsv('a,b\n1,"x\ny', "posts.csv")).toThrow(
      /^posts\.csv is not a whole CSV file: Quoted field unterminated, on line 2; download it again$/,
    );
  });
});

describe("a ZIP archive", () => {
  it("gives files that are stored and deflated", () => {
    const entries = zipEntries(zipOf({ "a.txt": "A".repeat(1000), "b/ö.txt": "B" }, "b/ö.txt"), "x.zip");
    expect(entries.map(({ path, read }) => [path, read().toString()])).toEqual([
      ["a.txt", "A".repeat(1000)],
      ["b/ö.txt", "B"],
    ]);
  });

  it("that is cut off is refused, with what to do", () => {
    const whole = zipOf({ "a.txt": "A" });
    expect(() => zipEntries(whole.subarray(0, -10), "x.zip")).toThrow(
      "x.zip is not a whole ZIP archive; download it again",
    );
  });

  it("never gives more than it says", () => {
    const bytes = zipOf({ "a.txt": "A".repeat(100_000) });
    // The size in the directory, at 24 behind the mark of its first entry.
    bytes.writeUInt32LE(10, bytes.indexOf("PK\u0001\u0002") + 24);
    expect(() => zipEntries(bytes, "x.zip")[0]?.read()).toThrow("x.zip: a.txt is damaged; download the archive again");
  });

  it("is not unpacked outside its folder", () => {
    const file = join(temporaryFolder(), "x.zip");
    writeFileSync(file, zipOf({ "../../out.txt": "A" }));
    expect(() => unpack(file, "a ZIP")).toThrow('"../../out.txt" would be written outside');
    expect(existsSync(join(file, "../../out.txt"))).toBe(false);
  });
});

describe("an export as it was downloaded", () => {
  const below = (folder: string): Record<string, Buffer> =>
    Object.fromEntries(
      readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => {
          const path = join(entry.parentPath, entry.name);
          return [path.slice(folder.length + 1), readFileSync(path)];
        }),
    );

  it.each([
    ["substack", "substack", "export.zip"],
    ["medium", "medium", "medium-export.zip"],
    ["micro.blog", "microblog", "rivers.bar"],
  ])("is imported from its archive as from its folder: %s", (system, fixture, name) => {
    const folder = temporaryFolder();
    const archive = join(folder, name);
    writeFileSync(archive, zipOf(below(`test/fixtures/import/${fixture}`)));
    const { stdout, status } = runScript("import", system, archive, "--out", join(folder, "out"));
    const expected = readFileSync(`test/fixtures/import/expected/${system}.txt`, "utf8");
    expect(stdout.replaceAll(join(folder, "out"), "OUT")).toBe(expected);
    expect(status).toBe(0);
  });

  it("is Bear's Markdown too, whose values are in no quotes", () => {
    const folder = temporaryFolder();
    const post =
      "---\ntitle: One: two\nslug: one\npublished_date: 2024-03-05T22:30:00+00:00\ntags: a, b\npublish: true\nis_page: false\n---\n\nText.\n";
    writeFileSync(join(folder, "bear.zip"), zipOf({ "one.md": post }));
    runScript("import", "bear", join(folder, "bear.zip"), "--out", join(folder, "out"));
    expect(readFileSync(join(folder, "out/posts/one.md"), "utf8")).toBe(
      '---\ntitle: "One: two"\ndate: 2024-03-05T22:30:00+00:00\ntags:\n  - a\n  - b\naliases:\n  - /one/\n---\n\nText.\n',
    );
  });

  it("is micro.blog's Markdown too", () => {
    const folder = temporaryFolder();
    const post =
      "---\ndate: 2023-01-02T08:15:00+00:00\nmicroblog: true\nurl: /2023/01/02/the-reeds.html\ncategories:\n- Walks\n---\n\nThe reeds are back.\n";
    writeFileSync(
      join(folder, "x.zip"),
      zipOf({
        "content/2023/01/02/the-reeds.md": post,
        "uploads/2023/a.png": "",
        "config.json": '{"title": "Rivers"}',
      }),
    );
    const { stdout } = runScript("import", "micro.blog", join(folder, "x.zip"), "--out", join(folder, "out"));
    expect(stdout).toContain("1 post and 0 pages");
    expect(readFileSync(join(folder, "out/posts/the-reeds.md"), "utf8")).toBe(
      "---\ntitle: The reeds are back.\ndate: 2023-01-02T08:15:00+00:00\ncategories:\n  - Walks\naliases:\n  - /2023/01/02/the-reeds.html\n---\n\nThe reeds are back.\n",
    );
    expect(existsSync(join(folder, "out/static/uploads/2023/a.png"))).toBe(true);
  });
});
