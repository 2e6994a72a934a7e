import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { type Data, splitMatter } from "../matter.ts";
import { listAt } from "../site/site-redirects.ts";
import type { OldList } from "../source.ts";
import { configOf } from "./eleventy.ts";

/** Templates that make lists and feeds, at the addresses that their names or their front matter say. */
export function templateLists(root: string, input: string, texts: readonly string[]): OldList[] {
  const templates = texts.filter(
    (file) => /\.(njk|liquid|hbs|ejs|webc|vto|html)$/.test(file) && !/(^|\/)_/.test(posix.relative(input, file)),
  );
  const urls = templates.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const { permalink } = splitMatterOr(text).data;
    if (permalink === false || /\{/.test(String(permalink)) || /^\s*"?pagination"?:/m.test(text)) return [];
    const path = posix
      .relative(input, file)
      .replace(/(\.[a-z]+)+$/, "")
      .replace(/(^|\/)index$/, "");
    return [typeof permalink === "string" ? permalink.replace(/^(?!\/)/, "/") : `/${path}/`];
  });
  return [...urls, ...feedsOf(root)]
    .map((url) => url.replace(/\/{2,}/g, "/").replace(/\/index\.html$/, "/"))
    .filter((url) => /(\/|\.html?|(feed|rss|atom|index)[^/]*\.(xml|json|rss|atom))$/i.test(url))
    .map(listAt);
}

function splitMatterOr(text: string): { readonly data: Data } {
  try {
    return splitMatter(text);
  } catch {
    return { data: {} };
  }
}

/** Feeds that the configuration's plugin writes. */
const feedsOf = (root: string): string[] =>
  [configOf(root) ?? []]
    .flat()
    .flatMap((name) => [...readFileSync(join(root, name), "utf8").matchAll(/\boutputPath\s*:\s*["'`]([^"'`]+)["'`]/g)])
    .map(([, path = ""]) => path.replace(/^(?!\/)/, "/"));
