import { existsSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../../base/files-below.ts";
import { isRecord } from "../../base/record.ts";
import { firstConfig, readConfig, setting, textSetting } from "../config.ts";
import { siteFolder } from "../files.ts";
import type { Data } from "../matter.ts";
import type { NavLink } from "../source.ts";

const names = ["hugo", "config"].flatMap((name) => ["toml", "yaml", "yml", "json"].map((end) => `${name}.${end}`));

/**
 * A Hugo site's configuration: its file, `config/_default/` and what `config/production/` changes, as Hugo merges them when it
 * builds for readers (https://gohugo.io/configuration/introduction/). Undefined if there is none.
 */
export function hugoConfig(root: string): Data | undefined {
  const file = firstConfig(root, names);
  const environments = ["config/_default", "config/production"].filter((name) => existsSync(join(root, name)));
  const folders = environments.length === 0 && existsSync(join(root, "config")) ? ["config"] : environments;
  if (file === undefined && folders.length === 0) return undefined;
  return folders.reduce((merged, name) => merge(merged, readFolder(siteFolder(root, name))), file ?? {});
}

/** A key for each file: `permalinks.toml`, and with a language in its name for that language: `menus.fr.toml`. */
function readFolder(folder: string): Data {
  let merged: Data = {};
  for (const path of filesBelow(folder).filter((each) => /\.(toml|ya?ml|json)$/.test(each))) {
    const [, name = "", language] = /^([^.]+)(?:\.([^.]+))?\.\w+$/.exec(path) ?? [];
    const data = readConfig(folder, path);
    const keys = language === undefined ? [] : ["languages", language];
    if (!(/^(hugo|config)$/.test(name) || (language !== undefined && !/^(menus?|params)$/.test(name)))) keys.push(name);
    merged = merge(
      merged,
      keys.reduceRight<Data>((inner, key) => ({ [key]: inner }), data),
    );
  }
  return merged;
}

function merge(below: Data, above: Data): Data {
  const merged = { ...below };
  for (const [name, value] of Object.entries(above)) {
    const key = Object.keys(below).find((each) => each.toLowerCase() === name.toLowerCase()) ?? name;
    const old = merged[key];
    merged[key] = isRecord(old) && isRecord(value) ? merge(old, value) : value;
  }
  return merged;
}

/** The languages of a site that it shows, in the order of its configuration. */
export function languagesOf(config: Data): string[] {
  const languages = setting(config, "languages");
  const hidden = setting(config, "disableLanguages");
  return (isRecord(languages) ? Object.keys(languages) : []).filter(
    (name) =>
      setting(config, "languages", name, "disabled") !== true && !(Array.isArray(hidden) && hidden.includes(name)),
  );
}

export const mainLanguage = (config: Data): string => textSetting(config, "defaultContentLanguage") ?? "en";

/** A setting of the main language, or of the whole site. */
export const mainText = (config: Data, ...path: readonly string[]): string | undefined =>
  textSetting(config, "languages", mainLanguage(config), ...path) ?? textSetting(config, ...path);

/** A page's entry in the main menu, or one of the configuration. `weight` says where it stands, 0 at the end. */
export interface MenuEntry extends NavLink {
  readonly weight: number;
}

/** The main menu that the configuration describes, without what stands below other entries. */
export function menuOf(config: Data): MenuEntry[] {
  const places = [
    ["languages", mainLanguage(config), "menus"],
    ["languages", mainLanguage(config), "menu"],
    ["menus"],
    ["menu"],
  ];
  const found = places.map((path) => setting(config, ...path, "main")).find((value) => Array.isArray(value));
  return (found ?? []).filter(isRecord).flatMap((entry: Data) => {
    const text = (name: string): string | undefined => textSetting(entry, name);
    const page = text("pageRef");
    const path =
      text("url") ?? (page === undefined ? undefined : `/${page.replace(/^\/|\/$/g, "")}/`.replace("//", "/"));
    const title = text("name") ?? text("title") ?? text("identifier");
    if (path === undefined || title === undefined || text("parent") !== undefined) return [];
    return [{ title: title.replace(/<[^>]*>/g, "").trim(), path, weight: Number(setting(entry, "weight") ?? 0) }];
  });
}

/** An entry that a page's own front matter makes: `menu: main`, or `menu: { main: { weight: 10 } }`. */
export function menuEntry(data: Data, page: NavLink): MenuEntry[] {
  const menu = setting(data, "menus") ?? setting(data, "menu");
  const listed: unknown[] = Array.isArray(menu) ? menu : [menu];
  const entry = setting(isRecord(menu) ? menu : {}, "main");
  if (!listed.includes("main") && !isRecord(entry)) return [];
  const own = isRecord(entry) ? entry : {};
  if (textSetting(own, "parent") !== undefined) return [];
  return [
    { title: textSetting(own, "name") ?? page.title, path: page.path, weight: Number(setting(own, "weight") ?? 0) },
  ];
}

/** Hugo's order: by weight, those without one last. */
export const inMenuOrder = (entries: readonly MenuEntry[]): NavLink[] =>
  entries
    .toSorted((a, b) => (a.weight || Infinity) - (b.weight || Infinity) || 0)
    .map(({ title, path }) => ({ title, path }));
