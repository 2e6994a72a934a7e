import { describe, expect, it } from "vitest";
import { articleSettings } from "../../scripts/read/article-settings.ts";
import { articleReader } from "../../scripts/read/read-article.ts";
import { defaultSettings } from "../../scripts/read/settings.ts";

const read = articleReader(articleSettings(defaultSettings.site));
const head = "---\ntitle: A\ndate: 2024-01-01\n---\n";

const errorsOf = (source: string): string[] =>
  read("posts/a.md", source)
    .problems.filter(({ severity }) => severity === "error")
    .map(({ line, message }) => `${line}: ${message}`);

// Before they were bounded each took a minute or more, in which the test's time is over.
describe("200 kB of", () => {
  it.each([
    ["marks of emphasis that never end", "*a_".repeat(66_000)],
    ["emphasis that is opened more often than it ends", "*a **b* ".repeat(25_000)],
    ["emphasis in parts of an item's text", `- a\n${`      ${"*a**b ".repeat(600)}\n\n`.repeat(56)}`],
    ["words joined by underscores", "a_b".repeat(66_000)],
    ["signs after an address", `http://a.example/${"?!.,:*_~".repeat(25_000)}`],
    ["words before the sign of an address of mail", `${"a-".repeat(100_000)}@b`],
    ["signs of addresses of mail", "@b".repeat(100_000)],
    ["comments that are opened", "<!--".repeat(50_000)],
    ["lines of a list item", `- ${"a\n  ".repeat(50_000)}`],
    ["formulas that are opened", "$a ".repeat(66_000)],
    ["lines of a list item that begin with a bracket", `- ${"(a\n  ".repeat(40_000)}`],
    ["commas in a srcset", `<img srcset='${",".repeat(200_000)}'>`],
    ["lines that look like footnotes", "[^a]\n".repeat(40_000)],
    ["lines that break", "a  \n".repeat(50_000)],
    ["scripts without an end", "<script>\n\n".repeat(20_000)],
    ["comments that go on over empty lines", `a ${"<!--\n\n--> ".repeat(20_000)}`],
    ["tags in a tag", `<p>${"<a".repeat(100_000)}</p>`],
    ["links in the title of a picture", `![a](b "${"[a](b".repeat(40_000)}")`],
    ["links without spaces between them", "[`a`](b(c))".repeat(18_000)],
    ["addresses without spaces between them", "http://".repeat(28_000)],
    ["lines of a list item that begin with a star", `- a\n\n  ${"*a\n  ".repeat(40_000)}`],
    ["spaces in an address", `[a](b${" ".repeat(200_000)}c)`],
    ["words in the title of a picture", `![a](b.png '${"c ".repeat(100_000)}')`],
    ["brackets before an address with spaces", `${"[".repeat(100_000)}a](b c)${" d".repeat(50_000)}`],
    ["code in HTML that has no end", `<p>{{< a >}}${"<pre>a ".repeat(9000)}</p>`],
    ["shortcodes that have no end", `[caption a="b"]c[/caption] ${"[caption a=".repeat(18_000)}`],
    ["formulas of one line in a list item", `1. a\n\n   ${"$$\n   ".repeat(33_000)}`],
    ["lines of a list item that begin with a number, even 2.4 MB of them", `1. a\n\n   ${"12 a\n   ".repeat(300_000)}`],
    ["what looks like a footnote in a list item", `1. a\n\n   ${"[^a\n   ".repeat(28_000)}`],
    ["headings in a text with formulas", `${"a\n# b\n".repeat(28_000)}$$\na\n$$\n`],
    ["code that ends", `a ${"`<!--` ".repeat(28_000)}`],
    ["references to a definition that is repeated", "[a]: b\n[a]\n\n".repeat(16_000)],
  ])("%s are read without an error", (_, body) => {
    expect(errorsOf(head + body)).toEqual([]);
  });

  it.each([
    [
      "empty cells",
      `${"|a".repeat(30_000)}|\n${"|-".repeat(30_000)}|\n${"x\n".repeat(40_000)}`,
      /^7: table has 30002 columns/,
    ],
    [
      "heads of tables without their columns",
      "a|b\n-|\n".repeat(28_000),
      /^\d+: more than 1000 tables have other columns/,
    ],
    ["quotations that forget their sign", "> a\nb\n".repeat(33_000), /^7: quotation has more than 500 lines/],
    ["lines of an item that are not indented", `- ${"a\n".repeat(100_000)}`, /^7: list item has more than 5000 lines/],
    [
      "rows below an item that are not indented",
      `- ${"|a\n".repeat(66_000)}`,
      /^7: list item has more than 5000 lines/,
    ],
    [
      "comments in the text of a link",
      `[${"<!--".repeat(50_000)}](b)`,
      /^7: text has "<!--" more than 200 times without/,
    ],
    ["comments in a line", `a ${"<!--".repeat(50_000)}`, /^7: text has "<!--" more than 200 times without "-->"/],
    [
      "comments in masked text",
      `a ${"<!-- > ".repeat(29_000)}`,
      /^7: text has "<!--" more than 200 times without "-->"/,
    ],
    ["instructions in links", "[<? ](b) ".repeat(22_000), /^7: text has "<\?" more than 200 times without "\?>"/],
    ["backticks after escaped ones", "\\``".repeat(66_000), /^7: text has more than 200 backticks/],
    ["backticks in the text of a link", `[${"`".repeat(200_000)}](b)`, /^7: text has more than 200 backticks/],
    ["end tags after elements that are left open", `<div>${"<p></b>".repeat(28_000)}`, /too many elements are open/],
    ["elements in each other", "<div>".repeat(40_000), /too many elements are open in each other/],
    ["elements that are left open", "<b>a\n\n".repeat(30_000), /too many elements are open in each other/],
  ])("%s are an error that says where and what to do", (_, body, message) => {
    expect(errorsOf(`${head}A line.\n\n${body}`)).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    [
      "names in one field",
      `tags: [${Array.from({ length: 501 }, (_, n) => `t${n}`).join(", ")}]`,
      /^4: tags is "501 names", expected at most 500 names/,
    ],
    ["aliases of YAML", `a: &a b\nb: [${"*a, ".repeat(501)}]`, /^5: front matter has more than 500 aliases/],
  ])("%s are an error too", (_, field, message) => {
    expect(errorsOf(`---\ntitle: A\ndate: 2024-01-01\n${field}\n---\n`)).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ["spaces", `title: A${" ".repeat(200_000)}B`],
    ["empty lines", `title: A${" \n".repeat(100_000)}`],
    ["aliases", `title: A\naliases: ${Array.from({ length: 20_000 }, (_, n) => `/old/${n}/`).join(", ")}`],
    ["fields that nobody knows", `title: A\n${Array.from({ length: 20_000 }, (_, n) => `a${n}: b\n`).join("")}`],
  ])("%s in front matter are read without an error", (_, fields) => {
    expect(errorsOf(`---\ndate: 2024-01-01\n${fields}\n---\n`)).toEqual([]);
  });

  it("aliases in a text of TOML are read without an error", () => {
    const aliases = Array.from({ length: 20_000 }, (_, n) => `/old/${n}/`).join(", ");
    expect(errorsOf(`+++\ntitle = "A"\ndate = 2024-01-01\naliases = "${aliases}"\n+++\n`)).toEqual([]);
  });
});

describe("code", () => {
  it("of names with dots over many lines is read without an error", () => {
    expect(errorsOf(`${head}\`\`\`ini\n${`${"1.".repeat(490)}\n`.repeat(100)}\`\`\`\n`)).toEqual([]);
  });

  const html = (code: string): string =>
    JSON.stringify(read("posts/a.md", `${head}\`\`\`js\n${code}\n\`\`\`\n`).read?.rendered.pieces);

  it.each([
    ["of one long line", `const ${"a".repeat(1001)};`],
    ["of words alone", "const a\n".repeat(300)],
  ])("%s has no colours", (_, code) => {
    expect(html(code)).not.toContain("hljs");
    expect(html(code.slice(0, 900))).toContain("hljs");
  });
});
