import { findProse } from "../../markdown/prose.ts";
import type { Leftover } from "../source.ts";

const importing = /^(?:import\s[^\n]*|export\s+(?:const|default|function|let)\b[^\n]*)$/gm;
const component = /<(?<name>[A-Z][\w.]*)\b/g;
const expression = /(?<![\\$\w}])\{(?:[\w.]+\([^{}\n]*\)|[A-Za-z_$][\w$]*(?:\.\w+)*|\/\*[^]*?\*\/)\}/g;
const template = /\{%-?\s*\w+[^%\n]*%\}|\{\{[^{}\n]*\}\}/g;

/** What only a program can render: imports, components and expressions of MDX. */
export function mdxLeftovers(body: string): Leftover[] {
  return [
    ...told(
      body,
      importing,
      "… from MDX does nothing here and stays in the text",
      (match) => /^\w+/.exec(match[0])?.[0],
    ),
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
