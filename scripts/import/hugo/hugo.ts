import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { inUtc, parseMoment } from "../../base/moments.ts";
import type { FrontMatter } from "../../authoring/write-front-matter.ts";
import { categoryFields, categoryLists } from "../categories.ts";
import { commonFields } from "../common-fields.ts";
import { configFolder, firstConfig, originsOf, setting, splitAddress, textSetting, withBase } from "../config.ts";
import { readDate } from "../dates.ts";
import { dateOfName, makeArticle, withoutDate } from "../make-article.ts";
import { foreignFormat, foreignTexts, isHtml, isMarkdown, isMedia, siteFolder } from "../files.ts";
import { filesBelow } from "../../base/files-below.ts";
import { Foreign } from "../foreign.ts";
import { htmlToMarkdown } from "../html/html-to-markdown.ts";
import { hugoUrl, isSection, languageOf, localPath, nameOf, urlize } from "./hugo-urls.ts";
import { convertHugo, hugoLeftovers, refResolver } from "./hugo-shortcodes.ts";
import { isRecord, present } from "../../base/record.ts";
import { failureOf, type Data, splitMatter } from "../matter.ts";
import { Failure } from "../../base/failure.ts";
import { type Asset, type OldArticle, type Note, type ReadSource } from "../source.ts";

const configs = ["hugo", "config"].flatMap((name) => ["toml", "yaml", "yml", "json"].map((end) => `${name}.${end}`));

/** Reads a Hugo site: its configuration, `content/` and `static/`. */
export const readHugo: ReadSource = (root, { url }) => {
  const folders = ["config/_default", "config"].filter((folder) => existsSync(join(root, folder)));
  const config = firstConfig(root, configs) ?? configFolder(siteFolder(root, folders[0] ?? "config"));
  const content = textSetting(config, "contentDir") ?? "content";
  if (!existsSync(join(root, content)))
    throw new Failure(`${join(root, content)} does not exist, expected Hugo's content folder`);
  const address = url ?? textSetting(config, "baseURL");
  const files = filesBelow(siteFolder(root, content));
  const bundles = new Set(
    files.filter((file) => /(^|\/)index(\.[a-z-]+)?\.md$/i.test(file)).map((file) => posix.dirname(file)),
  );
  const inBundle = (file: string): string | undefined => ancestors(file).find((folder) => bundles.has(folder));

  const articles: OldArticle[] = [];
  const documents: Asset[] = [];
  const failures: Note[] = [];
  const notes: Note[] = [];
  for (const file of foreignTexts(files)) failures.push({ message: foreignFormat, of: [`${content}/${file}`] });
  for (const file of files.filter((each) => isMarkdown(each) || (isHtml(each) && inBundle(each) === undefined))) {
    const bundle = inBundle(file);
    const source = `${content}/${file}`;
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
      const article = readArticle(join(root, content), content, file, beside, config, splitAddress(address).base);
      if (article === undefined)
        notes.push({
          message: "… lists its section and has no text of its own; the lists here replace it",
          of: [source],
        });
      else articles.push(article);
    } catch (error) {
      failures.push(failureOf(source, error));
    }
  }
  const statics = [
    ...documents,
    ...filesBelow(siteFolder(root, "static")).map((file): Asset => ({
      from: join(root, "static", file),
      to: `static/${file}`,
    })),
    ...files
      .filter((file) => !isMarkdown(file) && isMedia(file) && inBundle(file) === undefined)
      .map((file): Asset => ({ from: join(root, content, file), to: `static/${file}` })),
  ];
  const byName = new Map(articles.toReversed().map(({ source, name }) => [name, source]));
  return {
    articles,
    statics,
    site: present({
      title: textSetting(config, "title"),
      description: textSetting(config, "params", "description"),
      url: splitAddress(address).origin,
      author:
        textSetting(config, "params", "author", "name") ??
        textSetting(config, "params", "author") ??
        textSetting(config, "author", "name"),
      language: /^[a-z]{2}/i
        .exec(textSetting(config, "languageCode") ?? textSetting(config, "defaultContentLanguage") ?? "")?.[0]
        .toLowerCase(),
      timezone: textSetting(config, "timeZone"),
    }),
    origins: originsOf(address),
    lists: categoryLists(
      articles,
      (category) => `${splitAddress(address).base}/categories/${urlize(category, config)}/`,
    ),
    notes,
    failures,
    convert: ({ body, source }, links) => {
      const toSource = (path: string): string | undefined => links.toSource(path.replace(/^content/, content));
      const text = convertHugo(body, refResolver(source.replace(/^.*?\//, "content/"), toSource, byName));
      return isHtml(source) ? htmlToMarkdown(text) : text;
    },
    leftovers: hugoLeftovers,
  };
};

function readArticle(
  folder: string,
  content: string,
  file: string,
  beside: readonly string[],
  config: Data,
  base: string,
): OldArticle | undefined {
  const { data, body, comments } = splitMatter(readFileSync(join(folder, file), "utf8"));
  if (isSection(file) && body.trim() === "") return undefined;
  const foreign = new Foreign(data);
  const categories = foreign.list("categories", "category");
  const fields = { ...commonFields(foreign, taxonomies(config)), ...categoryFields(categories) };
  const notes: Note[] = [];
  const name = nameOf(file, config);
  const dated = fields.date ?? dateOfName(name);
  if (dated !== undefined) fields.date = dated;
  holdBack(fields, foreign, notes);
  const language = languageOf(file, config);
  const isMain = language === undefined || language === (textSetting(config, "defaultContentLanguage") ?? "en");
  if (!isMain) fields.lang ??= language;
  const [slug, url] = [foreign.text("slug"), foreign.text("url")];
  const address = hugoUrl({ file, ...present({ slug, url, title: fields.title, date: dated }) }, config);
  const aliases = foreign
    .list("aliases")
    .map((alias) => (alias.startsWith("/") ? alias : posix.join(posix.dirname(address), alias)));
  const isSectioned = localPath(file, config).includes("/") && !isSection(file);
  const isPost = isSectioned && fields.date !== undefined;
  if (!isPost && isSectioned) notes.push({ message: "there is no date, so this became a page" });
  const own = slug ?? (isPost ? urlize(withoutDate(name), config) : urlize(name, config));
  const ending = isMain ? "" : `-${language}`;
  const place = posix.dirname(file);
  return makeArticle(
    {
      kind: isPost ? "post" : "page",
      source: `${content}/${file}`,
      name: name + ending,
      slug: (own || name) + ending,
      fields,
      body,
      urls: withBase([address, ...aliases], base),
      folder: join(folder, place),
      bundle: beside.map((each) => ({ from: join(folder, each), to: posix.relative(place, each) })),
      notes,
    },
    foreign,
    comments,
  );
}

/** An article to be published later than its date must not appear earlier. */
function holdBack(fields: Omit<FrontMatter, "slug" | "aliases">, foreign: Foreign, notes: Note[]): void {
  const moment = (date: string | undefined): number => Number(parseMoment(date ?? "", inUtc));
  const later = foreign.first(["publishDate"], (value) => {
    const date = readDate(value);
    return date !== undefined && moment(date) > moment(fields.date) ? date : undefined;
  });
  if (later === undefined) return;
  notes.push({
    message: "the date is the publishDate …, since the post was not meant to appear earlier; its date was …",
    of: [`"${later}"`, `"${fields.date}"`],
  });
  fields.date = later;
}

/** Names of the fields that hold tags: all taxonomies of the site but categories, authors and series. */
function taxonomies(config: Data): string[] {
  const configured = setting(config, "taxonomies");
  const names = isRecord(configured) ? Object.values(configured).map(String) : [];
  return [...new Set(["tags", ...names])].filter((name) => !/^(authors?|categor(y|ies)|series)$/.test(name));
}

const ancestors = (file: string): string[] => {
  const folders: string[] = [];
  for (let folder = dirname(file); folder !== "."; folder = dirname(folder)) folders.push(folder);
  return folders;
};
