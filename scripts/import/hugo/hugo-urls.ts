import { basename, posix } from "node:path";
import { setting, textSetting } from "../config.ts";
import type { Data } from "../matter.ts";
import { dateTokens, expandPermalink } from "../permalink.ts";
import { languagesOf, mainLanguage } from "./hugo-config.ts";

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
  const known = [...languagesOf(config), mainLanguage(config)];
  return found !== undefined && known.some((each) => each.toLowerCase() === found) ? found : undefined;
}

/** The content folder of a language in which a file is: `fr` for `content/fr`. */
function languageFolder(
  file: string,
  config: Data,
): { readonly language: string; readonly folder: string } | undefined {
  const content = contentFolder(config);
  for (const language of languagesOf(config)) {
    const folder = folderSetting(config, "languages", language, "contentDir");
    const below = folder === undefined ? undefined : posix.relative(content, folder);
    if (below !== undefined && file.startsWith(`${below}/`)) return { language, folder: below };
  }
  return undefined;
}

const folderSetting = (config: Data, ...path: readonly string[]): string | undefined =>
  textSetting(config, ...path)
    ?.replace(/^\.?\//, "")
    .replace(/\/$/, "");

/** The folder with the content of all languages: the site's own, unless those of some languages lie beside it. */
export function contentFolder(config: Data): string {
  const content = folderSetting(config, "contentDir") ?? "content";
  const beside = languagesOf(config).some((language) => {
    const folder = folderSetting(config, "languages", language, "contentDir");
    return folder !== undefined && folder !== content && !folder.startsWith(`${content}/`);
  });
  return beside ? "" : content;
}

/** Whether a file is part of the site: where each language has a folder, files outside of those are not. */
export function isOfSite(file: string, config: Data): boolean {
  const languages = languagesOf(config);
  const folders = languages.map((language) => folderSetting(config, "languages", language, "contentDir"));
  if (folders.length > 0 && !folders.includes(undefined)) {
    const content = folderSetting(config, "contentDir") ?? "content";
    return folders.includes(content) || languageFolder(file, config) !== undefined;
  }
  const content = folderSetting(config, "contentDir") ?? "content";
  return contentFolder(config) !== "" || file.startsWith(`${content}/`) || languageFolder(file, config) !== undefined;
}

/** The path of a file in its own language's folder. */
export function localPath(file: string, config: Data): string {
  const folder = languageFolder(file, config)?.folder;
  return folder === undefined ? file : file.slice(folder.length + 1);
}

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
    [
      ["languages", language ?? mainLanguage(config), "permalinks"],
      ["languages", language ?? mainLanguage(config), "permalinks", "page"],
      ["permalinks"],
      ["permalinks", "page"],
    ]
      .map((path) => textSetting(config, ...path, section || "/"))
      .find((found) => found !== undefined) ?? "/:sections/:slugorcontentbasename/";
  const path = expandPermalink(withSlices(pattern, tokens), tokens).replace(/\/$/, "");
  return `${prefix}${path}${setting(config, "uglyURLs") === true ? ".html" : "/"}`;
}

/** `:sections[1:]`, `:sections[last]` and the like, filled in. */
const withSlices = (pattern: string, tokens: Readonly<Record<string, string>>): string =>
  pattern.replace(/:sections\[(last|-?\d+)?(:)?(last|-?\d+)?\]/g, (_, from?: string, colon?: string, to?: string) => {
    const sections = (tokens["sections"] ?? "").split("/");
    const at = (text: string | undefined, otherwise: number): number =>
      text === undefined ? otherwise : text === "last" ? sections.length - 1 : Number(text);
    const start = at(from, 0);
    return sections.slice(start, colon === undefined ? start + 1 : at(to, sections.length)).join("/");
  });

function tokensOf(page: HugoPage, config: Data): Readonly<Record<string, string>> {
  const name = nameOf(page.file, config);
  const isBundle = /^_?index(\.[\w-]+)?\.\w+$/.test(basename(page.file));
  const folder = isBundle && !isSection(page.file) ? posix.dirname(posix.dirname(page.file)) : posix.dirname(page.file);
  const sections = folder === "." ? [] : folder.split("/").map((each) => urlize(each, config));
  const base = urlize(name, config);
  // A slash in a slug makes folders.
  const slug = page.slug
    ?.split("/")
    .map((part) => urlize(part, config))
    .join("/");
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
