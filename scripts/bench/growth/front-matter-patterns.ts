import { countedOf, fill, type Pattern } from "./pattern.ts";

/** Front matter, which is read before all Markdown. */
const fields: readonly (readonly [name: string, before: string, unit: string, after: string])[] = [
  ["spaces in a value", "---\ntitle: a", " ", "b\ndate: 2024-01-01\n---\n"],
  ["spaces before a key", "---\ntitle: A\ndate: 2024-01-01\n", " \n", "---\n"],
  ["a long title", "---\ntitle: ", "a ", "\ndate: 2024-01-01\n---\n"],
  ["quotes in a title", '---\ndate: 2024-01-01\ntitle: "', '\\"', '"\n---\n'],
  ["a long tag", "---\ntitle: A\ndate: 2024-01-01\ntags: [", "a", "]\n---\n"],
  ["tags", "---\ntitle: A\ndate: 2024-01-01\ntags: [", "a, ", "]\n---\n"],
  ["opened lists", "---\ntitle: A\ndate: 2024-01-01\ntags: ", "[", "\n---\n"],
  ["opened records", "---\ntitle: A\ndate: 2024-01-01\ntags: ", "{a: ", "\n---\n"],
  ["a text of many lines", "---\ntitle: A\ndate: 2024-01-01\ndescription: |\n", "  a\n", "---\n"],
  ["comments", "---\ntitle: A\ndate: 2024-01-01\n", "# a\n", "---\n"],
  ["anchors", "---\ntitle: A\ndate: 2024-01-01\ntags: [", "&a b, *a, ", "]\n---\n"],
  ["wrong items in a TOML array", '+++\ntitle = "A"\ndate = 2024-01-01\ntags = [', "1, ", "]\n+++\n"],
  ["dates in a TOML array", '+++\ntitle = "A"\ndate = 2024-01-01\ntags = [', "2024-01-01, ", "]\n+++\n"],
  ["a TOML text", '+++\ndate = 2024-01-01\ntitle = "', "a ", '"\n+++\n'],
  ["spaces in TOML", '+++\ntitle = "A"\ndate = 2024-01-01\n', "  \n", "+++\n"],
  ["dotted TOML key", '+++\ntitle = "A"\ndate = 2024-01-01\n', "a.", "b = 1\n+++\n"],
];

/** Fields, each different from the others. */
const counted: readonly (readonly [name: string, before: string, unit: (n: number) => string, after: string])[] = [
  ["unknown fields", "---\ntitle: A\ndate: 2024-01-01\n", (n) => `a${n}: b\n`, "---\n"],
  ["unknown TOML fields", '+++\ntitle = "A"\ndate = 2024-01-01\n', (n) => `a${n} = 1\n`, "+++\n"],
  ["aliases", "---\ntitle: A\ndate: 2024-01-01\naliases:\n", (n) => `  - /old/${n}/\n`, "---\n"],
  ["aliases in one text", "---\ntitle: A\ndate: 2024-01-01\naliases: ", (n) => `/old/${n}/, `, "\n---\n"],
  ["wrong aliases", "---\ntitle: A\ndate: 2024-01-01\naliases:\n", (n) => `  - ../${n}\n`, "---\n"],
  ["wrong aliases in one text", "---\ntitle: A\ndate: 2024-01-01\naliases: ", (n) => `../${n}, `, "\n---\n"],
  ["tags that differ", "---\ntitle: A\ndate: 2024-01-01\ntags: [", (n) => `t${n}, `, "]\n---\n"],
  ["wrong tags", "---\ntitle: A\ndate: 2024-01-01\ntags:\n", (n) => `  - [${n}]\n`, "---\n"],
];

/** Front matter, by what grows in it. */
export const frontMatterPatterns: readonly Pattern[] = [
  ...fields.map(([name, before, unit, after]) => ({
    name,
    textOf: (size: number) => `${before}${fill(unit, size)}${after}`,
  })),
  ...counted.map(([name, before, unit, after]) => ({
    name,
    textOf: (size: number) => `${before}${countedOf(unit, size)}${after}`,
  })),
];
