import { findProse, replaceProse } from "../../markdown/prose.ts";
import { mdxLeftovers } from "../plain/mdx.ts";
import type { Leftover, OldArticle } from "../source.ts";

const required = /\{\s*(?:require\(\s*["']([^"']+)["']\s*\)(?:\.default)?|useBaseUrl\(\s*["']([^"']+)["']\s*\))\s*\}/g;
const program =
  /^(?:import\s(?:[^;"'`]*?\sfrom\s+)?["'][^"'\n]+["'];?|export\s+(?:const|let|default|function)\b[^\n]*)[ \t]*\r?$\n?/gm;
const remark = /\{\/\*([^]*?)\*\/\}/g;
const fromSite = /(?<=\]\(|["'])@site\/(?:static\/)?/g;

/** What Docusaurus adds to Markdown, where there is a counterpart: pictures that are required, comments, `@site`. */
export function convertDocusaurus(body: string, source: string): string {
  const up = "../".repeat(source.split("/").length - 1);
  const text = replaceProse(body, program, () => "");
  const pictures = replaceProse(text, required, ([, file, path]) => `"${file ?? `/${path?.replace(/^\//, "")}`}"`);
  const commented = replaceProse(pictures, remark, ([, words]) => `<!--${words?.replaceAll("--", "- -")}-->`);
  return replaceProse(commented, fromSite, ([found]) => (found.endsWith("static/") ? "/" : up));
}

/** Components and expressions, and that what a page imports was left out. */
export function docusaurusLeftovers(body: string, article: OldArticle): Leftover[] {
  const programs = findProse(article.body, program).length;
  return [
    ...(programs === 0 ? [] : [{ line: 1, message: "what it imported or exported as a program was left out" }]),
    ...mdxLeftovers(body),
  ];
}
