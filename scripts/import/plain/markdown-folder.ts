import { isRecord, present } from "../../base/record.ts";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix, resolve } from "node:path";
import { slug as githubSlug } from "github-slugger";
import { commonFields } from "../common-fields.ts";
import { originsOf, splitAddress } from "../config.ts";
import { dateOfName, makeArticle, withoutDate } from "../make-article.ts";
import { expectFolder, isMarkdown, isOwnFolder, isMedia, readableFiles, siteFolder } from "../files.ts";
import { Foreign } from "../foreign.ts";
import { type Data, failureOf, splitMatter } from "../matter.ts";
import { convertTemplate, directoryData, eleventyInput, filledPermalink, ignoredBy, siteData } from "./eleventy.ts";
import { templateLists } from "./eleventy-lists.ts";
import { componentLeftovers, mdxLeftovers, templateLeftovers, withoutPrograms } from "./mdx.ts";
import { dateTokens, expandPermalink } from "../permalink.ts";
import { Failure } from "../../base/failure.ts";
import { type NavLink, type Note, type OldArticle, type ReadSource } from "../source.ts";

/** Folders whose files are served as they are: Astro and many others, Gatsby, Hexo. */
const publicFolders = ["public", "static"];

// Where these systems keep texts, from the most specific to the whole folder.
const roots = ["src/content", "source", "content", "src/posts", "posts", ""];

/** Reads any folder of Markdown files. Dated ones are posts, all others pages. */
export const readMarkdown: ReadSource = (given, { url, permalink }) => {
  const root = resolve(given);
  expectFolder(root);
  const failures: Note[] = [];
  const isAstro = existsSync(join(root, "src/content"));
  const input = eleventyInput(root);
  const below =
    input ??
    roots.find((each) => each === "" || readableFiles(siteFolder(root, each), failures).some(isMarkdown)) ??
    "";
  const notes: Note[] = [...otherSystem(root)];
  const menu: NavLink[] = [];
  const dataFor = directoryData(root, below, (note) => notes.push(note));
  const isIgnored = ignoredBy(root);
  const texts = [below, ...(isAstro ? ["src/pages", "src/data"] : [])].flatMap((folder) =>
    readableFiles(siteFolder(root, folder), failures, isForeign).map((file) => posix.join(folder, file)),
  );
  const markdown = [...new Set(texts)].filter(
    (file) => isMarkdown(file) && !isAboutRepository(file) && !isIgnored(file),
  );
  if (markdown.length === 0) throw new Failure(`${root} contains no Markdown files`);

  const articles: OldArticle[] = [];
  for (const file of markdown) {
    try {
      const beside =
        isIndexName(basename(file).replace(/\.mdx?$/i, "")) && file.split("/").length > 1
          ? texts.filter((each) => isBeside(each, file))
          : [];
      articles.push(readArticle(root, below, file, beside, dataFor(file), menu, permalink));
    } catch (error) {
      failures.push(failureOf(file, error));
    }
  }
  const found = siteData(root, below);
  const served = publicFolders.filter((folder) => folder !== below && existsSync(join(root, folder)));
  const statics = served.flatMap((folder) =>
    readableFiles(siteFolder(root, folder), failures)
      .filter(isMedia)
      .map((file) => ({ from: join(root, folder, file), to: `static/${file}` })),
  );
  return {
    articles,
    statics,
    site: present({ ...found, url: splitAddress(url ?? found.url).origin }),
    origins: originsOf(url ?? found.url),
    guessed: true,
    nav: menu,
    lists: input === undefined ? [] : templateLists(root, input, texts),
    servedFrom: servedFrom(root, below),
    notes,
    failures,
    sourceFolder: below,
    convert: ({ body, source }) => {
      if (isMdx(source)) return withoutPrograms(body);
      return input === undefined ? body : convertTemplate(body);
    },
    leftovers: (body, article) =>
      isMdx(article.source) ? mdxLeftovers(body, article) : [...templateLeftovers(body), ...componentLeftovers(body)],
  };
};

const isMdx = (source: string): boolean => /\.mdx$/i.test(source);

const isForeign = (path: string): boolean => /(^|\/)(dist|_site|vendor|coverage|\.\w+)$/.test(path);

const isAboutRepository = (file: string): boolean =>
  !file.includes("/") &&
  /^(README|LICENSE|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|AGENTS|CLAUDE)\b/i.test(file);

/** `index`, which Eleventy takes for its folder's text after a date too: `2024-03-05-index`. */
const isIndexName = (stem: string): boolean => /^index$/i.test(withoutDate(stem));
const indexAtEnd = /(^|\/)(?:\d{4}-\d\d-\d\d-)?index$/i;

/** Whether a file belongs to the bundle of an `index.md`. */
const isBeside = (each: string, index: string): boolean =>
  each.startsWith(`${posix.dirname(index)}/`) && isMedia(each) && !isMarkdown(each);

function readArticle(
  root: string,
  below: string,
  file: string,
  beside: readonly string[],
  inherited: Data,
  menu: NavLink[],
  pattern?: string,
): OldArticle {
  const { data: own, body, comments } = splitMatter(readFileSync(join(root, file), "utf8"));
  const data = { ...pick(inherited), ...own };
  const foreign = new Foreign(data);
  const fields = commonFields(foreign, ["tags", "tag", "categories", "category", "topics", "keywords"]);
  const stem = basename(file).replace(/\.\w+$/, "");
  const isIndex = isIndexName(stem) && file.includes("/");
  const name = isIndex ? basename(dirname(file)) : stem;
  const date = fields.date ?? dateOfName(stem) ?? dateOfName(name);
  if (date !== undefined) fields.date = date;
  const titled = foreign.text("eleventyNavigation.title", "eleventyNavigation.key");
  const others = Object.keys(data).filter((each) => /title$/i.test(each) && !/^(sub|short|seo|meta)/i.test(each));
  const title = fields.title ?? titled ?? foreign.text(...others);
  if (title !== undefined) fields.title = title;
  const address = foreign.first(["permalink", "url", "path"], (value) => {
    if (typeof value !== "string" || /:/.test(value.replace(/\{\{[^}]*\}\}/g, ""))) return undefined;
    return /\{/.test(value)
      ? filledPermalink(value, file, below, { ...data, ...present({ title: fields.title }) }, date)
      : value;
  });
  const notes: Note[] = [];
  if (data["permalink"] === false) {
    fields.draft = true;
    notes.push({ message: "it had no address (permalink: false), so it is a draft here" });
  }
  const slug = foreign.first(["slug"], (value) => (typeof value === "string" ? value : undefined));
  const isPost = date !== undefined && !file.startsWith("src/pages/");
  const path = posix
    .relative(below, file)
    .replace(/\.\w+$/, "")
    .replace(indexAtEnd, "");
  const navigated = data["eleventyNavigation"];
  if (isRecord(navigated) && navigated["parent"] === undefined && titled !== undefined && !isPost)
    menu.push({ title: titled, path: address ?? `/${path}/` });
  return makeArticle(
    {
      kind: isPost ? "post" : "page",
      source: file,
      name,
      slug: lastPart(slug) ?? (githubSlug(withoutDate(name)) || name),
      fields,
      body,
      urls: [
        ...(address === undefined ? [] : [address.replace(/^(?!\/)/, "/").replace(/\/index\.html$/, "/")]),
        ...(isPost && pattern !== undefined
          ? [expandPermalink(pattern, { ...dateTokens(date), slug: lastPart(slug) ?? withoutDate(name), path })]
          : []),
        ...(address === undefined && (!isPost || pattern === undefined) ? urlsOf(file, path, slug) : []),
        ...foreign.list("aliases", "redirect_from", "redirects", "alias").map((alias) => alias.replace(/^(?!\/)/, "/")),
      ],
      folder: join(root, dirname(file)),
      bundle: beside.map((each) => ({ from: join(root, each), to: posix.relative(posix.dirname(file), each) })),
      notes,
    },
    foreign,
    comments,
  );
}

/** What a text takes from its folder's data. Tags there name collections for templates, not for readers. */
const pick = (data: Data): Data =>
  Object.fromEntries(
    ["permalink", "author", "authors", "lang", "language", "draft", "description", "image", "date", "series"].flatMap(
      (name) => (data[name] === undefined ? [] : [[name, data[name]]]),
    ),
  );

/** Folders that pictures are named from: the templates' own, the root, and the one above, when only a part of it is imported. */
const servedFrom = (root: string, below: string): string[] => [
  ...[below, "src"].filter((name) => name === "" || isOwnFolder(root, name)).map((name) => join(root, name)),
  root,
];

/** A hint that another reader knows more about such a folder. */
function otherSystem(root: string): Note[] {
  const system = (
    [
      ["jekyll", "_config.yml", "_posts"],
      ["hugo", "hugo.toml", "content"],
      ["zola", "config.toml", "content"],
    ] as const
  ).find(([, config, folder]) => existsSync(join(root, config)) && existsSync(join(root, folder)));
  return system === undefined
    ? []
    : [{ message: "the folder looks like one of …, whose own import knows more about it", of: [system[0]] }];
}

/**
 * The file's likely old addresses. Astro's templates serve a collection under its own name with GitHub-style identifiers;
 * Eleventy serves a file at its path without the date.
 */
function urlsOf(file: string, path: string, slug: string | undefined): string[] {
  if (file.startsWith("src/pages/"))
    return [
      `/${posix
        .relative("src/pages", file)
        .replace(/\.\w+$/, "")
        .replace(/(^|\/)index$/, "")}/`,
    ];
  const parts = path
    .split("/")
    // Eleventy takes hello/hello.md for hello/index.md.
    .filter((part, index, all) => part !== "" && !(index === all.length - 1 && index > 0 && part === all[index - 1]));
  const folder = parts.slice(0, -1);
  const last = parts.at(-1) ?? "";
  if (slug !== undefined) return [`/${[...folder, slug.replace(/^\/|\/$/g, "")].join("/")}/`];
  const written = `/${[...folder, last].join("/")}/`;
  const slugged = `/${[...folder, last].map((part) => githubSlug(part)).join("/")}/`;
  const undated = `/${[...folder, withoutDate(last)].join("/")}/`;
  return [...new Set([slugged, undated, written])];
}

const lastPart = (slug: string | undefined): string | undefined =>
  slug
    ?.split("/")
    .filter((part) => part !== "")
    .at(-1);
