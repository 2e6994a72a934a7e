import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import common from "highlight.js/lib/common";
import { expect, it } from "vitest";
import { HighlightedHtml } from "../../scripts/markdown/highlighted.ts";
import { filesBelow } from "../../scripts/base/files-below.ts";

const [ours, theirs] = [common.newInstance(), common.newInstance()];
for (const name of common.listLanguages())
  for (const each of [ours, theirs])
    each.registerLanguage(name, () => common.getLanguage(name)?.rawDefinition?.() ?? { contains: [] });
ours.configure({ __emitter: HighlightedHtml });

const languages = common.listLanguages();
const htmlBy = (each: typeof common, code: string, language: string): string =>
  each.highlight(code, { language, ignoreIllegals: true }).value;

it("is what highlight.js writes of its tree, of files in many languages", () => {
  const project = join(import.meta.dirname, "../..");
  const files = ["README.md", "package.json", "wrangler.toml", ".github/workflows/test.yml", ".ci/run"];
  const own = filesBelow(join(project, "src")).map((file) => join("src", file));
  const texts = [...files, ...own].flatMap((file) => {
    try {
      return readFileSync(join(project, file), "utf8").slice(0, 4000);
    } catch {
      return [];
    }
  });
  expect(texts.length).toBeGreaterThan(20);
  for (const language of languages)
    for (const text of texts.slice(0, 12)) expect(htmlBy(ours, text, language)).toBe(htmlBy(theirs, text, language));
  for (const text of texts) expect(htmlBy(ours, text, "typescript")).toBe(htmlBy(theirs, text, "typescript"));
  expect(htmlBy(ours, "const a = 1;", "typescript")).toContain('<span class="hljs-keyword">const</span>');
});

it("is the same of languages in each other, of signs that HTML escapes, and of what ends too early", () => {
  const parts = [
    "<script>let a = `${b}`; // c",
    "</script>",
    "<style>a::before { content: '\\'' }",
    "</style>",
    '<p title="&amp;">',
    "<?php echo $x; ?>",
    "```js\nconst a = 1;\n```",
    "/** @param {string} a */",
    "def f(x: int) -> None:",
    "f'{x!r:>{width}}'",
    'class A<T> extends B { constructor() { super("&<>\'") } }',
    "#include <map>\n",
    "SELECT * FROM a WHERE b = 'c'",
    "\n",
    " ",
  ];
  const code = fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ unit: "binary", maxLength: 5 })), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(fc.constantFrom(...languages), code, (language, pieces) => {
      const text = pieces.join("");
      expect(htmlBy(ours, text, language)).toBe(htmlBy(theirs, text, language));
    }),
    { numRuns: 500 },
  );
});
