import hljs from "highlight.js/lib/common";
import "../../markdown/code.ts";
import type { Pattern } from "./pattern.ts";

/** What code may consist of: what languages begin words, numbers, texts, comments and blocks with. */
const units = [
  "a",
  "a ",
  "-",
  "0",
  "1e",
  "$",
  '"',
  "'",
  "\\",
  "[",
  "(a",
  "{",
  "<a ",
  "/*",
  "#a\n",
  "a\n",
  "=a, ",
  "a::",
  // Lines as long as they may be.
  ...["a=", "(", '"a" ', "1."].map((unit) => `${unit.repeat(Math.floor(990 / unit.length))}\n`),
];

/** Longer code has no colours. */
const sizes = [24_000, 48_000, 96_000] as const;

/** Code in each language that is highlighted, by what grows in it: more than a thousand. */
export const codePatterns: readonly Pattern[] = hljs.listLanguages().flatMap((language) =>
  units.map((unit) => ({
    name: `${language} ${JSON.stringify(unit.slice(0, 10))}`,
    sizes,
    textOf: (size: number) =>
      `---\ntitle: A\ndate: 2024-01-01\n---\n\`\`\`${language}\n${unit.repeat(Math.floor(size / unit.length))}\n\`\`\`\n`,
  })),
);
