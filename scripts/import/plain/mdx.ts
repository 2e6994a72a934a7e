import { findProse, replaceProse } from "../../markdown/prose.ts";
import type { Leftover, OldArticle } from "../source.ts";

// Imports, several of which may share a line, and exports to the bracket that closes them at the start of a line.
const program =
  /^(?:import\s(?:[^;"'`]*?\sfrom\s+)?["'][^"'\n]+["'];?(?:[ \t]*import\s[^;"'`\n]*["'][^"'\n]+["'];?)*|export\s+(?:const|let|var|default|function|async|class)\b(?:[^\n]*[{[(][ \t]*\r?\n[^]*?^[}\])][^\n]*|[^\n]*)|export\s*\{[^}]*\}[^\n]*)[ \t]*\r?$\n?/gm;
const component = /<(?<name>[A-Z][\w.]*)\b/g;
const expression = /(?<![\\$\w}])\{(?:[\w.]+\([^{}\n]*\)|[A-Za-z_$][\w$]*(?:\.\w+)*|\/\*[^]*?\*\/)\}/g;
const template = /\{%-?\s*\w+[^%\n]*%\}|\{\{[^{}\n]*\}\}/g;

/** A text of MDX without the programs that it imports and exports, which its readers never saw. */
export const withoutPrograms = (body: string): string => replaceProse(body, program, () => "");

/** What only a program can render, and that programs were left out. */
export const mdxLeftovers = (body: string, { body: before }: Pick<OldArticle, "body">): Leftover[] => [
  ...(findProse(before, program).length === 0
    ? []
    : [{ line: 1, message: "what it imported or exported as a program was left out" }]),
  ...unrendered(body),
];

/** Components and expressions. */
export function unrendered(body: string): Leftover[] {
  return [
    ...told(
      body,
      component,
      "the component … has no counterpart here and stays in the text",
      (match) => match.groups?.["name"],
    ),
    ...told(
      body,
      expression,
      "the expression … of MDX is not evaluated here and stays in the text",
      (match) => match[0],
    ),
  ].sort((a, b) => a.line - b.line);
}

// Components of JSX and Vue, and elements of a site's own, whose names have a hyphen.
const inMarkdown = /<(?<name>[A-Z]\w*[a-z]\w*(?:\.\w+)*|[a-z][a-z\d]*(?:-[a-z\d]+)+)(?=[\s/>])/g;

/** Components in plain Markdown, where VitePress, Vue and React's loaders know them too. */
export const componentLeftovers = (body: string): Leftover[] =>
  told(
    body,
    inMarkdown,
    "the component … has no counterpart here and stays in the text",
    (match) => match.groups?.["name"],
  );

/** Template tags of Eleventy and the like (Nunjucks, Liquid). */
export const templateLeftovers = (body: string): Leftover[] =>
  told(body, template, "the template tag … has no counterpart here and stays in the text", (match) => match[0]);

const told = (
  body: string,
  pattern: RegExp,
  message: string,
  which: (match: RegExpExecArray) => string | undefined,
): Leftover[] => findProse(body, pattern).map(({ match, line }) => ({ line, message, of: [which(match) ?? ""] }));
