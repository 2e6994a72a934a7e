import { describe, expect, it, vi } from "vitest";
import { readFrontMatter } from "../../scripts/read/front-matter.ts";

const data = (source: string): unknown => {
  const matter = readFrontMatter(source);
  return "data" in matter ? matter.data : matter;
};

describe("readFrontMatter", () => {
  it("keeps dates and numbers as they were written", () => {
    expect(data("---\ndate: 2024-01-01\ntitle: 1.10\nslug: 007\n---\n")).toEqual({
      date: "2024-01-01",
      title: "1.10",
      slug: "007",
    });
    expect(data('+++\ndate = 2024-01-01T10:00:00+02:00\ntags = ["a"]\n+++\n')).toEqual({
      date: "2024-01-01T10:00:00+02:00",
      tags: ["a"],
    });
  });

  it("knows where names stand that are not text in YAML, and adds nothing of its own about them", () => {
    const warn = vi.spyOn(process, "emitWarning");
    const matter = readFrontMatter("---\ntitle: A\ntrue: B\nnull: C\nwords:\n  ? [a]\n  : D\n---\n");
    if (!("data" in matter)) throw new Error(matter.message);
    expect(matter.data).toEqual({ title: "A", true: "B", "": "C", words: { "[ a ]": "D" } });
    expect(matter.locate({ path: ["true"], ofName: true })).toEqual({ line: 3, column: 1 });
    expect(matter.locate({ path: ["true"] })).toEqual({ line: 3, column: 7 });
    expect(matter.locate({ path: [""], ofName: true })).toEqual({ line: 4, column: 1 });
    expect(matter.locate({ path: ["words", "[ a ]"], ofName: true })).toEqual({ line: 6, column: 3 });
    expect(warn).not.toHaveBeenCalled();
  });

  it("doesn't mind a byte order mark and Windows's line ends", () => {
    const matter = readFrontMatter("\uFEFF---\r\ntitle: A\r\n---\r\nText\r\n");
    expect(matter).toMatchObject({ data: { title: "A" }, body: "Text\n", bodyLine: 4 });
  });

  it("has no U+0000, however it was written", () => {
    expect(data('---\ntitle: "a\\0b\\x00"\ntags: ["\\u0000"]\nslug: a\u0000b\n---\n')).toEqual({
      title: "a\ufffdb\ufffd",
      tags: ["\ufffd"],
      slug: "a\ufffdb",
    });
    expect(data('+++\ntitle = "a\\u0000b"\n+++\n')).toEqual({ title: "a\ufffdb" });
  });

  it.each([
    ["accent: #8b2e16", "2:9", "#8b2e16"],
    ["tags: #a, #b", "2:7", "#a, #b"],
    ["tags:\n  - #a\n  - b", "3:5", "#a"],
    ["authors:\n  - name: #a", "3:11", "#a"],
  ])("reports a value that is a comment: %j", (yaml, place, value) => {
    const matter = readFrontMatter(`---\n${yaml}\n---\n`);
    const warnings = "data" in matter ? matter.warnings : [];
    expect(warnings.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
      `${place} "${value}" is a comment in YAML, so there is no value, put it in quotes`,
    ]);
  });

  it.each([
    "title: A #b",
    "title: # b",
    "nav: #b\n  - title: A",
    "title: |\n  a: #b",
    "title: 'a: #b'",
    "#a: #b",
    "title:\n  #b\n  A",
    "draft: ## b",
  ])("knows a comment that means to be one: %j", (yaml) => {
    expect(readFrontMatter(`---\n${yaml}\n---\n`)).toMatchObject({ warnings: [] });
  });

  it("takes a file without front matter as text", () => {
    expect(readFrontMatter("Text")).toMatchObject({ data: {}, body: "Text", bodyLine: 1 });
  });

  it.each([
    ["---\ntitle: A\n----\nText\n---\n", 3, '"----", expected ---'],
    ["---\ntitle: A\n\n--- Text\n", 4, '"--- Text", expected ---'],
    ['+++\ntitle = """\n\n\n+++ b/a.ts\n"""\n+++\n', 5, '"+++ b/a.ts", expected +++'],
  ])("tells of a line that closes %j and has more in it", (source, line, found) => {
    expect(readFrontMatter(source)).toEqual({ line, column: 1, message: `front matter is closed by ${found} alone` });
  });

  it.each(["---\ntitle: A\n\n \n\n---\n", "---\n\n\n---\n", "---\n---\n"])(
    "leaves what is below %j as it is",
    (above) => {
      const body = "Text\n\n\n---\n\nMore\n\n";
      const bodyLine = above.split("\n").length;
      expect(readFrontMatter(above + body)).toMatchObject({ body, bodyLine });
    },
  );

  it("is not fooled by lines of hyphens in the text", () => {
    expect(readFrontMatter("---\ntitle: A\n---\nText\n\n---\n\nMore")).toMatchObject({ body: "Text\n\n---\n\nMore" });
  });

  it.each(["js", "javascript", "coffee", "json", "constructor"])("runs nothing that is marked as %s", (language) => {
    expect(data(`---${language}\n{ title: globalThis.ran = true }\n---\n`)).toMatchObject({ line: 1, column: 4 });
    expect(Object.hasOwn(globalThis, "ran")).toBe(false);
  });

  it("knows the line and column of every value and name", () => {
    const matter = readFrontMatter("---\ntitle: A\ntags:\n  - one\n  - two\n---\n");
    if (!("data" in matter)) throw new Error(matter.message);
    expect(matter.locate({ path: ["title"] })).toEqual({ line: 2, column: 8 });
    expect(matter.locate({ path: ["tags", 1] })).toEqual({ line: 5, column: 5 });
    expect(matter.locate({ path: ["tags"], ofName: true })).toEqual({ line: 3, column: 1 });
    expect(matter.locate({ path: ["missing"] })).toEqual({ line: 1, column: 1 });
  });

  it("knows the line and column of each name in a text with commas, and of each item in TOML", () => {
    const places = (source: string): (string | undefined)[] => {
      const matter = readFrontMatter(source);
      if (!("data" in matter)) throw new Error(matter.message);
      const lines = source.split("\n");
      return [0, 1, 2].map((index) => {
        const { line, column } = matter.locate({ path: ["tags", index] });
        return lines[line - 1]?.slice(column - 1, column + 2);
      });
    };
    expect(places("---\ntitle: A\ntags: one, two,three\n---\n")).toEqual(["one", "two", "thr"]);
    expect(places('---\ntags: "one, two,three"\n---\n')).toEqual(["one", "two", "thr"]);
    expect(places('+++\ntags = "one, two,three"\n+++\n')).toEqual(["one", "two", "thr"]);
    expect(places('+++\ntitle = "A"\ntags = ["one", \'two\', "three"]\n+++\n')).toEqual(['"on', "'tw", '"th']);
    expect(places('+++\ntags = [\n  "o,]", # "no"\n  [1, 2],\n  333,\n]\n+++\n')).toEqual(['"o,', "[1,", "333"]);
    expect(places('+++\ntags = [{ a = 1, b = [2] }, "two"]\n+++\n')).toEqual(["{ a", '"tw', "[{ "]);
  });

  it.each([
    ["---\ntitle: [\n---\n", { line: 2, column: 9 }],
    ["---\na: 1\na: 2\n---\n", { line: 3, column: 1 }],
    ["---\n- a\n---\n", { line: 2, column: 1 }],
    ["+++\na = = 1\n+++\n", { line: 2, column: 5 }],
    ["---\ntitle: A\n", { line: 1, column: 1 }],
  ])("says where %j is broken", (source, place) => {
    expect(data(source)).toMatchObject(place);
  });

  it.each([
    ["title: Hello: world", '2:8 … not allowed in compact mappings, put the value in quotes: "Hello: world"'],
    ["title: @home", '2:8 … reserved character @, put the value in quotes: "@home"'],
    ['title: `code` is "law"', "2:8 … reserved character `, put the value in quotes: '`code` is \"law\"'"],
    ["title: %50 off", '2:8 … directive indicator character %, put the value in quotes: "%50 off"'],
    ["title: [A] it's a book", '2:12 … Unexpected scalar at node end, put the value in quotes: "[A] it\'s a book"'],
    ["title: *bold*", "2:8 front matter has a value that begins with *, which has a meaning in YAML, put it in quotes"],
    ["title: !new", "2:8 front matter has a value that begins with !, which has a meaning in YAML, put it in quotes"],
    ["tags:\n\t- a", "3:1 … Tabs are not allowed as indentation, write spaces"],
    ["title:A\ndate: 2024-01-01", "2:1 … need to be on a single line, write a space after the colon"],
    ["title:\u00a0A\ndate: b", "2:1 … need to be on a single line, write an ordinary space after the colon"],
    ['title: "A', '2:8 … Missing closing "quote'],
    ["a: 1\nb: 2\na: 3", "4:1 front matter has a a second time, remove one of them"],
    [
      "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> c",
      "3:1 front matter has two versions that git could not merge, keep one and remove the lines of <, = and >",
    ],
  ])("says what to do about %j", (fields, expected) => {
    const found = readFrontMatter(`---\n${fields}\n---\n`);
    const { line, column, message } = "message" in found ? found : { line: 0, column: 0, message: "" };
    const [start = "", end = ""] = expected.split("… ");
    const shown = `${line}:${column} ${message}`;
    expect([shown.slice(0, start.length), shown.slice(-(end || expected).length)]).toEqual([start, end || expected]);
  });

  it.each([
    [
      "\n---\ntitle: A\n---\n",
      "2:1 front matter is not at the beginning, expected --- as the first line, with nothing before it",
    ],
    [
      " +++\ntitle = 'A'\n+++\n",
      "1:2 front matter is not at the beginning, expected +++ as the first line, with nothing before it",
    ],
    ['{\n  "title": "A"\n}\n', "1:1 front matter is JSON, expected YAML between --- or TOML between +++"],
    ["+++\ntitle = Hello\n+++\n", '2:9 front matter is not TOML: invalid value, put the value in quotes: "Hello"'],
    [
      '+++\ntitle: "A"\n+++\n',
      "2:6 front matter is not TOML: illegal character in key, write = between a name and its value",
    ],
    ["+++\ndraft = True\n+++\n", "2:9 front matter is not TOML: invalid value, write true"],
    ["—\ntitle: A\n—\n", '1:1 front matter begins with "—", expected ---, three hyphens'],
  ])("says what stands in its place: %j", (source, expected) => {
    const found = readFrontMatter(source);
    expect("message" in found && `${found.line}:${found.column} ${found.message}`).toBe(expected);
  });

  it.each(["\n---\n\nA line.\n", "{ a }\n", "— a\n\n---\n", "\n\nA: b\n"])(
    "takes for text what is not front matter: %j",
    (source) => {
      expect(readFrontMatter(source)).toMatchObject({ data: {}, body: source });
    },
  );

  it("refuses a bomb of aliases", () => {
    const bomb = Array.from(
      { length: 12 },
      (_, n) =>
        `a${n}: &a${n} [${
          n === 0
            ? "x"
            : Array(9)
                .fill(`*a${n - 1}`)
                .join(",")
        }]`,
    );
    expect(data(`---\n${bomb.join("\n")}\n---\n`)).toHaveProperty("message");
  });
});
