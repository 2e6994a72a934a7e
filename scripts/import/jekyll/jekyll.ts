import { present } from "../../base/record.ts";
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { toIso } from "../../../src/content/date.ts";
import { categoryFields } from "../categories.ts";
import { commonFields } from "../common-fields.ts";
import { firstConfig, originsOf, setting, splitAddress, textSetting, withBase } from "../config.ts";
import { dateOfName, makeArticle, withoutDate } from "../make-article.ts";
import {
  expectFolder,
  foreignFormat,
  foreignTexts,
  isHtml,
  isIn,
  isMarkdown,
  isMedia,
  readableFiles,
  siteFolder,
} from "../files.ts";
import { filesBelow } from "../../base/files-below.ts";
import { Foreign, readList, readNames } from "../foreign.ts";
import { htmlToMarkdown } from "../html/html-to-markdown.ts";
import { isRecord } from "../../base/record.ts";
import { listAt } from "../site/site-redirects.ts";
import { jekyllLists, navOf } from "./jekyll-lists.ts";
import { defaultsFor, documentUrls, pageUrls, postUrls } from "./jekyll-urls.ts";
import { kramdownId } from "./kramdown.ts";
import { convertLiquid, liquidLeftovers, postName, siteLiquid } from "./liquid.ts";
import { type Matter, valuesOf } from "./liquid-values.ts";
import { failureOf, type Data, readValue, splitMatter } from "../matter.ts";
import { Failure } from "../../base/failure.ts";
import { type Asset, type OldArticle, type Note, type OldList, type ReadSource } from "../source.ts";

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

const recordOf = (value: unknown): Data => (isRecord(value) ? value : {});

/** The texts of a folder by their paths in it. */
const textsBelow = (root: string, folder: string): Record<string, string> =>
  Object.fromEntries(
    filesBelow(siteFolder(root, folder))
      .filter((file) => isMarkdown(file) || /\.(html?|txt|svg)$/i.test(file))
      .map((file) => [file, readFileSync(join(root, folder, file), "utf8")]),
  );

/** A document's type; a collection's is its name. */
type Type = "post" | "draft" | "page" | { readonly collection: string };

/** Whether the configuration leaves a file or folder out. */
function isExcluded(path: string, config: Data): boolean {
  const named = (name: string): string[] =>
    (readNames(setting(config, name)) ?? []).map((each) => each.replace(/\/$/, ""));
  const matches = (pattern: string): boolean => path === pattern || posix.matchesGlob(path, pattern);
  return named("exclude").some(matches) && !named("include").some(matches);
}

/** The site's data: a value for each file, in records for folders. */
function dataOf(root: string, folder: string): Data {
  const data: Data = {};
  for (const file of filesBelow(siteFolder(root, folder)).filter((each) => /\.(ya?ml|json)$/.test(each))) {
    const parts = file.replace(/\.\w+$/, "").split("/");
    const last = parts.pop() ?? "";
    let at = data;
    for (const part of parts) {
      const inner = recordOf(at[part]);
      at[part] = inner;
      at = inner;
    }
    try {
      at[last] = readValue(readFileSync(join(root, folder, file), "utf8"));
    } catch {
      // What can't be read stays in the texts, and the report names it there.
    }
  }
  return data;
}

/** What Jekyll makes of a file; undefined if it is not published on its own. */
function typeOf(file: string, config: Data): Type | undefined {
  if (/(^|\/)_posts\//.test(file)) return dateOfName(basename(file)) === undefined ? undefined : "post";
  if (/(^|\/)_drafts\//.test(file)) return "draft";
  const collection = /^(?:[^_][^/]*\/)?_([^/]+)\//.exec(file)?.[1];
  if (collection !== undefined)
    return setting(config, "collections", collection, "output") === true ? { collection } : undefined;
  return file.startsWith("_") || /^(README|LICENSE|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT)\b/i.test(basename(file))
    ? undefined
    : "page";
}

function readArticle(
  folder: string,
  file: string,
  type: Type,
  config: Data,
  siteNotes: Note[],
  lists: OldList[],
  matters: Map<string, Matter>,
): OldArticle | undefined {
  const { data: own, body, comments } = splitMatter(readFileSync(join(folder, file), "utf8"));
  const label = typeof type === "string" ? undefined : type.collection;
  const defaults = defaultsFor(file, typeof type === "string" ? type : type.collection, config);
  const isPost = type === "post" || type === "draft";
  if (!isPost && isTemplate(file, body)) {
    const given = textOrUndefined(own["permalink"] ?? defaults["permalink"]);
    lists.push(...pageUrls(file, given, config).map((url) => listAt(url)));
    siteNotes.push({ message: "… is a template that builds a list or a file, and was not imported", of: [file] });
    return undefined;
  }
  if (!isPost && own["redirect_to"] !== undefined && body.trim() === "") {
    siteNotes.push({
      message: "… only leads to …, which has no counterpart here, and was not imported",
      of: [file, readList(own["redirect_to"])?.join(", ") ?? ""],
    });
    return undefined;
  }
  const data = {
    ...pick(defaults, "permalink author category categories tags published lang image description".split(" ")),
    ...own,
  };
  matters.set(file, { data, collection: label ?? (isPost ? "posts" : "pages") });
  const foreign = new Foreign(data);
  const categories = [
    ...foldersBefore(file),
    ...foreign.all(["category"], one),
    ...foreign.all(["categories"], spaced),
  ];
  const tags = foreign.all(["tags", "tag"], spaced);
  const fields = { ...commonFields(foreign, ["keywords"]), tags: [...new Set(tags)], ...categoryFields(categories) };
  const notes: Note[] = [];
  const name = basename(file).replace(/\.\w+$/, "");
  const named = dateOfName(name);
  if (isPost) fields.date ??= named ?? toIso(Math.trunc(statSync(join(folder, file)).mtimeMs / 1000));
  if (type === "draft") fields.draft = true;
  const [slug, permalink] = [foreign.text("slug"), foreign.text("permalink")];
  const post = { file, date: fields.date ?? "", categories, ...present({ slug, permalink }) };
  const document = { file, collection: label ?? "", ...present({ date: fields.date, slug, permalink }) };
  const urls =
    type === "draft"
      ? []
      : isPost
        ? postUrls(post, config)
        : label === undefined
          ? pageUrls(file, permalink, config)
          : documentUrls(document, config);
  const place = dirname(file);
  return makeArticle(
    {
      kind: isPost || (label !== undefined && fields.date !== undefined) ? "post" : "page",
      source: file,
      name: name === "index" && place !== "." ? basename(place) : name,
      slug: slug ?? (name === "index" && place !== "." ? basename(place) : withoutDate(name)),
      fields,
      body,
      urls: [...urls, ...foreign.list("redirect_from", "alias", "aliases").map((path) => path.replace(/^(?!\/)/, "/"))],
      folder: join(folder, place),
      notes,
    },
    foreign,
    comments,
  );
}

const textOrUndefined = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Pages made of loops are lists; so are all files without text. */
const isTemplate = (file: string, body: string): boolean => {
  const words = body
    .replace(/\{%-?\s*(for|paginate|comment)\b[^]*?\{%-?\s*end\1\s*-?%\}/g, "")
    .replace(/\{%[^]*?%\}|\{\{[^]*?\}\}|<[^>]*>/g, "")
    .trim();
  // A page with a list in it is a page all the same, if it is Markdown.
  if (isMarkdown(file)) return words.length < 80 && /\{%|\{\{/.test(body);
  return /\{%-?\s*(for|paginate)\b|<html[\s>]/i.test(body) || words === "";
};

/** Jekyll serves files without front matter as they are. */
function hasMatter(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc(16);
    return /^\uFEFF?---[ \t]*\r?\n/.test(start.toString("utf8", 0, readSync(file, start)));
  } finally {
    closeSync(file);
  }
}

/** Whether it serves a file, if that has no front matter; beside the configuration there is much that nobody asks for. */
const isPublished = (file: string): boolean =>
  !/(^|\/)_/.test(file) &&
  (isMedia(file) ||
    (/\/[^/]*\.[^/]*$/.test(file) && !isMarkdown(file) && !isHtml(file) && !/\.(s[ac]ss|coffee)$/i.test(file)));

/** A folder before `_posts` is a category. */
const foldersBefore = (file: string): string[] => {
  const [before = ""] = /^.*(?=_(?:posts|drafts)\/)/.exec(file) ?? [];
  return before.split("/").filter((part) => part !== "");
};

const one = (value: unknown): string[] | undefined => (typeof value === "string" ? [value.trim()] : undefined);

/** Jekyll splits a string at spaces. One with commas was meant to be split there. */
const spaced = (value: unknown): string[] | undefined =>
  typeof value === "string" && !value.includes(",")
    ? value.split(/\s+/).filter((part) => part !== "")
    : readList(value);

const pick = (data: Data, names: readonly string[]): Data =>
  Object.fromEntries(Object.entries(data).filter(([name]) => names.includes(name)));
