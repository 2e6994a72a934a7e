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
      (match) => `${/^\w+/.exec(match[0])?.[0]} from MDX does nothing here and stays in the text`,
    ),
    ...told(
      body,
      component,
      (match) => `the component ${match.groups?.["name"]} has no counterpart here and stays in the text`,
    ),
    ...told(
      body,
      expression,
      (match) => `the expression ${match[0]} of MDX is not evaluated here and stays in the text`,
    ),
  ].sort((a, b) => a.line - b.line);
}

/** Template tags of Eleventy and the like (Nunjucks, Liquid). */
export const templateLeftovers = (body: string): Leftover[] =>
  told(body, template, (match) => `the template tag ${match[0]} has no counterpart here and stays in the text`);

const told = (body: string, pattern: RegExp, message: (match: RegExpExecArray) => string): Leftover[] =>
  findProse(body, pattern).map(({ match, line }) => ({ line, message: message(match) }));
