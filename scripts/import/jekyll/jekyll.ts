import { join, posix } from "node:path";
import { Failure } from "../../base/failure.ts";
import { present } from "../../base/record.ts";
import { firstConfig, originsOf, setting, splitAddress, textSetting, withBase } from "../config.ts";
import {
  expectFolder,
  foreignFormat,
  foreignTexts,
  headOf,
  isHtml,
  isIn,
  isMarkdown,
  isMedia,
  readableFiles,
  siteFolder,
} from "../files.ts";
import { readNames } from "../foreign.ts";
import { htmlToMarkdown } from "../html/html-to-markdown.ts";
import { type Data, failureOf } from "../matter.ts";
import type { Asset, Note, OldArticle, OldList, ReadSource } from "../source.ts";
import { readArticle, typeOf } from "./jekyll-article.ts";
import { dataOf, textsBelow } from "./jekyll-data.ts";
import { jekyllLists, navOf } from "./jekyll-lists.ts";
import { kramdownId } from "./kramdown.ts";
import { convertLiquid, liquidLeftovers, postName, siteLiquid } from "./liquid.ts";
import { type Matter, valuesOf } from "./liquid-values.ts";

/** Reads a Jekyll site: posts, drafts, collections with addresses, pages and files. */
export const readJekyll: ReadSource = (root, { url }) => {
  expectFolder(root);
  const failures: Note[] = [];
  const found = firstConfig(root, ["_config.yml", "_config.yaml", "_config.toml"]);
  const config = found ?? {};
  const folder = siteFolder(root, textSetting(config, "source") ?? "");
  const files = readableFiles(
    folder,
    failures,
    (path) => /^(vendor|_site|node_modules)$/.test(path) || isExcluded(path, config),
  );
  if (found === undefined && !files.some((file) => /(^|\/)_posts\//.test(file)))
    throw new Failure(`${folder} has neither _config.yml nor _posts, expected the folder of a Jekyll site`);
  const base = textSetting(config, "baseurl") ?? "";
  const address = url ?? (textSetting(config, "url") === undefined ? undefined : textSetting(config, "url") + base);

  const articles: OldArticle[] = [];
  const notes: Note[] = [];
  const documents: Asset[] = [];
  const lists: OldList[] = [];
  const matters = new Map<string, Matter>();
  const foreign = new Set(foreignTexts(files));
  for (const file of files) {
    const type = typeOf(file, config);
    if (type === undefined) {
      if (/(^|\/)_posts\//.test(file))
        notes.push({
          message: "… has no date in its name, so Jekyll did not publish it, and it was not imported",
          of: [file],
        });
      continue;
    }
    if (foreign.has(file)) failures.push({ message: foreignFormat, of: [file] });
    if (!isMarkdown(file) && !isHtml(file)) continue;
    try {
      if (isHtml(file) && !hasMatter(join(folder, file))) {
        documents.push({ from: join(folder, file), to: `static/${file}` });
        continue;
      }
      const article = readArticle(folder, file, type, config, notes, lists, matters);
      if (article !== undefined) articles.push({ ...article, urls: withBase(article.urls, base.replace(/\/$/, "")) });
    } catch (error) {
      failures.push(failureOf(file, error));
    }
  }
  const data = dataOf(folder, textSetting(config, "data_dir") ?? "_data");
  const values = valuesOf(config, data, articles, matters);
  const render = siteLiquid(textsBelow(folder, textSetting(config, "includes_dir") ?? "_includes"));
  const isKramdown = /^(kramdown)?$/i.test(textSetting(config, "markdown") ?? "");
  const isParsed = setting(config, "kramdown", "parse_block_html") === true;
  const byName = new Map(articles.map(({ source }) => [postName(source), source]));
  return {
    articles,
    statics: [
      ...documents,
      ...files
        .filter((file) => isPublished(file) && !hasMatter(join(folder, file)))
        .map((file) => ({ from: join(folder, file), to: `static/${file}` })),
    ],
    site: present({
      title: textSetting(config, "title") ?? textSetting(config, "name"),
      description: textSetting(config, "description"),
      url: splitAddress(address).origin,
      author: textSetting(config, "author", "name") ?? textSetting(config, "author"),
      language: /^[a-z]{2}/i
        .exec(textSetting(config, "lang") ?? textSetting(config, "locale") ?? "")?.[0]
        .toLowerCase(),
      timezone: textSetting(config, "timezone"),
    }),
    nav: navOf(config, data),
    origins: originsOf(address),
    lists: [...lists, ...jekyllLists(articles, config)].flatMap(({ url: each, path }) =>
      withBase([each], base.replace(/\/$/, "")).map((old) => ({ url: old, path })),
    ),
    notes,
    failures,
    ...(setting(config, "kramdown", "auto_ids") === false
      ? {}
      : {
          headingId: (_: string, words: string) =>
            kramdownId(words, textSetting(config, "kramdown", "input") !== "kramdown"),
        }),
    convert: (article, links, note) => {
      const text = convertLiquid(article.body, {
        post: (name) => links.toSource(byName.get(posix.basename(name)) ?? ""),
        file: (path) => links.toSource(path) ?? (isIn(folder, path) ? `/${path}` : undefined),
        render,
        values: values(article, links, note),
        isHtml: isHtml(article.source),
        ...(isKramdown ? { kramdown: { isParsed: isParsed || parsesHtml.test(article.body) } } : {}),
        note,
      });
      return isHtml(article.source) ? htmlToMarkdown(text) : text;
    },
    leftovers: liquidLeftovers,
  };
};

const parsesHtml = /\{::options\b[^}]*parse_block_html\s*=\s*"true"/;

/** Whether the configuration leaves a file or folder out. */
function isExcluded(path: string, config: Data): boolean {
  const named = (name: string): string[] =>
    (readNames(setting(config, name)) ?? []).map((each) => each.replace(/\/$/, ""));
  const matches = (pattern: string): boolean => path === pattern || posix.matchesGlob(path, pattern);
  return named("exclude").some(matches) && !named("include").some(matches);
}

/** Jekyll serves files without front matter as they are. */
const hasMatter = (path: string): boolean => /^\uFEFF?---[ \t]*\r?\n/.test(headOf(path, 16).toString());

/** Whether it serves a file, if that has no front matter; beside the configuration there is much that nobody asks for. */
const isPublished = (file: string): boolean =>
  !/(^|\/)_/.test(file) &&
  (isMedia(file) ||
    (/\/[^/]*\.[^/]*$/.test(file) && !isMarkdown(file) && !isHtml(file) && !/\.(s[ac]ss|coffee)$/i.test(file)));
