import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { toIso } from "../../../src/content/date.ts";
import { filesBelow } from "../../base/files-below.ts";
import { Failure } from "../../base/failure.ts";
import { plural } from "../../base/order.ts";
import { isRecord, present } from "../../base/record.ts";
import { firstConfig, originsOf, splitAddress, withBase } from "../config.ts";
import { convertContainers } from "../dialect/containers.ts";
import { type Described, type Found, readArticles } from "../dialect/markdown-site.ts";
import { archives, furtherPages, numberedPages, termLists } from "../dialect/old-lists.ts";
import { type ScriptConfig, scriptConfig } from "../dialect/script-config.ts";
import { titleHeading } from "../dialect/title-heading.ts";
import { isMarkdown, isMedia, siteFolder } from "../files.ts";
import { type Data, type Matter, splitMatter } from "../matter.ts";
import type { Asset, Note, ReadSource } from "../source.ts";
import { mdxLeftovers } from "../plain/mdx.ts";
import { convertDocusaurus } from "./docusaurus-text.ts";

const configs = ["js", "ts", "mjs", "cjs", "mts"].map((end) => `docusaurus.config.${end}`);

/** A blog of the site: most have one, further ones are further instances of the plugin. */
interface Blog {
  /** Folder below the site's folder. */
  readonly folder: string;
  /** The language of a folder of translations. */
  readonly language?: string;
  /** Path of its list, without the site's base path: `/blog`. */
  readonly route: string;
}

/** Reads the blogs of a Docusaurus site, its Markdown pages and `static/`. */
export const readDocusaurus: ReadSource = (root, { url }) => {
  const name = configs.find((each) => existsSync(join(root, each)));
  if (name === undefined)
    throw new Failure(`${root} has no docusaurus.config.js, expected the folder of a Docusaurus site`);
  const config = scriptConfig(readFileSync(join(root, name), "utf8"));
  const blogs = blogsOf(root, config);
  const address = url ?? addressOf(config);
  const base = splitAddress(url).base || baseOf(config).replace(/\/$/, "");
  const below = (folder: string): string[] => filesBelow(siteFolder(root, folder)).map((file) => `${folder}/${file}`);
  const inBlogs = blogs.flatMap(({ folder }) => below(folder));
  // A name that begins with a line is part of another text.
  const texts = [...inBlogs, ...below("src/pages")].filter(
    (file) => isMarkdown(file) && !/(^|\/)_/.test(file.replace(/^src\/pages\//, "")),
  );
  if (texts.length === 0)
    throw new Failure(
      `${root} has no Markdown in ${blogs.map(({ folder }) => `${folder}/`).join(" or ")}, expected a Docusaurus blog`,
    );

  const named = new Map(blogs.map(({ folder }) => [folder, termsIn(root, folder)]));
  const blogOf = (file: string): Blog | undefined => blogs.find(({ folder }) => file.startsWith(`${folder}/`));
  const { articles, notes, failures } = readArticles({
    root,
    files: texts,
    split: (text, file) => spelledOut(splitMatter(text), named.get(blogOf(file)?.folder ?? "")),
    tags: ["tags", "keywords"],
    describe: (found) => {
      const blog = blogOf(found.file);
      const described = blog ? post(root, found, blog, inBlogs) : page(found);
      return { ...described, urls: withBase(described.urls, base) };
    },
  });
  return {
    articles,
    statics: filesBelow(siteFolder(root, "static")).map((file): Asset => ({
      from: join(root, "static", file),
      to: `static/${file}`,
    })),
    site: present({
      title: config.text("title"),
      description: config.text("tagline"),
      url: splitAddress(address).origin,
      language: config.text("i18n", "defaultLocale")?.toLowerCase(),
    }),
    origins: originsOf(address),
    lists: blogs.flatMap(({ route, language }) => {
      if (language !== undefined) return [];
      const per = Number(config.word("postsPerPage") ?? 10);
      return [
        ...archives(`${route}/`, `${route}/archive/`),
        ...numberedPages(articles, per, (page) => `${route}/page/${page}/`),
        ...["rss.xml", "atom.xml", "feed.json"].map((file) => ({ url: `${route}/${file}`, path: `/${file}` })),
        { url: `${route}/authors/`, path: "/archive/" },
        { url: `${route}/tags/`, path: "/tags/" },
        ...termLists(articles, "tags", (tag, posts) => {
          const url = `${route}/tags/${kebab(tag)}/`;
          return [url, ...furtherPages(posts, per, (page) => `${url}page/${page}/`)];
        }),
      ].map((list) => ({ ...list, url: base + list.url }));
    }),
    notes: [...notes, ...leftBehind(root)],
    failures,
    convert: ({ body, source }) => convertDocusaurus(convertContainers(body), source),
    leftovers: mdxLeftovers,
  };
};

/** Programs in a configuration, such as one for the addresses of edits, may have a `baseUrl` of their own. */
const baseOf = (config: ScriptConfig): string => config.texts("baseUrl").find((each) => each.startsWith("/")) ?? "/";

const addressOf = (config: ScriptConfig): string | undefined => {
  const site = config.text("url");
  return site === undefined ? undefined : site.replace(/\/$/, "") + baseOf(config);
};

function blogsOf(root: string, config: ScriptConfig): Blog[] {
  const further = config.after(/plugin-content-blog["'`]/g);
  const own = [undefined, ...further].map((options, index) => {
    const folder = (options?.text("path") ?? (index === 0 ? config.text("blog", "path") : undefined) ?? "blog").replace(
      /^\.?\/|\/$/g,
      "",
    );
    const route =
      options?.text("routeBasePath") ?? (index === 0 ? config.text("blog", "routeBasePath") : undefined) ?? "blog";
    // A blog may be at the root of its site.
    return { folder, route: `/${route.replace(/^\/|\/$/g, "")}`.replace(/\/$/, ""), id: options?.text("id") };
  });
  const distinct = own.filter(({ folder }, index) => own.findIndex((each) => each.folder === folder) === index);
  const there = distinct.filter(({ folder }) => existsSync(join(root, folder)));
  const languages = config.list("i18n", "locales");
  return [...there, ...(there.length === 0 ? distinct.slice(0, 1) : [])].flatMap(({ folder, route, id }) => {
    const plugin = `docusaurus-plugin-content-blog${id === undefined || id === "default" ? "" : `-${id}`}`;
    const translated = languages.flatMap((language) => {
      const place = `i18n/${language}/${plugin}`;
      return existsSync(join(root, place)) ? [{ folder: place, route: `/${language}${route}`, language }] : [];
    });
    return [{ folder, route }, ...translated];
  });
}

// https://docusaurus.io/docs/blog: a date in front of a name, with hyphens or as folders.
const dated = /^(?<folder>.*?)(?<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?<text>.*)$/;

function post(
  root: string,
  { file, foreign, fields, body }: Found,
  { folder, route, language }: Blog,
  all: readonly string[],
): Described {
  const bare = posix
    .relative(folder, file)
    .replace(/\.\w+$/, "")
    .replace(/\/index$/i, "");
  const { date, text = "", folder: before = "" } = dated.exec(bare)?.groups ?? {};
  const [year = "", month = "", day = ""] = date?.split(/[-/]/) ?? [];
  if (date !== undefined) fields.date ??= `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (language !== undefined) fields.lang ??= language.toLowerCase();
  if (foreign.flag("unlisted")) fields.draft = true;
  const isUndated = fields.date === undefined;
  fields.date ??= toIso(Math.trunc(statSync(join(root, file)).mtimeMs / 1000)).slice(0, 10);
  const slug = foreign.text("slug", "id");
  const path = slug ?? (date === undefined ? bare : `${date.replaceAll("-", "/")}/${before}${text}`);
  const name = text.replace(/^.*\//, "") || bare.replace(/^.*\//, "");
  const isBundle = /^index\.mdx?$/i.test(basename(file));
  const heading = titleHeading(body);
  if (heading) fields.title ??= heading.title;
  return {
    kind: "post",
    name: (isBundle ? posix.dirname(file) : file.replace(/\.\w+$/, "")).replace(/^.*\//, ""),
    slug: slug?.split("/").findLast((part) => part !== "") ?? name,
    // Docusaurus takes such a heading for the post's title, and shows it once.
    body: heading?.rest ?? body,
    urls: [`${route}/${path.replace(/^\//, "")}`.replace(/\/?$/, "/")],
    ...(isBundle && { bundle: bundleOf(root, file, all) }),
    ...(isUndated && { notes: [{ message: "no date is in its name or front matter; it has that of its file" }] }),
  };
}

function bundleOf(root: string, index: string, all: readonly string[]): Asset[] {
  const folder = `${posix.dirname(index)}/`;
  return all
    .filter((each) => each.startsWith(folder) && isMedia(each))
    .map((each) => ({ from: join(root, each), to: each.slice(folder.length) }));
}

function page({ file, foreign, fields, body }: Found): Described {
  const path = posix
    .relative("src/pages", file)
    .replace(/\.\w+$/, "")
    .replace(/(^|\/)index$/i, "$1");
  const heading = titleHeading(body);
  if (heading) fields.title ??= heading.title;
  const slug = foreign.text("slug");
  const name = path.replace(/\/$/, "").replace(/^.*\//, "") || "home";
  return {
    kind: "page",
    name,
    slug: name,
    body: heading?.rest ?? body,
    urls: [`/${slug?.replace(/^\//, "") ?? path}`],
  };
}

/** Authors and tags of a folder that posts name by keys. */
interface Terms {
  readonly authors: Data;
  readonly tags: Data;
}

const termsIn = (root: string, folder: string): Terms => {
  const read = (name: string): Data =>
    firstConfig(join(root, folder), [`${name}.yml`, `${name}.yaml`, `${name}.json`]) ?? {};
  return { authors: read("authors"), tags: read("tags") };
};

/** Front matter with names in the place of keys. */
function spelledOut(matter: Matter, terms: Terms | undefined): Matter {
  const data = { ...matter.data };
  const name = (known: Data | undefined, field: string) => (value: unknown) => {
    const entry = known?.[isRecord(value) ? String(value["key"]) : String(value)];
    const own = isRecord(value) ? (value[field] ?? value["label"]) : value;
    return (isRecord(entry) ? entry[field] : undefined) ?? own;
  };
  for (const field of ["authors", "author"])
    if (data[field] !== undefined) data[field] = [data[field]].flat().map(name(terms?.authors, "name"));
  if (Array.isArray(data["tags"])) data["tags"] = data["tags"].map(name(terms?.tags, "label"));
  return { ...matter, data };
}

/** What lodash's kebabCase makes of a tag in an address. */
const kebab = (tag: string): string =>
  tag
    .replaceAll(/(\p{Ll})(\p{Lu})|(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1$3-$2$4")
    .replaceAll(/(\p{L})(\d)|(\d)(\p{L})/gu, "$1$3-$2$4")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "")
    .toLowerCase();

/** What a blog has no place for, counted. */
function leftBehind(root: string): Note[] {
  const docs = filesBelow(siteFolder(root, "docs")).filter(isMarkdown).length;
  const programs = filesBelow(siteFolder(root, "src/pages")).filter((file) => /\.[jt]sx?$/.test(file)).length;
  return [
    ...(docs === 0 ? [] : [{ message: "not imported: … of documentation in docs/", of: [plural(docs, "page")] }]),
    ...(programs === 0
      ? []
      : [{ message: "not imported: … in src/pages/ that a program makes", of: [plural(programs, "page")] }]),
  ];
}
