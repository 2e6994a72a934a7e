import { replaceProse } from "../../markdown/prose.ts";

const required = /\{\s*(?:require\(\s*["']([^"']+)["']\s*\)(?:\.default)?|useBaseUrl\(\s*["']([^"']+)["']\s*\))\s*\}/g;
const truncated = /^[ \t]*(?:<!--\s*truncate\s*-->|\{\/\*\s*truncate\s*\*\/\})[ \t]*\r?\n?/gm;
const remark = /\{\/\*([^]*?)\*\/\}/g;
const fromSite = /(?<=\]\(|["'])@site\/(?:static\/)?/g;

/** What Docusaurus adds to Markdown, where there is a counterpart: pictures that are required, comments, `@site`. */
export function convertDocusaurus(body: string, source: string): string {
  const up = "../".repeat(source.split("/").length - 1);
  const whole = replaceProse(body, truncated, () => "");
  const pictures = replaceProse(whole, required, ([, file, path]) => `"${file ?? `/${path?.replace(/^\//, "")}`}"`);
  const commented = replaceProse(pictures, remark, ([, text]) => `<!--${text?.replaceAll("--", "- -")}-->`);
  return replaceProse(commented, fromSite, ([found]) => (found.endsWith("static/") ? "/" : up));
}
