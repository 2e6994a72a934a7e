import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../../base/files-below.ts";
import { setting } from "../config.ts";
import { isOwnFolder } from "../files.ts";
import { asOneBlock } from "../html/html-blocks.ts";
import type { Data } from "../matter.ts";
import type { Arguments } from "../shortcode.ts";

/** What a shortcode shows that is no more than a text or a value; undefined for all others. */
export type FillShortcode = (name: string, args: Arguments, page: () => Data) => string | undefined;

const remark = /\{\{-?\s*\/\*[^]*?\*\/\s*-?\}\}/g;
const given = /\{\{-?\s*\.Get\s+(?:"(?<name>[\w-]+)"|(?<index>\d+))\s*(?:\|\s*(?:safeHTML|markdownify)\s*)?-?\}\}/g;

/**
 * Fills in `param`, and the site's own shortcodes as far as their templates are a text with arguments in it: what else Go's templates can do is
 * not carried out here.
 */
export function ownShortcodes(root: string, config: Data): FillShortcode {
  const themes = [setting(config, "theme")].flat().filter((theme) => typeof theme === "string");
  const folders = [
    "layouts/shortcodes",
    "layouts/_shortcodes",
    ...themes.map((name) => `themes/${name}/layouts/shortcodes`),
  ];
  const templates = new Map<string, string>();
  for (const folder of folders.filter((each) => isOwnFolder(root, each)))
    for (const file of filesBelow(join(root, folder)).filter((each) => /\.(html|md)$/.test(each))) {
      const name = file.replace(/\.(html|md)$/, "");
      const text = readFileSync(join(root, folder, file), "utf8")
        .replace(remark, "")
        .trim();
      if (!templates.has(name)) templates.set(name, file.endsWith(".html") ? asOneBlock(text) : text);
    }
  return (name, { named, positional }, page) => {
    if (name === "param") return valueAt(page(), positional[0]) ?? valueAt(config["params"], positional[0]);
    const template = templates.get(name);
    if (template?.replace(given, "").includes("{{") !== false) return undefined;
    return template.replace(given, (_, ...found) => {
      const { name: argument, index } = found.at(-1) as { name?: string; index?: string };
      return (argument === undefined ? positional[Number(index)] : named[argument]) ?? "";
    });
  };
}

/** A value by its path, such as `versions.go`. Hugo's names have no case. */
function valueAt(data: unknown, path = ""): string | undefined {
  const value = path
    .toLowerCase()
    .split(".")
    .reduce<unknown>((at, part) => {
      if (typeof at !== "object" || at === null) return undefined;
      return Object.entries(at).find(([name]) => name.toLowerCase() === part)?.[1];
    }, data);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}
