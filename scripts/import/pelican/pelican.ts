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
import { archives, furtherPages, numberedPages, termLists } from "../dialect/old-lists.ts";
import { ScriptConfig } from "../dialect/script-config.ts";
import { foreignTexts, isMarkdown, isMedia, siteFolder } from "../files.ts";
import { htmlToMarkdown } from "../html/html-to-markdown.ts";
import { type Data, splitMatter } from "../matter.ts";
import { dateTokens } from "../permalink.ts";
import { listAt } from "../site/site-redirects.ts";
import type { Asset, OldArticle, OldList, ReadSource } from "../source.ts";
import { convertPelican, pelicanLeftovers } from "./pelican-text.ts";

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
  return {
    articles,
    statics: files
      .filter((file) => isMedia(file) || extra.has(file))
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
      ...foreignTexts(files).map((file) => ({
        message: "… is in a format that can't be imported, expected Markdown",
        of: [file],
      })),
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

/** What assigns a string, a word or a list; the first of several files that does so counts. */
function pythonConfig(texts: readonly string[]): PythonConfig {
  return new PythonConfig(
    texts.map((text) => text.replace(/^\s*#[^\n]*$/gm, "").replace(/^(?=[A-Z_]+\s*=)/gm, "\u0000")).join("\n\u0000"),
  );
}

class PythonConfig {
  readonly #values: ReadonlyMap<string, string>;

  constructor(text: string) {
    const assigned = text.split("\u0000").flatMap((part) => {
      const [, name, value] = /^([A-Z_]+)\s*=\s*([^]*)$/.exec(part) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    });
    this.#values = new Map(assigned.toReversed());
  }

  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return value === undefined
      ? undefined
      : new ScriptConfig(`${name}=${value.replace(/^[ru](?=["'])/, "")}`).text(name);
  }

  list(name: string): string[] | undefined {
    const value = this.#values.get(name);
    return value === undefined ? undefined : new ScriptConfig(`${name}=${value}`).list(name);
  }

  isFalse(name: string): boolean {
    return /^False\b/.test(this.#values.get(name) ?? "");
  }

  /** All of a value, as it is written. */
  block(name: string): string | undefined {
    return this.#values.get(name);
  }
}

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
  const within2 =
    dirname(file) === "." || config.isFalse("USE_FOLDER_AS_CATEGORY") ? undefined : dirname(file).split("/").at(-1);
  const category =
    foreign.text("category") ?? (isPage ? undefined : (within2 ?? config.text("DEFAULT_CATEGORY") ?? "misc"));
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

// Python's formats of dates that stand in addresses.
const formats: Readonly<Record<string, string>> = {
  Y: "year",
  y: "short_year",
  m: "month",
  d: "day",
  B: "long_month",
  b: "short_month",
  A: "long_day",
  a: "short_day",
  j: "y_day",
  H: "hour",
  M: "minute",
  S: "second",
};

/** `{date:%Y}/{slug}/` with its values. */
function filledIn(pattern: string, values: Readonly<Record<string, string>>, date: string | undefined): string {
  const tokens: Readonly<Record<string, string>> = date === undefined ? {} : dateTokens(date);
  return pattern.replaceAll(/\{(\w+)(?::([^{}]*))?\}/g, (whole, name: string, format?: string) => {
    if (name !== "date") return values[name] ?? whole;
    return (format ?? "%Y-%m-%d").replaceAll(/%-?([A-Za-z])/g, (part, letter: string) => {
      const value = tokens[formats[letter] ?? ""];
      return value === undefined ? part : part.startsWith("%-") ? value.replace(/^0+(?=\d)/, "") : value;
    });
  });
}

/** Pelican's slugify: plain letters, small, with one hyphen between words. */
const pelicanSlug = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{Mn}/gu, "")
    .replaceAll(/[^\p{L}\p{N}_\s-]/gu, "")
    .trim()
    .toLowerCase()
    .replaceAll(/[-\s]+/g, "-");

/** The address of a list, without the first slash. */
function listUrl(config: PythonConfig, name: string, term = ""): string {
  const usual = /^(TAG|CATEGORY|AUTHOR)$/.test(name)
    ? `${name.toLowerCase()}/{slug}.html`
    : `${name.toLowerCase()}.html`;
  const pattern = config.text(`${name}_URL`) ?? config.text(`${name}_SAVE_AS`) ?? usual;
  return filledIn(pattern, { slug: pelicanSlug(term) }, undefined).replace(/^\//, "");
}

/** Lists and feeds, without the site's base path. */
function listsOf(config: PythonConfig, articles: readonly OldArticle[]): OldList[] {
  const per = Number(/^\d+/.exec(config.block("DEFAULT_PAGINATION") ?? "")?.[0] ?? 0) || Infinity;
  const pages =
    (name: string) =>
    (term: string, posts: number): string[] => {
      const first = listUrl(config, name, term);
      return [first, ...furtherPages(posts, per, (page) => first.replace(/(?=\.\w+$)|\/?$/, (end) => `${page}${end}`))];
    };
  const posts = articles.filter(({ kind, fields }) => kind === "post" && !fields.draft);
  const author = config.text("AUTHOR");
  const feeds = ["ATOM", "RSS"].flatMap((format) => {
    const usual = format === "ATOM" ? "feeds/" : undefined;
    const feed = (name: string, end: string): string | undefined =>
      config.text(`${name}_${format}`) ?? (usual && `${usual}${end}.${format.toLowerCase()}.xml`);
    const [main, all, term] = [config.text(`FEED_${format}`), feed("FEED_ALL", "all"), feed("CATEGORY_FEED", "{slug}")];
    const people =
      format === "ATOM" ? termLists(posts, "authors", (name) => [`feeds/${pelicanSlug(name)}.atom.xml`]) : [];
    const own = [
      ...(author === undefined ? [] : [`feeds/${pelicanSlug(author)}.${format.toLowerCase()}.xml`]),
      ...(format === "ATOM" ? [`feeds/all-${config.text("DEFAULT_LANG") ?? "en"}.atom.xml`] : []),
    ];
    const terms =
      term === undefined
        ? []
        : termLists(posts, "categories", (name) => [term.replace(/\{slug\}|%s/, pelicanSlug(name))]);
    return [main, all, ...own, ...[...terms, ...people].map((list) => list.url)].flatMap((file) =>
      file === undefined ? [] : [listAt(file)],
    );
  });
  return [
    ...archives(listUrl(config, "ARCHIVES"), listUrl(config, "AUTHORS")),
    ...numberedPages(articles, per, (page) => `index${page}.html`),
    { url: listUrl(config, "TAGS"), path: "/tags/" },
    { url: listUrl(config, "CATEGORIES"), path: "/categories/" },
    ...termLists(articles, "tags", pages("TAG")),
    ...termLists(articles, "categories", pages("CATEGORY")),
    ...termLists(articles, "authors", pages("AUTHOR")),
    // The site's own author is not named by its posts here, and has no list.
    ...(author === undefined ? [] : archives(...pages("AUTHOR")(author, posts.length))),
    ...feeds,
  ];
}
