import { basename, posix } from "node:path";
import { setting, textSetting } from "../config.ts";
import { isRecord } from "../../base/record.ts";
import type { Data } from "../matter.ts";
import { dateTokens, expandPermalink } from "../permalink.ts";

export interface HugoPage {
  /** Path below the content folder. */
  readonly file: string;
  readonly slug?: string;
  readonly url?: string;
  readonly title?: string;
  readonly date?: string;
}

export const isSection = (file: string): boolean => /^_index(\.[\w-]+)?\.\w+$/.test(basename(file));

/** A page's name without language and extension; a bundle has its folder's. */
export function nameOf(file: string, config: Data): string {
  const language = languageOf(file, config);
  const bare = basename(file).replace(/\.\w+$/, "");
  const name = language !== undefined && bare.endsWith(`.${language}`) ? bare.slice(0, -language.length - 1) : bare;
  if (name !== "index" && name !== "_index") return name;
  const folder = basename(posix.dirname(file));
  return folder === "." || folder === "" ? "home" : folder;
}

/**
 * The language that a file's folder implies, if the language has its own content folder, or its name: `hello.fr.md` on a site
 * with French.
 */
export function languageOf(file: string, config: Data): string | undefined {
  const folder = languageFolder(file, config);
  if (folder !== undefined) return folder.language;
  const found = /\.([a-z]{2,3}(?:-[a-z]{2,4})?)\.\w+$/i.exec(basename(file))?.[1]?.toLowerCase();
  const languages = setting(config, "languages");
  const known = [...(isRecord(languages) ? Object.keys(languages) : []), mainLanguage(config)];
  return found !== undefined && known.some((each) => each.toLowerCase() === found) ? found : undefined;
}

/** The content folder of a language in which a file is: `fr` for `content/fr`. */
function languageFolder(
  file: string,
  config: Data,
): { readonly language: string; readonly folder: string } | undefined {
  const languages = setting(config, "languages");
  for (const language of isRecord(languages) ? Object.keys(languages) : []) {
    const content = textSetting(config, "contentDir") ?? "content";
    const folder = textSetting(config, "languages", language, "contentDir")
      ?.replace(/^\.?\//, "")
      .replace(/\/$/, "");
    const below = folder?.startsWith(`${content}/`) ? folder.slice(content.length + 1) : undefined;
    if (below !== undefined && file.startsWith(`${below}/`)) return { language, folder: below };
  }
  return undefined;
}

/** The path of a file in its own language's folder. */
export function localPath(file: string, config: Data): string {
  const folder = languageFolder(file, config)?.folder;
  return folder === undefined ? file : file.slice(folder.length + 1);
}

const mainLanguage = (config: Data): string => textSetting(config, "defaultContentLanguage") ?? "en";

/** The page's address by Hugo's rules: https://gohugo.io/content-management/urls/ */
export function hugoUrl(given: HugoPage, config: Data): string {
  const language = languageOf(given.file, config);
  const page = { ...given, file: localPath(given.file, config) };
  const inSubfolder = setting(config, "defaultContentLanguageInSubdir") === true;
  const prefix = language !== undefined && (language !== mainLanguage(config) || inSubfolder) ? `/${language}` : "";
  const tokens = tokensOf(page, config);
  if (page.url !== undefined) {
    const url = expandPermalink(page.url, tokens);
    return page.url.startsWith("/") ? url : `${prefix}${url}`;
  }
  if (isSection(page.file)) return `${prefix}/${tokens["sections"]}/`.replace(/\/{2,}/g, "/");
  const section = page.file.includes("/") ? (page.file.split("/")[0] ?? "") : "";
  const pattern =
    textSetting(config, "permalinks", section || "/") ??
    textSetting(config, "permalinks", "page", section || "/") ??
    "/:sections/:slugorcontentbasename/";
  const path = expandPermalink(pattern, tokens).replace(/\/$/, "");
  return `${prefix}${path}${setting(config, "uglyURLs") === true ? ".html" : "/"}`;
}

function tokensOf(page: HugoPage, config: Data): Readonly<Record<string, string>> {
  const name = nameOf(page.file, config);
  const isBundle = /^_?index(\.[\w-]+)?\.\w+$/.test(basename(page.file));
  const folder = isBundle && !isSection(page.file) ? posix.dirname(posix.dirname(page.file)) : posix.dirname(page.file);
  const sections = folder === "." ? [] : folder.split("/").map((each) => urlize(each, config));
  const base = urlize(name, config);
  const slug = page.slug === undefined ? undefined : urlize(page.slug, config);
  const title = urlize(page.title ?? name, config);
  return {
    ...(page.date === undefined ? {} : dateTokens(page.date)),
    section: sections[0] ?? "",
    sections: sections.join("/"),
    title,
    slug: slug ?? title,
    filename: base,
    slugorfilename: slug ?? base,
    contentbasename: base,
    slugorcontentbasename: slug ?? base,
  };
}

/** What Hugo leaves of a name in an address. */
export function urlize(text: string, config: Data): string {
  // A space becomes a hyphen unless there is one beside it; hyphens are kept.
  const kept = text
    .trim()
    .replace(/[^\p{L}\p{M}\p{N}\s._#+~@%-]/gu, "")
    .replace(/\s+(?=-)|(?<=-)\s+/g, "")
    .replace(/\s+/g, "-");
  const plain = setting(config, "removePathAccents") === true ? kept.normalize("NFD").replace(/\p{Mn}/gu, "") : kept;
  return setting(config, "disablePathToLower") === true ? plain : plain.toLowerCase();
}
