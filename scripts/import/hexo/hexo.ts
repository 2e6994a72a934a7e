import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { toIso } from "../../../src/content/date.ts";
import { pathOf, toSlug } from "../../../src/content/slug.ts";
import { filesBelow } from "../../base/files-below.ts";
import { parseMoment } from "../../base/moments.ts";
import { Failure } from "../../base/failure.ts";
import { isRecord, present } from "../../base/record.ts";
import { categoryFields } from "../categories.ts";
import { firstConfig, originsOf, setting, splitAddress, textSetting, withBase } from "../config.ts";
import { keepLineBreaks } from "../dialect/line-breaks.ts";
import { type Described, type Found, readArticles } from "../dialect/markdown-site.ts";
import { archives, furtherPages, numberedPages, termLists } from "../dialect/old-lists.ts";
import { foreignTexts, isHtml, isMarkdown, isMedia, siteFolder } from "../files.ts";
import { readList } from "../foreign.ts";
import { dateOfName } from "../make-article.ts";
import { type Data, type Matter, splitMatter } from "../matter.ts";
import { dateTokens, expandPermalink } from "../permalink.ts";
import { listAt } from "../site/site-redirects.ts";
import type { Asset, OldArticle, OldList, ReadSource } from "../source.ts";
import { readText } from "../utf8-text.ts";
import { convertHexo, hexoLeftovers } from "./hexo-tags.ts";

/** Reads a Hexo site: posts, drafts, pages and files below `source/`. */
export const readHexo: ReadSource = (root, { url }) => {
  const config = firstConfig(root, ["_config.yml", "_config.yaml", "_config.json"]) ?? {};
  const source = (textSetting(config, "source_dir") ?? "source").replace(/^\.?\/|\/$/g, "");
  const folder = siteFolder(root, source);
  if (!existsSync(join(folder, "_posts")))
    throw new Failure(`${folder} has no _posts, expected the folder of a Hexo site with ${source}/_posts`);
  const address = url ?? textSetting(config, "url");
  const base = splitAddress(address).base || (textSetting(config, "root") ?? "/").replace(/\/+$/, "");
  const files = filesBelow(folder);
  const texts = files.filter((file) => isMarkdown(file) && (!/(^|\/)_/.test(file) || /^_(posts|drafts)\//.test(file)));
  const { articles, notes, failures } = readArticles({
    root,
    texts: source,
    files: texts.filter((file) => !/^(README|LICENSE)\b/i.test(file)),
    split: splitHexo,
    tags: ["keywords"],
    describe: (found) => {
      const described = describe(found, folder, files, config);
      return typeof described === "string" ? described : { ...described, urls: withBase(described.urls, base) };
    },
  });
  const bundled = new Set(articles.flatMap(({ bundle }) => bundle.map(({ from }) => from)));
  const byName = new Map(
    articles.flatMap((article) => [article.name, article.slug].map((name) => [name, article] as const)),
  );
  const breaks = hasLineBreaks(root, config);
  return {
    articles,
    statics: files
      .filter(
        (file) =>
          !isMarkdown(file) &&
          !/(^|\/)_/.test(file) &&
          (isMedia(file) || isHtml(file)) &&
          !bundled.has(join(folder, file)),
      )
      .map((file): Asset => ({ from: join(folder, file), to: `static/${file}` })),
    site: present({
      title: textSetting(config, "title"),
      description: textSetting(config, "description") ?? textSetting(config, "subtitle"),
      url: splitAddress(address).origin,
      author: textSetting(config, "author"),
      language: /^[a-z]{2}(?:-[a-z]+)?/i.exec(readList(setting(config, "language"))?.[0] ?? "")?.[0].toLowerCase(),
      timezone: textSetting(config, "timezone"),
    }),
    origins: originsOf(address),
    lists: listsOf(articles, config).map((list) => ({ ...list, url: base + list.url })),
    notes,
    failures: [
      ...failures,
      ...foreignTexts(files).map((file) => ({
        message: "… is in a format that can't be imported, expected Markdown",
        of: [file],
      })),
    ],
    convert: ({ body, ...article }, links) => {
      // Some plugins have the files of a post below its name.
      const own =
        article.bundle.length === 0
          ? body
          : body.replaceAll(
              new RegExp(String.raw`(?<=\]\()(?:\./)?${RegExp.escape(encodeURI(article.name))}/`, "g"),
              "",
            );
      const text = convertHexo(own, {
        post: (name) => {
          const found = byName.get(posix.basename(name));
          return found && { url: links.toSource(found.source) ?? "", title: found.fields.title ?? name };
        },
        asset: (name) => (article.bundle.some(({ to }) => to === name) ? name : undefined),
        code: (path) => {
          const file = posix.join(directory(config, "code_dir", "downloads/code"), path);
          return files.includes(file) ? readFileSync(join(folder, file), "utf8") : undefined;
        },
      });
      return breaks ? keepLineBreaks(text) : text;
    },
    headingId: (_, words) => slugize(words.trim(), {}),
    leftovers: hexoLeftovers,
  };
};

const directory = (config: Data, name: string, usual: string): string =>
  (textSetting(config, name) ?? usual).replace(/^\/|\/$/g, "");

/** Lists and feeds, without the site's base path. The first pages of the home page have the same addresses here. */
function listsOf(articles: readonly OldArticle[], config: Data): OldList[] {
  const per = Number(textSetting(config, "per_page") ?? 10);
  const archive = `/${directory(config, "archive_dir", "archives")}/`;
  const pages = (url: string, posts: number): string[] => [
    url,
    ...furtherPages(posts, per, (page) => `${url}page/${page}/`),
  ];
  const terms = (section: "tags" | "categories", usual: string): OldList[] => {
    const name = section === "tags" ? "tag" : "category";
    const top = `/${directory(config, `${name}_dir`, usual)}/`;
    const slugOf = (term: string): string => slugize(mapped(config, `${name}_map`, term), config);
    const lists = termLists(articles, section, (term, posts) => pages(`${top}${slugOf(term)}/`, posts));
    // Of a post's categories each may be below the one before it.
    const below = (section === "categories" ? articles.filter(({ fields }) => !fields.draft) : []).flatMap(
      ({ fields: { terms } }) =>
        (terms?.["categories"] ?? []).map((term, at, all) => ({
          url: `${top}${all
            .slice(0, at + 1)
            .map(slugOf)
            .join("/")}/`,
          path: pathOf("categories", toSlug(term)),
        })),
    );
    return [{ url: top, path: `/${section}/` }, ...lists, ...below];
  };
  return [
    ...archives(archive),
    ...numberedPages(articles, per, (page) => `${archive}page/${page}/`),
    ...months(articles.filter(({ fields }) => !fields.draft).map(({ fields }) => fields.date ?? "")).flatMap(
      ({ year, path, posts }) => pages(`${archive}${path}/`, posts).map((url) => ({ url, path: `/archive/${year}/` })),
    ),
    ...terms("tags", "tags"),
    ...terms("categories", "categories"),
    ...[readList(setting(config, "feed", "path")) ?? [], "rss2.xml", "rss.xml", "atom.xml"]
      .flat()
      .map((file) => listAt(`/${file}`)),
  ];
}

/** Hexo's front matter may begin without its first line of hyphens. */
function splitHexo(text: string): Matter {
  const plain = text.replace(/^\uFEFF/, "");
  const bare = !/^(---|;;;|\+\+\+|\{)/.test(plain) && /^[\w-]+:[^\n]*\n(?:[^\n]*\n)*?---[ \t]*\r?(?:\n|$)/.test(plain);
  const matter = splitMatter(
    bare ? `---\n${plain}` : plain.replace(/^-{4,}[ \t]*(\r?\n[^]*?\n)-{4,}[ \t]*(?=\r?\n|$)/, "---$1---"),
  );
  return bare ? { ...matter, bodyLine: matter.bodyLine - 1 } : matter;
}

function describe(
  { file, foreign, fields, body }: Found,
  folder: string,
  files: readonly string[],
  config: Data,
): Described | string {
  const isPost = /^_(posts|drafts)\//.test(file);
  const layout = foreign.text("layout", "type");
  const bare = file.replace(/^_(posts|drafts)\//, "").replace(/\.\w+$/, "");
  const own = foreign.text("permalink");
  const aliases = foreign.list("alias", "aliases", "redirect_from");
  fields.tags = foreign.all(["tags", "tag"], readList);
  const categories = foreign.all(["categories", "category"], deepList);
  if (!isPost) {
    if (body.trim() === "" || /^(tags|categories|archives?)$/.test(layout ?? ""))
      return "is a list or has no text of its own, and was not imported";
    const path = bare.replace(/(^|\/)index$/, "$1");
    const name = path.replace(/\/$/, "").replace(/^.*\//, "") || "home";
    const url = own ?? (path === bare ? `${path}.html` : path);
    return {
      kind: "page",
      name,
      slug: name,
      urls: [rooted(url), ...(path === bare ? [rooted(path)] : []), ...aliases.map(rooted)],
    };
  }
  const dated = /:(year|month|day|i_month|i_day)/.test(textSetting(config, "new_post_name") ?? "")
    ? dateOfName(basename(bare))
    : undefined;
  fields.date ??= dateOfName(basename(bare)) ?? toIso(Math.trunc(statSync(join(folder, file)).mtimeMs / 1000));
  if (file.startsWith("_drafts/") || foreign.flag("published") === false) fields.draft = true;
  Object.assign(fields, categoryFields(categories));
  const title = dated === undefined ? bare : bare.replace(/(^|\/)\d{4}-\d\d?-\d\d?-/, "$1");
  const beside = files.filter((each) => each.startsWith(`_posts/${bare}/`) && isMedia(each));
  const pattern = textSetting(config, "permalink") ?? ":year/:month/:day/:title/";
  const tokens = tokensOf(title, fields, categories, foreign.text("id", "abbrlink"), config);
  const url = expandPermalink(own?.includes(":") ? own : (own ?? pattern), tokens);
  return {
    kind: "post",
    name: basename(bare),
    slug: basename(title),
    urls: fields.draft && own === undefined ? aliases.map(rooted) : [rooted(url), ...aliases.map(rooted)],
    ...(beside.length > 0 && { folder: join(folder, "_posts", bare) }),
    bundle: beside.map((each) => ({ from: join(folder, each), to: posix.relative(`_posts/${bare}`, each) })),
  };
}

/** https://hexo.io/docs/permalinks */
function tokensOf(
  title: string,
  fields: Found["fields"],
  categories: readonly string[],
  id: string | undefined,
  config: Data,
): Readonly<Record<string, string>> {
  const defaults = setting(config, "permalink_defaults");
  const terms = categories.map((term) => slugize(mapped(config, "category_map", term), config));
  const usual = textSetting(config, "default_category") ?? "uncategorized";
  const seconds = dateTokens(inUtcWall(fields.date ?? ""));
  return {
    ...(isRecord(defaults)
      ? Object.fromEntries(Object.entries(defaults).map(([name, each]) => [name, String(each)]))
      : {}),
    ...seconds,
    title,
    name: basename(title),
    post_title: slugize(fields.title ?? title, config),
    category: terms.join("/") || slugize(mapped(config, "category_map", usual), config),
    ...present({ id, abbrlink: id, lang: fields.lang }),
    hash: createHash("sha1")
      .update((fields.title ?? "") + secondsOf(fields.date ?? ""))
      .digest("hex")
      .slice(0, 12),
  };
}

/** YAML makes a moment of a date, and Hexo takes what that is in UTC for the time in the site's zone. */
function inUtcWall(date: string): string {
  const moment = parseMoment(date);
  return typeof moment === "number" ? toIso(moment) : date;
}

function secondsOf(date: string): string {
  const moment = parseMoment(date);
  return typeof moment === "number" ? String(moment) : "";
}

const mapped = (config: Data, map: string, term: string): string => textSetting(config, map, term) ?? term;

/** What Hexo leaves of a name in an address. */
function slugize(text: string, config: Data): string {
  const plain = text
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036F]/g, "")
    .normalize("NFC")
    .replaceAll(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/\p{Cc}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "");
  const how = textSetting(config, "filename_case");
  return how === "1" ? plain.toLowerCase() : how === "2" ? plain.toUpperCase() : plain;
}

/** Names in a list, or in lists of one: Hexo's categories below categories. */
const deepList = (value: unknown): string[] | undefined =>
  Array.isArray(value)
    ? value.flat(2).flatMap((item: unknown) => readText(item) ?? [])
    : readText(value) === undefined
      ? undefined
      : [String(value).trim()];

const rooted = (path: string): string => path.replace(/^(?!\/)/, "/");

/** Hexo's usual renderer makes breaks of line breaks unless the configuration forbids it. */
function hasLineBreaks(root: string, config: Data): boolean {
  const uses = (name: string): boolean =>
    existsSync(join(root, "package.json")) && readFileSync(join(root, "package.json"), "utf8").includes(`"${name}"`);
  const others = ["hexo-renderer-markdown-it-plus", "hexo-renderer-kramed", "hexo-renderer-pandoc"];
  if (uses("hexo-renderer-markdown-it")) return setting(config, "markdown", "render", "breaks") !== false;
  return !others.some(uses) && setting(config, "marked", "breaks") !== false;
}

/** The years and months in which something was written, and how much. */
function months(dates: readonly string[]): { readonly year: string; readonly path: string; readonly posts: number }[] {
  const parts = dates
    .filter((date) => /^\d{4}-\d\d/.test(date))
    .flatMap((date) => [date.slice(0, 4), date.slice(0, 7)]);
  return [...Map.groupBy(parts, (part) => part)].map(([part, { length }]) => ({
    year: part.slice(0, 4),
    path: part.replace("-", "/"),
    posts: length,
  }));
}
