import { replaceProse } from "../../markdown/prose.ts";
import { withoutPrograms } from "../plain/mdx.ts";

const required = /\{\s*(?:require\(\s*["']([^"']+)["']\s*\)(?:\.default)?|useBaseUrl\(\s*["']([^"']+)["']\s*\))\s*\}/g;
const remark = /\{\/\*([^]*?)\*\/\}/g;
const fromSite = /(?<=\]\(|["'])@site\/(?:static\/)?/g;

/** What Docusaurus adds to Markdown, where there is a counterpart: pictures that are required, comments, `@site`. */
export function convertDocusaurus(body: string, source: string): string {
  const up = "../".repeat(source.split("/").length - 1);
  const pictures = replaceProse(
    withoutPrograms(body),
    required,
    ([, file, path]) => `"${file ?? `/${path?.replace(/^\//, "")}`}"`,
  );
  const commented = replaceProse(pictures, remark, ([, words]) => `<!--${words?.replaceAll("--", "- -")}-->`);
  return replaceProse(commented, fromSite, ([found]) => (found.endsWith("static/") ? "/" : up));
}
