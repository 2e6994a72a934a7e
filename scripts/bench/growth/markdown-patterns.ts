import { countedOf, fill, matter, type Pattern } from "./pattern.ts";

/** What a paragraph or a line may consist of: each mark of CommonMark and of our extensions, opened, closed, nested and mixed. */
const units = [
  [
    "a",
    "a ",
    "a\\",
    "\\",
    "&",
    "&amp;",
    "&#35;",
    "<",
    "<a",
    "<a>",
    "</a>",
    "<!--",
    "<?",
    "<![CDATA[",
    "<b>a",
    "<a b='",
  ],
  [
    "*",
    "**",
    "*a",
    "a*",
    "*a ",
    "*a*",
    "*a_",
    "_a*",
    "_a",
    "a_",
    "a_b",
    "**a *b ",
    "a**b",
    "***a",
    "*a **b* ",
    "~",
    "~~a",
    "~a~",
  ],
  ["`", "`a", "``a`", "` ", "a`b`` ", "$", "$a", "$a$", "$$", "$a ", "\\$", "$\\frac{a}{b}$ ", "{", "}"],
  [
    "[",
    "]",
    "[]",
    "[a",
    "[a]",
    "[a](",
    "[a](b",
    "[a](b) ",
    '[a](b "',
    "![",
    "![a](b.png) ",
    "![a",
    "[![a](b)](c) ",
    "[[a]] ",
  ],
  ["[^", "[^a]", "[^a", "[a][", "[a][b]", "[a]: b ", "](", "](a)", "[a](<", "[a](<b> ", "[\\", "!["],
  [
    "http://a.example/",
    "http://a.example/ ",
    "http://a.example/?",
    "www.",
    "www.a",
    "a@",
    "a@b.c ",
    "@b",
    "a-",
    ".",
    "_.",
    ":",
  ],
  ["mailto:", "xmpp:", "mailto:a@b.c ", "<http:", "<a@b.c>", "://", "?!.,:*_~", ";", "&a;"],
  [
    '"',
    "'",
    '"a ',
    "'a ",
    "--",
    "---",
    "...",
    "a-- ",
    "(",
    ")",
    "(a) ",
    "|",
    "a|",
    "\t",
    "  ",
    "a  \\",
    "é",
    "界",
    "👍",
    "#",
    "+",
    "=",
  ],
].flat();

/** What stands before a text and after it. */
const around: readonly (readonly [string, string, string])[] = [
  ["http://a.example/", "?!.,:*_~", ""],
  ["", "a-", "@b"],
  ["", ".", "@"],
  ["", "a.", "@b.c"],
  ["*a ", "_", "*"],
  ["- ", "a\n", ""],
  ["- ", "a\n  ", ""],
  ["1. ", "a\n", ""],
  ["> ", "a\n", ""],
  ["[^a]: ", "b\n", "\n[^a]"],
  ["[a]: ", "b", ""],
  ["[a]: b '", "c\n", ""],
  ["[", "a", "](b)"],
  ["[a](", "(", ")"],
  ["<img srcset='", "a.png 1x, ", "'>"],
  ["<img srcset='", ",", "'>"],
  ["<div ", "a=b ", ">"],
  ["<div title='", "a\n", "'>"],
  ["<!-- ", "- ", ""],
  ["<script>", "a\n", ""],
  ["<style>", "a\n\n", ""],
  ["<table>", "<tr><td>a", ""],
  ["<p>", "<div>", ""],
  ["```\n", "`` ", ""],
  ["```js {", "1,", "}\n```\n"],
  ["```js {1-3}\n", "a\n", "```\n"],
  ["$$\n", "a ", "\n$$"],
  ["$$\n", "\\frac{a}", "\n$$"],
  ["$$\n", "{", "\n$$"],
  ["$$\n", "\\begin{matrix}", "\n$$"],
  ["|a|\n|-|\n", "|b|\n", ""],
  ["|a|\n|-|\n", "b\n", ""],
  ["# ", "a ", ""],
  ["# ", "# ", ""],
  ["a\n", "-", ""],
  ["", "a ", "\n---\n"],
];

/** Lines that a text has many of. */
const lines = [
  ["# a", "## a b", "#", "a\n--", "a\n==", "---", "***", "a  ", "a\\", "    a", "\ta"],
  ["- a", "* a", "1. a", "- [ ] a", "- a\n\n  b", "-", "- - a", "1. - a", "+ a\n\n+ b\n", "- > a", "> - a"],
  ["> a", "> > a", ">", "> [!NOTE]\n> a\n", "> a\nb", "> [!", "> ```\n"],
  ["|a|b|", "|a|b|\n|-|-|\n|c|d|\n", "a|b\n-|-", "|-|", "| a\n|-\n"],
  ["```", "~~~", "```js\na\n```", "```js\n", "`a", "$$", "$$\na\n$$\n", "$$a$$\n"],
  ["[a]: b", "[a]: b 'c'", "[a]:", "[a]: <b", "[^a]: b", "[^a]:\n\n    b\n", "[a]\n", "[a]: b\n[a]\n"],
  [
    "<p>a",
    "</p>",
    "<div>\n\n",
    "<b>a\n\n",
    "<!-- a",
    "<!-- a -->",
    "<pre>",
    "<img src=a.png>\n",
    "<a href=b>c</a>\n",
    "<td>",
    "<li>a",
    "<p><b>\n",
  ],
  [
    "![a](b.png)\n",
    "![](b.png)\n",
    "[a](b.md)\n",
    "[a](/b/)\n",
    "http://a.example\n",
    "a_b\n",
    "*a\n",
    "_a b",
    "a\nb",
    "a\n\nb\n\n",
  ],
  ['"a" said', "it's -- so...\n", "<details>\n\n", "<a name=b>\n", "<h2 id=a>\n", "\\", "&nbsp;", "a <br>"],
].flat();

/** Texts whose parts are of different kinds and grow together, by the square root of the size. */
const squares: readonly Pattern[] = [
  {
    name: "table of as many rows as columns, rows of one cell",
    textOf: (size) => {
      const width = Math.floor(size / 6);
      return `${"|a".repeat(width)}|\n${"|-".repeat(width)}|\n${"x\n".repeat(width)}`;
    },
  },
  { name: "nested lists", textOf: (size) => nested(size, "- ") },
  { name: "nested quotations", textOf: (size) => nested(size, "> ") },
  {
    name: "runs of backticks, each longer than the one before",
    textOf: (size) => Array.from({ length: Math.floor(Math.sqrt(2 * size)) }, (_, n) => "`".repeat(n + 1)).join(" "),
  },
];

function nested(size: number, mark: string): string {
  const depth = Math.floor(Math.sqrt(size));
  return Array.from({ length: depth }, (_, level) => `${mark.repeat(level)}${mark}a\n`).join("");
}

/** Parts, each different from the others. */
const counted: readonly (readonly [name: string, before: string, unit: (n: number) => string, after: string])[] = [
  ["definitions that differ", matter, (n) => `[a${n}]: b${n}\n`, ""],
  ["references that differ", matter, (n) => `[a${n}]\n\n[a${n}]: b${n}\n\n`, ""],
  ["footnotes that differ", matter, (n) => `a[^${n}]\n\n[^${n}]: b\n\n`, ""],
  ["references before their footnotes", matter, (n) => `[^${n}]`, "\n\n[^1]: b\n"],
  ["headings that differ", matter, (n) => `# a${n}\n\n`, ""],
  ["pictures without alt that differ", matter, (n) => `![](a${n}.png)\n\n`, ""],
  ["links that differ", matter, (n) => `[a](b${n}.md) `, ""],
  ["anchors that differ", matter, (n) => `<a id=b${n}></a>\n`, ""],
  ["attributes that differ", `${matter}<div `, (n) => `a${n}=b `, ">"],
  ["elements that differ", matter, (n) => `<x-${n}>`, ""],
];

const unique = (all: readonly string[]): readonly string[] => [...new Set(all)];

/** More than two hundred articles, each by what grows in it. */
export const markdownPatterns: readonly Pattern[] = [
  ...unique(units).map((unit) => ({
    name: `${JSON.stringify(unit)} in a paragraph`,
    textOf: (size: number) => `${matter}${fill(unit, size)}`,
  })),
  ...around.map(([before, unit, after]) => ({
    name: `${JSON.stringify(unit)} between ${JSON.stringify(before)} and ${JSON.stringify(after)}`,
    textOf: (size: number) => `${matter}${before}${fill(unit, size)}${after}`,
  })),
  ...unique(lines).map((line) => ({
    name: `lines ${JSON.stringify(line)}`,
    textOf: (size: number) => `${matter}${fill(`${line}\n`, size)}`,
  })),
  ...squares.map(({ name, textOf }) => ({ name, textOf: (size: number) => `${matter}${textOf(size)}` })),
  ...counted.map(([name, before, unit, after]) => ({
    name,
    textOf: (size: number) => `${before}${countedOf(unit, size)}${after}`,
  })),
];
