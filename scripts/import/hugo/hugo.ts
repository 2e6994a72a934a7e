import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { originsOf, setting, splitAddress, textSetting, withBase } from "../config.ts";
import {
  expectFolder,
  foreignFormat,
  isOwnFolder,
  foreignTexts,
  isHtml,
  isMarkdown,
  isMedia,
  readableFiles,
  siteFolder,
} from "../files.ts";
import { filesBelow } from "../../base/files-below.ts";
import { htmlToMarkdown } from "../html/html-to-markdown.ts";
import { plural } from "../../base/order.ts";
import { hugoConfig, inMenuOrder, languagesOf, mainLanguage, mainText, menuOf } from "./hugo-config.ts";
import { readArticle } from "./hugo-article.ts";
import { hugoId } from "./hugo-anchors.ts";
import { feedName, hugoLists, withFeed } from "./hugo-lists.ts";
import { contentFolder, hugoUrl, isOfSite, isSection, localPath } from "./hugo-urls.ts";
import { convertHugo, hugoLeftovers, refResolver } from "./hugo-shortcodes.ts";
import { present } from "../../base/record.ts";
import { ownShortcodes } from "./own-shortcodes.ts";
import { failureOf, type Data, splitMatter } from "../matter.ts";
import { Failure } from "../../base/failure.ts";
import { type Asset, type OldArticle, type Note, type OldList, type ReadSource } from "../source.ts";

/** Reads a Hugo site: its configuration, `content/` and `static/`. */
export const readHugo: ReadSource = (root, { url }) => {
  expectFolder(root);
  const found = hugoConfig(root);
  const config = found ?? {};
  const content = contentFolder(config);
  if (!existsSync(join(root, content)))
    throw new Failure(`${join(root, content)} does not exist, expected Hugo's content folder`);
  if (found === undefined) throw new Failure(`${root} has no hugo.toml, expected the folder of a Hugo site`);
  if (setting(config, "baseURL") === undefined && config["base_url"] !== undefined)
    throw new Failure(`${root} is the folder of a Zola site (its configuration has base_url); import it with zola`);
  const address = url ?? mainText(config, "baseURL");
  const ignored = patternsOf(setting(config, "ignoreFiles"));
  const failures: Note[] = [];
  const all = readableFiles(siteFolder(root, content), failures).filter(
    (file) => !ignored.some((pattern) => pattern.test(posix.join("/", content, file))),
  );
  const files = all.filter((file) => isOfSite(file, config));
  const bundles = new Set(
    files.filter((file) => /(^|\/)index(\.[a-z-]+)?\.md$/i.test(file)).map((file) => posix.dirname(file)),
  );
  const inBundle = (file: string): string | undefined => ancestors(file).find((folder) => bundles.has(folder));

  const articles: OldArticle[] = [];
  const documents: Asset[] = [];
  const notes: Note[] = content === "" ? [] : foldersWithout(all, files, content);
  const menu = menuOf(config);
  const sections: OldList[] = [];
  for (const file of foreignTexts(files)) failures.push({ message: foreignFormat, of: [posix.join(content, file)] });
  for (const file of files.filter((each) => isMarkdown(each) || (isHtml(each) && inBundle(each) === undefined))) {
    const bundle = inBundle(file);
    const source = posix.join(content, file);
    if (bundle !== undefined && !(posix.dirname(file) === bundle && /^index(\.|$)/.test(basename(file)))) {
      notes.push({
        message: "… is a part of a page bundle that only templates can show, and was not imported",
        of: [source],
      });
      continue;
    }
    try {
      if (isHtml(file) && /<html[\s>]/i.test(readFileSync(join(root, content, file), "utf8"))) {
        documents.push({ from: join(root, content, file), to: `static${hugoUrl({ file }, config)}index.html` });
        continue;
      }
      const beside =
        bundle === undefined ? [] : files.filter((each) => each.startsWith(`${bundle}/`) && !isMarkdown(each));
      const article = readArticle(join(root, content), content, file, beside, config, splitAddress(address).base, menu);
      if (isSection(file))
        sections.push(...article.urls.flatMap((each) => withFeed({ url: each, path: "/archive/" }, "/rss.xml")));
      if (isSection(file) && article.body.trim() === "") {
        notes.push({
          message: "… lists its section and has no text of its own; the lists here replace it",
          of: [source],
        });
      } else articles.push(article);
    } catch (error) {
      failures.push(failureOf(source, error));
    }
  }
  const statics = [
    ...documents,
    ...servedFolders(root, config).flatMap(({ folder, isTheme }) =>
      readableFiles(siteFolder(root, folder), failures)
        .filter((file) => !isTheme || isMedia(file))
        .map((file): Asset => ({ from: join(root, folder, file), to: `static/${file}` })),
    ),
    ...files
      .filter((file) => !isMarkdown(file) && isMedia(file) && inBundle(file) === undefined)
      .map((file): Asset => {
        const folder = hugoUrl({ file: posix.join(posix.dirname(file), "_index.md") }, config);
        return { from: join(root, content, file), to: `static${folder}${basename(file)}` };
      }),
  ];
  const fill = ownShortcodes(root, config);
  const byName = new Map(articles.toReversed().map(({ source, name }) => [name, source]));
  return {
    articles,
    statics,
    site: present({
      title: mainText(config, "title"),
      description: plain(mainText(config, "params", "description") ?? mainText(config, "description")),
      url: splitAddress(address).origin,
      author:
        textSetting(config, "params", "author", "name") ??
        textSetting(config, "params", "author") ??
        textSetting(config, "author", "name"),
      language: /^[a-z]{2}/i
        .exec(mainText(config, "languageCode") ?? mainText(config, "locale") ?? mainLanguage(config))?.[0]
        .toLowerCase(),
      timezone: textSetting(config, "timeZone"),
    }),
    headingId: (markdown) => hugoId(markdown, textSetting(config, "markup", "goldmark", "parser", "autoHeadingIDType")),
    nav: inMenuOrder(menu),
    origins: originsOf(address),
    ownDays: textSetting(config, "timeZone") === undefined,
    lists: [...sections, ...hugoLists(articles, config, isPaged(root, config))].flatMap(({ url: each, path }) =>
      withBase([each.replace(/(?<=\/)index\.xml$/, feedName(config))], splitAddress(address).base).map((old) => ({
        url: old,
        path,
      })),
    ),
    notes,
    failures,
    convert: ({ body, source }, links) => {
      const text = convertHugo(
        body,
        refResolver(source, contentRoots(source, content, config), (path) => links.toSource(path), byName),
        (name, args) => fill(name, args, () => splitMatter(readFileSync(join(root, source), "utf8")).data),
      );
      return isHtml(source) ? htmlToMarkdown(text) : text;
    },
    leftovers: hugoLeftovers,
  };
};

/** Regular expressions of Go, as far as they are those of JavaScript. */
const patternsOf = (setting: unknown): RegExp[] =>
  (Array.isArray(setting) ? setting : []).flatMap((pattern) => {
    try {
      return [new RegExp(String(pattern))];
    } catch {
      return [];
    }
  });

/** Folders of content that belong to no language of the site. */
function foldersWithout(all: readonly string[], files: readonly string[], content: string): Note[] {
  const kept = new Set(files);
  const left = Map.groupBy(
    all.filter((file) => !kept.has(file) && isMarkdown(file)),
    (file) => file.split("/")[0] ?? "",
  );
  return [...left].map(([folder, { length }]) => ({
    message: "… belongs to no language of the site and was not imported: …",
    of: [`${content}/${folder}`, plural(length, "text")],
  }));
}

/** Folders whose files the site serves at its root: its own, and those of its themes, of which an author's files are wanted. */
function servedFolders(root: string, config: Data): { readonly folder: string; readonly isTheme: boolean }[] {
  const own = [
    setting(config, "staticDir") ?? "static",
    ...languagesOf(config).map((name) => setting(config, "languages", name, "staticDir")),
  ]
    .flat()
    .filter((folder) => typeof folder === "string");
  const themes = [setting(config, "theme")].flat().filter((theme) => typeof theme === "string");
  const themed = themes.map((theme) => `${textSetting(config, "themesDir") ?? "themes"}/${theme}/static`);
  return [
    ...themed.filter((folder) => isOwnFolder(root, folder)).map((folder) => ({ folder, isTheme: true })),
    ...[...new Set(own)].map((folder) => ({ folder, isTheme: false })),
  ];
}

const plain = (text: string | undefined): string | undefined =>
  text
    ?.replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** Where the texts of a file's language are, and those of all. */
const contentRoots = (source: string, content: string, config: Data): string[] => {
  const local = localPath(posix.relative(content, source), config);
  return [...new Set([source.slice(0, source.length - local.length).replace(/\/$/, ""), content])];
};

/** Whether a theme here divides lists into pages, or there is none here to tell. */
function isPaged(root: string, config: Data): boolean {
  const themes = [setting(config, "theme")]
    .flat()
    .map((theme) => join(textSetting(config, "themesDir") ?? "themes", String(theme)));
  const layouts = ["", ...themes]
    .map((folder) => join(folder, "layouts"))
    .filter((folder) => isOwnFolder(root, folder))
    .flatMap((folder) => filesBelow(join(root, folder)).map((file) => join(root, folder, file)));
  return layouts.length === 0 || layouts.some((file) => /\.Paginat/.test(readFileSync(file, "utf8")));
}

const ancestors = (file: string): string[] => {
  const folders: string[] = [];
  for (let folder = dirname(file); folder !== "."; folder = dirname(folder)) folders.push(folder);
  return folders;
};
