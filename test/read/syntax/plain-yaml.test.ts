import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FieldPath } from "../../../scripts/read/fields.ts";
import { readPlainYaml } from "../../../scripts/read/syntax/plain-yaml.ts";
import { parseYaml } from "../../../scripts/read/syntax/yaml.ts";

const joined = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((all) => all.join(""));
const oneOf = (...texts: string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

// What means something in YAML, and what looks as if it did.
const sign = oneOf(..."-?:,[]{}#&*!|>'\"%@`~=<.+_/\\ \t\n".split(""));
const signs = oneOf(": ", " #", "- ", "---", "...", "<<", "? ", "''", '""', "\n  ", "\u00a0", "\ufeff", "\u2028");
const odd = fc.oneof(sign, signs, fc.string({ unit: "binary", maxLength: 3 }));
const word = fc.oneof(
  oneOf("a", "b c", "é", "日本語", "👩‍💻", "C++", "1.10", "0x1F", "2026-11-26", "10:30", "https://a.b/c?d=1&e", "a, b"),
  oneOf("null", "~", "True", "FALSE", "yes", "Null", "nuLL", ".inf", "__proto__", "constructor", ""),
);
const text = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 4, arbitrary: fc.oneof(word, joined(word, odd, word)).chain((each) => oneOf(`"${each}"`, `'${each}'`)) },
  { weight: 1, arbitrary: joined(word, odd, word) },
);
const spaces = oneOf("", " ", "  ");
const inBrackets = fc.array(joined(spaces, text, spaces), { maxLength: 3 }).map((items) => `[${items.join(",")}]`);
const items = fc.array(joined(oneOf("- ", "-  ", "-"), text, spaces), { minLength: 1, maxLength: 3 });
const below = fc
  .tuple(oneOf("\n", "\n  "), items, oneOf("", "", "", "\n # c", "\n\n"))
  .map(([indent, each, end]) => `${indent}${each.join(indent)}${end}`);
const value = fc.oneof({ weight: 4, arbitrary: text }, inBrackets, below, odd);
const name = fc.oneof(
  { weight: 8, arbitrary: oneOf("title", "tags", "aliases", "x-y", "_z", "undefined") },
  fc.oneof(text, odd),
);
const line = fc.oneof(
  { weight: 8, arbitrary: joined(name, oneOf(": ", ": ", ": ", ":", ":  "), value, spaces) },
  oneOf("", "  ", "# c", "#c", " # c", "---", "- a", "  a"),
  odd,
);
const source = fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => `\n${lines.join("\n")}`.toWellFormed());

/** Paths to all that a record has, and to what it does not have. */
const pathsIn = (data: Readonly<Record<string, unknown>>): FieldPath[] =>
  ["absent", ...Object.keys(data)].flatMap((field) => [
    [],
    [field],
    ...[0, 1, 2].map((index) => [field, index]),
    [field, "x"],
    [field, 0, 1],
  ]);

describe("plain YAML", () => {
  it("has the data and the places that the parser of all of YAML gives", () => {
    let plain = 0;
    fc.assert(
      fc.property(source, (yaml) => {
        const read = readPlainYaml(yaml);
        if (!read) return;
        plain += 1;
        const parsed = parseYaml(yaml);
        if (!("data" in parsed)) throw new Error(parsed.message);
        expect(Object.entries(read.data)).toEqual(Object.entries(parsed.data));
        expect(read.warnings).toEqual(parsed.warnings);
        const fields = pathsIn(parsed.data).flatMap((path) => [{ path }, { path, ofName: true as const }]);
        expect(fields.map(read.locate)).toEqual(fields.map(parsed.locate));
      }),
      { numRuns: 5000 },
    );
    expect(plain).toBeGreaterThan(400);
  });

  it.each([
    ["title: Hello", { title: "Hello" }],
    ["\n# as usual\ntitle: 'It is'  \n\ndraft: true\nnote: null", { title: "It is", draft: true, note: null }],
    ['tags: [a b, "c", 1.10]\nauthors:\n  - Ada\n  - "Bo"', { tags: ["a b", "c", "1.10"], authors: ["Ada", "Bo"] }],
  ])("is %j", (yaml, data) => {
    expect(readPlainYaml(yaml)?.data).toEqual(data);
  });

  it.each([
    "",
    "just a text",
    "title:",
    "title:a",
    "title: a:",
    "title: a: b",
    "title: a # b",
    "title: a\t# b",
    "title: a\u00a0",
    "title: a\ufeff",
    "title: a\n  b",
    "title: |\n  a",
    "title: >",
    "title: &a b",
    "title: !a",
    "title: `a`",
    "title: 'a",
    "title: 'It''s'",
    'title: "a\\tb"',
    'title: "a" and "b"',
    "title: [a",
    "title: ]a",
    "title: a\ntitle: b",
    "true: a",
    "tags: [[a]]",
    "tags: [a[b]",
    "tags: [a, ]",
    "tags:\n  - a\n - b",
    "tags:\n  - a\n\n  - b",
    `${"a".repeat(1025)}: b`,
  ])("is not %j", (yaml) => {
    expect(readPlainYaml(yaml)).toBeUndefined();
  });

  it("is not a list of millions", () => {
    expect(readPlainYaml(`a:\n${"- x\n".repeat(3_000_000)}`)).toBeUndefined();
  });

  it("begins on line 1, whatever a field is called", () => {
    expect(readPlainYaml("a: b\nundefined: c")?.locate({ path: [] })).toEqual({ line: 1, column: 1 });
  });
});
