import { lstatSync, readFileSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { slug as githubSlug } from "github-slugger";
import { isRecord } from "../../base/record.ts";
import { textSetting } from "../config.ts";
import { isIn } from "../files.ts";
import { replaceEach } from "../../markdown/prose.ts";
import { withoutDate } from "../make-article.ts";
import { type Data, readYaml } from "../matter.ts";
import { dateTokens } from "../permalink.ts";
import type { Note } from "../source.ts";

const configs = [
  ".eleventy.js",
  "eleventy.config.js",
  "eleventy.config.mjs",
  "eleventy.config.cjs",
  "eleventy.config.ts",
];

/** Hidden files of a site are read here by their names alone, so no link is followed. */
const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** The folder of an Eleventy site's templates, below `root`; undefined if it is not such a site. */
export function eleventyInput(root: string): string | undefined {
  const config = configOf(root);
  const flags = flagsOf(root);
  if (config === undefined && flags === undefined) return undefined;
  const text = config === undefined ? "" : readFileSync(join(root, config), "utf8");
  const input = flags?.["input"] ?? /\binput\s*:\s*["'`]([^"'`]+)["'`]/.exec(text)?.[1] ?? ".";
  const folder = posix.normalize(input).replace(/\/$/, "");
  return folder === "." || folder.startsWith("..") ? "" : folder;
}

export const configOf = (root: string): string | undefined => {
  const named = posix.normalize(flagsOf(root)?.["config"] ?? "");
  return configs.find((name) => isFile(join(root, name))) ?? (isIn(root, named) ? named : undefined);
};

/** What the scripts of package.json tell Eleventy: `eleventy --input=src --config=build/eleventy.js`. */
function flagsOf(root: string): Readonly<Record<string, string>> | undefined {
  if (!isIn(root, "package.json")) return undefined;
  const [, told] =
    /["\s/]eleventy((?:\s+--[\w-]+(?:=[^\s"]+)?)*)/.exec(
      /"scripts"\s*:\s*\{[^}]*\}/.exec(readFileSync(join(root, "package.json"), "utf8"))?.[0] ?? "",
    ) ?? [];
  if (told === undefined) return undefined;
  return Object.fromEntries(
    [...told.matchAll(/--([\w-]+)=([^\s"]+)/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

/** Whether `.eleventyignore` leaves a file out. */
export function ignoredBy(root: string): (file: string) => boolean {
  const file = join(root, ".eleventyignore");
  const patterns = isFile(file)
    ? readFileSync(file, "utf8")
        .split(/\r?\n/)
        .map((line) =>
          line
            .trim()
            .replace(/^\.?\//, "")
            .replace(/\/$/, ""),
        )
        .filter((line) => line !== "" && !line.startsWith("#"))
    : [];
  return (path) =>
    patterns.some((pattern) => path === pattern || path.startsWith(`${pattern}/`) || posix.matchesGlob(path, pattern));
}

const raw = /\{%-?\s*raw\s*-?%\}(?:(?<=^[ \t]*\{%-?\s*raw\s*-?%\})\n)?(?<inner>[^]*?)\{%-?\s*endraw\s*-?%\}/gm;
const address = /\{\{-?\s*(?:"([^"]*)"|'([^']*)')\s*\|\s*(?:url|htmlBaseUrl|safe)\s*-?\}\}/g;

/** The tags of templates that say nothing but their own words: raw text, and an address with the filter `url`. */
export const convertTemplate = (body: string): string =>
  replaceEach(body, address, ([, double, single]) => double ?? single).replace(raw, "$<inner>");

/** Data of the folders that a text is in, and of the text's own file, the nearest winning. */
export type DataFor = (file: string) => Data;

/**
 * Reads Eleventy's data files (https://www.11ty.dev/docs/data-template-dir/): `blog/blog.json`, `blog/blog.11tydata.json`, and
 * scripts of these names if they are no more than a value. The others are noted.
 */
export function directoryData(root: string, input: string, note: (note: Note) => void): DataFor {
  const known = new Map<string, Data>();
  const at = (base: string): Data => {
    const found = known.get(base);
    if (found) return found;
    const data: Data = {};
    for (const end of ["json", "11tydata.json", "11tydata.js", "11tydata.mjs", "11tydata.cjs"]) {
      const file = `${base}.${end}`;
      if (!isIn(root, file)) continue;
      const read = readData(join(root, file));
      if (read === undefined) note({ message: "… computes its data, which was not read", of: [file] });
      else Object.assign(data, read);
    }
    known.set(base, data);
    return data;
  };
  return (file) => {
    const below = posix.relative(input, file).split("/").slice(0, -1);
    const folders = ["", ...below].map((_, index) => posix.join(input, ...below.slice(0, index)));
    const bases = folders.map((folder) => posix.join(folder, basename(folder === "" ? root : folder)));
    return Object.assign({}, ...[...bases, file.replace(/\.\w+$/, "")].map(at)) as Data;
  };
}

/** JSON, or a script that is nothing but a value, which YAML can read. */
function readData(file: string): Data | undefined {
  const text = readFileSync(file, "utf8");
  const value = file.endsWith(".json")
    ? text
    : /(?:export\s+default|module\.exports\s*=)\s*(\{[^]*\})\s*;?\s*$/.exec(text)?.[1];
  if (value === undefined || /=>|\bfunction\b|\(/.test(file.endsWith(".json") ? "" : value)) return undefined;
  try {
    return readYaml(value.replace(/^\s*\/\/.*$/gm, "").replace(/^\t+/gm, (tabs) => "  ".repeat(tabs.length)));
  } catch {
    return undefined;
  }
}

const metadata = ["metadata", "site", "meta", "siteMeta", "config"].flatMap((name) =>
  ["json", "js", "mjs", "cjs", "ts"].map((end) => `${name}.${end}`),
);

/** What a site says about itself in `_data/` (Eleventy), `src/consts.ts` or its configuration (Astro): `title`, `url` and others. */
export function siteData(
  root: string,
  input: string,
): Readonly<Record<"title" | "description" | "url" | "author" | "language", string | undefined>> {
  const data = ["_data", "src/_data", "data"].map((folder) => posix.join(input, folder)).concat("_data", "src/_data");
  const files = [
    ...data.flatMap((folder) => metadata.map((name) => posix.join(folder, name))),
    "src/consts.ts",
    "src/config.ts",
    "src/site.config.ts",
    "astro.config.mjs",
    "astro.config.ts",
    "astro.config.js",
  ].filter((file) => isIn(root, file));
  const texts = files.map((file) => readFileSync(join(root, file), "utf8"));
  const records = files.map((file) => (file.endsWith(".json") ? readData(join(root, file)) : undefined) ?? {});
  const find = (...names: readonly string[]): string | undefined => {
    const inData = names.flatMap((name) => records.flatMap((record) => textSetting(record, ...name.split(".")) ?? []));
    const inScripts = names.flatMap((name) => texts.flatMap((text) => assigned(text, name) ?? []));
    return [...inData, ...inScripts][0];
  };
  const url = find("SITE_URL", "siteUrl", "url", "site", "website");
  return {
    title: find("SITE_TITLE", "siteName", "siteTitle", "title"),
    description: find("SITE_DESCRIPTION", "siteDescription", "description"),
    url: url !== undefined && /^https?:\/\/(?!localhost)/.test(url) ? url : undefined,
    author: find("author.name", "SITE_AUTHOR", "authorName"),
    language: /^[a-z]{2}\b/.exec(find("language", "lang", "locale") ?? "")?.[0],
  };
}

/** A text that a script gives a name: `title: "Weir"` or `SITE_TITLE = "Weir"`. */
const assigned = (script: string, name: string): string | undefined =>
  new RegExp(`\\b${name}["']?\\s*[:=]\\s*(["'\`])((?:(?!\\1)[^\\n\\\\$])+)\\1`).exec(script)?.[2];

/** A permalink in Liquid or Nunjucks with its values filled in; undefined if it needs more than a text's own data. */
export function filledPermalink(
  pattern: string,
  file: string,
  input: string,
  data: Data,
  date: string | undefined,
): string | undefined {
  const name = withoutDate(basename(file).replace(/\.\w+$/, ""));
  const stem = posix.relative(input, file).replace(/\.\w+$/, "");
  const values: Readonly<Record<string, unknown>> = {
    ...data,
    page: {
      fileSlug: name === "index" ? withoutDate(basename(posix.dirname(stem))) : name,
      filePathStem: `/${posix.join(posix.dirname(stem), name)}`.replace("/./", "/"),
      date,
    },
  };
  let isWhole = true;
  const filled = pattern.replace(
    /\{\{-?\s*([\w.]+)((?:\s*\|[^{}|]*)*?)\s*-?\}\}/g,
    (_, path: string, filters: string) => {
      const value = path.split(".").reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), values);
      const text = typeof value === "string" || typeof value === "number" ? String(value) : undefined;
      const found =
        text === undefined ? undefined : filters.split("|").slice(1).reduce<string | undefined>(filtered, text);
      if (found === undefined) isWhole = false;
      return found ?? "";
    },
  );
  return isWhole && !/\{[{%]/.test(filled) ? `/${filled}`.replace(/\/{2,}/g, "/") : undefined;
}

function filtered(text: string | undefined, filter: string): string | undefined {
  const [, name = "", given = ""] = /^\s*(\w+)\s*(?:[:(]\s*(.*?)\)?)?\s*$/.exec(filter) ?? [];
  if (text === undefined) return undefined;
  if (/^(slug|slugify|url_encode|safe|string|trim|strip|lower|downcase)$/.test(name))
    return name.startsWith("slug")
      ? githubSlug(text.normalize("NFD").replace(/\p{Mn}/gu, "")).replace(/-{2,}/g, "-")
      : text.trim();
  if (!/^date/i.test(name)) return undefined;
  const tokens = dateTokens(text);
  const parts: Readonly<Record<string, string | undefined>> = {
    Y: tokens["year"],
    m: tokens["month"],
    d: tokens["day"],
    yyyy: tokens["year"],
    LL: tokens["month"],
    MM: tokens["month"],
    dd: tokens["day"],
    YYYY: tokens["year"],
    DD: tokens["day"],
  };
  const format = given.replace(/^["']|["']$/g, "");
  if (format === "") return undefined;
  return format.replace(
    /%([Ymd])|\b(yyyy|YYYY|LL|MM|dd|DD)\b/g,
    (whole, percent?: string, word?: string) => parts[percent ?? word ?? ""] ?? whole,
  );
}
