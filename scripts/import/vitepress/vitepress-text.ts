import { readFileSync } from "node:fs";
import { extname, join, posix } from "node:path";
import { findProse, replaceEach, replaceProse } from "../../markdown/prose.ts";
import { isIn } from "../files.ts";
import { unrendered } from "../plain/mdx.ts";
import { fenced } from "../shortcode.ts";
import type { Leftover, OldArticle } from "../source.ts";

const labelled = /^(?<before>[ \t>]*(?:`{3,}|~{3,})[^\n`]*?)[ \t]*\[(?<title>[^\]\n]+)\](?<after>[^\n`]*)$/gm;
const snippet =
  /^<<<[ \t]*(?<path>[^\s{[#]+)(?:#[\w-]+)?[ \t]*(?:\{(?<options>[^}\n]*)\})?[ \t]*(?:\[(?<title>[^\]\n]*)\])?[ \t]*$/gm;
const component = /^<(script|style)\b[^>]*>[^]*?^<\/\1>[ \t]*\r?\n?/gm;
const value = /\{\{\s*\$frontmatter\.(?<name>\w+)\s*\}\}/g;
const contents = /^\[\[toc\]\][ \t]*$/gim;

/** What VitePress adds to Markdown, where there is a counterpart: code from files, names of code, the table of contents. */
export function convertVitePress(
  body: string,
  { fields, source }: OldArticle,
  site: { readonly given: string; readonly root: string },
): string {
  const plain = replaceProse(body, component, () => "");
  const named = replaceEach(
    plain,
    labelled,
    ({ groups = {} }) => `${groups["before"]} title="${groups["title"]}"${groups["after"]}`,
  );
  const coded = replaceEach(named, snippet, ({ groups = {} }) => {
    const path = groups["path"] ?? "";
    const file = path.startsWith("@/") ? posix.join(site.root, path.slice(2)) : posix.join(posix.dirname(source), path);
    if (!isIn(site.given, file)) return undefined;
    const [, lines = "", language = ""] = /^([\d,\s-]*)(\S*)/.exec(groups["options"] ?? "") ?? [];
    const title = groups["title"] ? ` title="${groups["title"]}"` : "";
    const marked = lines.trim() === "" ? "" : ` {${lines.trim()}}`;
    return fenced(readFileSync(join(site.given, file), "utf8"), (language || extname(file).slice(1)) + title + marked);
  });
  const listed = replaceProse(coded, contents, () => "");
  const known: Readonly<Record<string, unknown>> = { ...fields };
  return replaceProse(listed, value, ({ groups }) => {
    const found = known[groups?.["name"] ?? ""];
    return typeof found === "string" ? found : undefined;
  });
}

/** The id that VitePress gives a heading: https://github.com/mdit-vue/mdit-vue, `slugify`. */
export const vitePressId = (words: string): string =>
  words
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036F\p{Cc}]/gu, "")
    .replaceAll(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .replace(/^(\d)/, "_$1")
    .toLowerCase();

/** Whether a page consists of components, scripts and styles. */
export const isWithoutText = (body: string): boolean =>
  body
    .replace(/<(script|style)\b[^>]*>[^]*?<\/\1>|<!--[^]*?-->|<\/?[A-Za-z][^>]*>/g, "")
    .replaceAll(/\{\{[^{}]*\}\}/g, "")
    .trim() === "";

/** Components, expressions, and what a page's script would have done. */
export function vitePressLeftovers(body: string, article: OldArticle): Leftover[] {
  const told = (pattern: RegExp, message: string): Leftover[] =>
    findProse(body, pattern).map(({ match, line }) => ({ line, message, of: [match[0].trim().replace(/^</, "")] }));
  const programs = new RegExp(component).test(article.body)
    ? [{ line: 1, message: "the script or style of its Vue component was left out" }]
    : [];
  return [
    ...programs,
    ...unrendered(body),
    ...told(/<[a-z]+-[a-z-]+/g, "the component … has no counterpart here and stays in the text"),
    ...told(/\{\{[^{}\n]*\}\}/g, "the expression … of Vue is not evaluated here and stays in the text"),
    ...told(/^<<<[^\n]*|<!--\s*@include:[^\n]*-->/gm, "… names no file that was found, and stays in the text"),
    ...told(/^:{3,}[ \t]*\w[^\n]*/gm, "the container … has no counterpart here and stays in the text"),
  ].sort((a, b) => a.line - b.line);
}
