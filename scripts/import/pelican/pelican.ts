import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { toIso } from "../../../src/content/date.ts";
import { filesBelow } from "../../base/files-below.ts";
import { Failure } from "../../base/failure.ts";
import { present } from "../../base/record.ts";
import { categoryFields } from "../categories.ts";
import { originsOf, splitAddress, withBase } from "../config.ts";
import { type Described, type Found, readArticles } from "../dialect/markdown-site.ts";
import { splitMetaLines } from "../dialect/meta-lines.ts";
import { foreignFormat, foreignTexts, isMarkdown, isMedia, siteFolder } from "../files.ts";
import { htmlToMarkdown } from "../html/html-to-markdown.ts";
import { type Data, splitMatter } from "../matter.ts";
import type { Asset, ReadSource } from "../source.ts";
import { filledIn, listsOf, listUrl, pelicanSlug } from "./pelican-addresses.ts";
import { convertPelican, pelicanLeftovers } from "./pelican-text.ts";
import { type PythonConfig, pythonConfig } from "./python-config.ts";

/** Reads a Pelican site: the Markdown in its content folder, and the files that it serves. */
export const readPelican: ReadSource = (root, { url }) => {
  const names = ["pelicanconf.py", "publishconf.py"].filter((name) => existsSync(join(root, name)));
  if (names.length === 0) throw new Failure(`${root} has no pelicanconf.py, expected the folder of a Pelican site`);
  const config = pythonConfig(names.map((name) => readFileSync(join(root, name), "utf8")).reverse());
  const content = (config.text("PATH") ?? "content").replace(/^\.?\//, "").replace(/\/$/, "");
  const folder = siteFolder(root, content);
  const files = filesBelow(folder);
  const texts = files.filter((file) => isMarkdown(file) || isHtmlText(folder, file));
  if (texts.length === 0)
    throw new Failure(`${folder} contains no Markdown files, expected the articles of a Pelican site`);
  const address = url ?? (config.text("SITEURL") || undefined);
  const { base } = splitAddress(address);
  const { articles, notes, failures } = readArticles({
    root,
    texts: content,
    files: texts,
    split: (text, file) => (isMarkdown(file) ? splitPelican(text) : splitHtml(text)),
    tags: ["tags", "tag", "keywords"],
    describe: (found) => {
      const described = describe(found, folder, config);
      return typeof described === "string" ? described : { ...described, urls: withBase(described.urls, base) };
    },
  });
  const extra = new Map(
    [
      ...(config.block("EXTRA_PATH_METADATA") ?? "").matchAll(
        /(["'])([^"']+)\1\s*:\s*\{\s*["']path["']\s*:\s*["']([^"']+)["']/g,
      ),
    ].map(([, , from = "", to = ""]) => [from, to]),
  );
  const served = (config.list("STATIC_PATHS") ?? ["images"]).map((path) => path.replace(/\/$/, ""));
  // What is not an article is served as it is, whatever its kind.
  const isServed = (file: string): boolean =>
    extra.has(file) || (!texts.includes(file) && served.some((path) => file === path || file.startsWith(`${path}/`)));
  return {
    articles,
    statics: files
      .filter((file) => isMedia(file) || isServed(file))
      .map((file): Asset => ({ from: join(folder, file), to: `static/${extra.get(file) ?? file}` })),
    site: present({
      title: config.text("SITENAME"),
      description: config.text("SITESUBTITLE"),
      url: splitAddress(address).origin,
      author: config.text("AUTHOR"),
      language: config.text("DEFAULT_LANG")?.toLowerCase(),
      timezone: config.text("TIMEZONE"),
    }),
    origins: originsOf(address),
    lists: listsOf(config, articles).map((list) => ({ ...list, url: base + list.url.replace(/^(?!\/)/, "/") })),
    notes,
    failures: [
      ...failures,
      ...foreignTexts(files.filter((file) => !isServed(file))).map((file) => ({ message: foreignFormat, of: [file] })),
    ],
    convert: ({ body, source }, links) => {
      const here = posix.dirname(posix.relative(content, source));
      const fileAt = (path: string): string => (path.startsWith("/") ? path.slice(1) : posix.join(here, path));
      const text = convertPelican(body, {
        article: (path) => links.toSource(posix.join(content, fileAt(path))),
        file: (path) => {
          const file = fileAt(path);
          return files.includes(file) ? `/${extra.get(file) ?? file}` : undefined;
        },
        list: (kind, term) => `/${listUrl(config, kind.toUpperCase(), term)}`,
      });
      return isMarkdown(source) ? text : htmlToMarkdown(text);
    },
    leftovers: pelicanLeftovers,
  };
};

const splitPelican = (text: string) => {
  // YAML between its lines is that of a plugin, and has lists.
  if (!/^\uFEFF?---[ \t]*\r?\n/.test(text)) return splitMetaLines(text);
  try {
    const matter = splitMatter(text);
    return { ...matter, data: lowered(matter.data) };
  } catch {
    return splitMetaLines(text);
  }
};

const lowered = (data: Data): Data =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [name.toLowerCase(), value]));

/** Pelican's own articles in HTML, with their data in `<meta>`. */
const isHtmlText = (folder: string, file: string): boolean =>
  /\.html?$/i.test(file) && /<meta\s+name=["'](date|category|tags)["']/i.test(readFileSync(join(folder, file), "utf8"));

function splitHtml(text: string) {
  const metas = [...text.matchAll(/<meta\s+name=["']([\w-]+)["']\s+(?:content|contents)=["']([^"']*)["']/gi)];
  const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1];
  const data: Data = {
    ...(title === undefined ? {} : { title }),
    ...Object.fromEntries(metas.map(([, name = "", value]) => [name.toLowerCase(), value])),
  };
  return { data, body: /<body[^>]*>([^]*?)<\/body>/i.exec(text)?.[1] ?? text, bodyLine: 1, comments: [], found: true };
}

function describe({ file, foreign, fields, body }: Found, folder: string, config: PythonConfig): Described | string {
  const stem = basename(file).replace(/\.\w+$/, "");
  const pages = config.list("PAGE_PATHS") ?? ["pages"];
  const isPage =
    pages.some((path) => path === "" || file.startsWith(`${path.replace(/\/$/, "")}/`)) ||
    foreign.text("template") === "page";
  const within = (config.list("ARTICLE_PATHS") ?? [""]).some(
    (path) => path === "" || file.startsWith(`${path.replace(/\/$/, "")}/`),
  );
  if (!isPage && !within)
    return "is outside the folders of articles and pages, so Pelican did not publish it, and it was not imported";
  if (body.trim() === "" && fields.title === undefined) return "has neither title nor text, and was not imported";
  const pattern =
    pythonGroups(config.text("FILENAME_METADATA") ?? String.raw`(?P<date>\d{4}-\d{2}-\d{2}).*`).exec(stem)?.groups ??
    {};
  const [fromName, named] = [pattern["date"], pattern["slug"]];
  if (fields.date === undefined && fromName !== undefined) fields.date = fromName;
  const date = fields.date ?? (isPage ? undefined : toIso(Math.trunc(statSync(join(folder, file)).mtimeMs / 1000)));
  if (date !== undefined) fields.date = date;
  const people = authorsOf([fields.author ?? []].flat().join(", ")) ?? [];
  if (people.length > 0) fields.author = people.length === 1 ? (people[0] ?? "") : people;
  const status = foreign.text("status") ?? "published";
  if (status === "draft") fields.draft = true;
  const parent =
    dirname(file) === "." || config.isFalse("USE_FOLDER_AS_CATEGORY") ? undefined : dirname(file).split("/").at(-1);
  const category =
    foreign.text("category") ?? (isPage ? undefined : (parent ?? config.text("DEFAULT_CATEGORY") ?? "misc"));
  if (!isPage && category !== undefined) Object.assign(fields, categoryFields([category]));
  const source = config.text("SLUGIFY_SOURCE") === "basename" ? stem : (fields.title ?? stem);
  const slug = foreign.text("slug") ?? named ?? pelicanSlug(source);
  const kind = isPage ? "PAGE" : "ARTICLE";
  const main = config.text("DEFAULT_LANG") ?? "en";
  const lang = fields.lang !== undefined && fields.lang !== main.toLowerCase() ? "_LANG" : "";
  const usual = `${isPage ? "pages/" : ""}{slug}${lang === "" ? "" : "-{lang}"}.html`;
  const address =
    foreign.text("url", "save_as") ??
    config.text(`${kind}${lang}_URL`) ??
    config.text(`${kind}${lang}_SAVE_AS`) ??
    (config.text(`${kind}_SAVE_AS`) || usual);
  foreign.text("save_as");
  const values = {
    slug,
    category: pelicanSlug(category ?? ""),
    author: pelicanSlug([fields.author ?? config.text("AUTHOR") ?? ""].flat()[0] ?? ""),
    lang: fields.lang ?? main,
  };
  const hidden =
    status === "hidden" ? [{ message: "its status was hidden: its address answered, but no list named it" }] : [];
  return {
    kind: isPage ? "page" : "post",
    name: stem === "index" && dirname(file) !== "." ? basename(dirname(file)) : stem,
    slug: slug.replace(/^.*\//, ""),
    urls: fields.draft ? [] : [`/${filledIn(address, values, date).replace(/^\//, "")}`],
    notes: hidden,
  };
}

const pythonGroups = (pattern: string): RegExp => {
  try {
    return new RegExp(`^(?:${pattern.replaceAll("(?P<", "(?<")})`, "u");
  } catch {
    return /^(?<date>\d{4}-\d{2}-\d{2})/;
  }
};

/** `Ada; Bob`, `Ada, Bob`, or `Lovelace, Ada; Babbage, Charles`. */
const authorsOf = (text: string | undefined): string[] | undefined =>
  text
    ?.split(text.includes(";") ? ";" : ",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
