import { readFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { categoryFields } from "../categories.ts";
import { commonFields } from "../common-fields.ts";
import { firstConfig, originsOf, setting, splitAddress, textSetting, withBase } from "../config.ts";
import { expectFolder, isMarkdown, isMedia, readableFiles, siteFolder } from "../files.ts";
import { Foreign, readNames } from "../foreign.ts";
import { dateOfName, makeArticle, withoutDate } from "../make-article.ts";
import { isRecord, present } from "../../base/record.ts";
import { failureOf, type Data, splitMatter } from "../matter.ts";
import { replaceProse } from "../../markdown/prose.ts";
import { Failure } from "../../base/failure.ts";
import { type OldArticle, type Links, type NavLink, type Note, type ReadSource } from "../source.ts";
import { zolaLists } from "./zola-lists.ts";
import { convertZola, zolaLeftovers } from "./zola-shortcodes.ts";
import { zolaSlug } from "./zola-slug.ts";

/** Reads a Zola site: its configuration, `content/` and `static/`. */
export const readZola: ReadSource = (root, { url }) => {
  expectFolder(root);
  const config = firstConfig(root, ["config.toml", "zola.toml"]);
  if (config === undefined) throw new Failure(`${root} has no config.toml, expected the folder of a Zola site`);
  if (config["base_url"] === undefined && setting(config, "baseURL") !== undefined)
    throw new Failure(`${root} is the folder of a Hugo site (its configuration has baseURL); import it with hugo`);
  const failures: Note[] = [];
  const content = siteFolder(root, "content");
  const files = readableFiles(content, failures);
  const bundles = new Set(
    files.filter((file) => /(^|\/)index(\.[a-z-]+)?\.md$/i.test(file)).map((file) => dirname(file)),
  );
  const bundleOf = (file: string): string | undefined =>
    [...bundles].find((folder) => folder !== "." && file.startsWith(`${folder}/`));
  const address = url ?? textSetting(config, "base_url");
  const { base, origin } = splitAddress(address);

  const articles: OldArticle[] = [];
  const notes: Note[] = [];
  const sections: string[] = [];
  let title: string | undefined;
  for (const file of files.filter((each) => each.endsWith(".md"))) {
    try {
      const bundle = bundleOf(file);
      const beside =
        bundle === dirname(file) ? files.filter((each) => each.startsWith(`${bundle}/`) && !isMarkdown(each)) : [];
      const article = readArticle(content, file, beside, config, base);
      if (/^_index\b/.test(basename(file))) {
        sections.push(...article.urls);
        if (file === "_index.md") title = article.fields.title;
      }
      if (/^_index\b/.test(basename(file)) && article.body.trim() === "")
        notes.push({
          message: "… is a section without text of its own; the lists here replace it",
          of: [`content/${file}`],
        });
      else articles.push(article);
    } catch (error) {
      failures.push(failureOf(`content/${file}`, error));
    }
  }
  return {
    articles,
    statics: [
      ...readableFiles(siteFolder(root, "static"), failures).map((file) => ({
        from: join(root, "static", file),
        to: `static/${file}`,
      })),
      ...files
        .filter((file) => isMedia(file) && bundleOf(file) === undefined)
        .map((file) => ({ from: join(content, file), to: `static/${file}` })),
    ],
    site: present({
      title: textSetting(config, "title") ?? title,
      description: textSetting(config, "description"),
      url: origin,
      author: textSetting(config, "author") ?? textSetting(config, "extra", "author"),
      language: textSetting(config, "default_language"),
    }),
    origins: originsOf(address),
    ownDays: true,
    nav: zolaMenu(config),
    headingId: (_, words) => anchorOf(words, config),
    lists: zolaLists(articles, sections, config, (term) => slugify(term, config)).flatMap(({ url: each, path }) =>
      withBase([each], base).map((old) => ({ url: old, path })),
    ),
    notes,
    failures,
    convert: (article, links) => convertInternal(convertZola(article.body), links),
    leftovers: (body) => zolaLeftovers(body),
  };
};

/** `@/blog/hello.md#top` names a file below `content/`. One that was not imported gets its likely old address. */
function convertInternal(body: string, links: Links): string {
  return replaceProse(body, /(?<before>\]\(\s*<?|\]:[ \t]+<?|href=["'])@\/(?<path>[^)\s"'#>]+)/g, ({ groups }) => {
    const path = groups?.["path"] ?? "";
    const old = `/${path.replace(/(\/(_?index))?\.md$/, "/")}`;
    return `${groups?.["before"]}${links.toSource(`content/${path}`) ?? old}`;
  });
}

/** Menus that themes read from `extra`, in the forms that most of them have. */
function zolaMenu(config: Data): NavLink[] {
  const places = ["menu", "nav", "navigation", "main_menu", "menu_items", "menu_links", "header.nav", "abridge_menu"];
  const themed = Object.entries(isRecord(config["extra"]) ? config["extra"] : {}).filter(([name]) =>
    /_(menu|nav)/.test(name),
  );
  const found = [
    ...places.map((name) => setting(config, "extra", ...name.split("."))),
    ...themed.map(([, value]) => value),
  ].find((value) => Array.isArray(value) && value.some(isRecord));
  return (Array.isArray(found) ? found : []).filter(isRecord).flatMap((entry) => {
    const [name] = ["name", "title", "text", "label"].flatMap((key) => textSetting(entry, key) ?? []);
    const [url] = ["url", "path", "link", "href"].flatMap((key) => textSetting(entry, key) ?? []);
    if (name === undefined || url === undefined) return [];
    return [{ title: name, path: url.replace(/^\$BASE_URL/, "").replace(/^@\/(.*?)(\/?_?index)?\.md$/, "/$1/") }];
  });
}

function readArticle(content: string, file: string, beside: readonly string[], config: Data, base: string): OldArticle {
  const { data, body, comments } = splitMatter(readFileSync(join(content, file), "utf8"));
  const language = languageOf(file, config);
  const bare = basename(file, ".md").replace(new RegExp(`\\.${language ?? "-"}$`), "");
  const isSection = bare === "_index";
  const foreign = new Foreign(data);
  const taxonomies = isRecord(data["taxonomies"]) ? Object.keys(data["taxonomies"]) : [];
  const common = commonFields(foreign, [
    "tags",
    ...taxonomies.filter((name) => !/^(authors?|categories|series)$/.test(name)).map((name) => `taxonomies.${name}`),
  ]);
  const fields = { ...common, ...categoryFields(foreign.list("taxonomies.categories")) };
  const named = foreign.all(["taxonomies.authors", "taxonomies.author"], readNames);
  if (fields.author === undefined && named.length > 0) fields.author = named;
  const series = foreign.list("taxonomies.series")[0];
  if (fields.series === undefined && series !== undefined) fields.series = series;
  if (language !== undefined) fields.lang ??= language;

  const isBundle = bare === "index" || isSection;
  const name = isBundle ? basename(dirname(file)) : bare;
  const path = foreign.text("path");
  const dated = fields.date ?? dateOfName(name) ?? dateOfPath(path);
  if (dated !== undefined) fields.date = dated;
  const folder = isBundle ? posix.dirname(posix.dirname(file)) : posix.dirname(file);
  const slug =
    foreign.text("slug") ??
    slugify(withoutDate(name.replace(/^(\d{4}-\d\d-\d\d)T[\d:]+(?:Z|[+-][\d:]+)?/, "$1")), config);
  const prefix = language === undefined ? "" : `/${language}`;
  const sections =
    folder === "."
      ? ""
      : folder
          .split("/")
          .map((part) => `/${slugify(part, config)}`)
          .join("");
  const url =
    path === undefined
      ? `${prefix}${sections}/${name === "." ? "" : slug}/`
      : `${prefix}/${path.replace(/^\/|\/$/g, "")}/`;
  const isPost = fields.date !== undefined && !isSection;
  const notes: Note[] = [];
  if (!isPost && !isSection && file.includes("/")) notes.push({ message: "there is no date, so this became a page" });
  if (data["render"] === false) fields.draft = true;
  const ending = language === undefined ? "" : `-${language}`;
  return makeArticle(
    {
      kind: isPost ? "post" : "page",
      source: `content/${file}`,
      name: (name === "." ? "home" : name) + ending,
      slug: (name === "." ? "home" : slug || name) + ending,
      fields,
      body,
      urls: withBase(
        [url.replace(/\/{2,}/g, "/"), ...foreign.list("aliases").map((alias) => alias.replace(/^(?!\/)/, "/"))],
        base,
      ),
      folder: join(content, dirname(file)),
      bundle: isSection
        ? []
        : beside.map((each) => ({ from: join(content, each), to: posix.relative(dirname(file), each) })),
      notes,
    },
    foreign,
    comments,
  );
}

/** Some blogs give a post's day only in its address: `2024/01/02/hello`. */
const dateOfPath = (path: string | undefined): string | undefined =>
  /(?:^|\/)(\d{4}\/\d\d\/\d\d)\//.exec(path ?? "")?.[1]?.replaceAll("/", "-");

function languageOf(file: string, config: Data): string | undefined {
  const found = /\.([a-z]{2,3}(?:-[A-Za-z]+)?)\.md$/.exec(file)?.[1];
  return found !== undefined && isRecord(setting(config, "languages", found)) ? found : undefined;
}

/** Zola's `slugify.paths`: "on" allows only ASCII, "safe" and "off" keep everything a path can contain. */
function slugify(text: string, config: Data): string {
  const mode = textSetting(config, "slugify", "paths") ?? "on";
  if (mode === "off") return text;
  if (mode === "safe") return text.replace(/[<>:"/\\|?*#()[\]\r\n]/g, "").replace(/\s+/g, "_");
  return zolaSlug(text) || text;
}

/** Zola's `slugify.anchors`: without it words keep their letters, and a space is an underscore. */
function anchorOf(words: string, config: Data): string {
  const mode = textSetting(config, "slugify", "anchors") ?? "on";
  return mode === "on" ? zolaSlug(words) : words.replaceAll(" ", "_").replace(/["#%<>[\]()`^{|}\\]/g, "");
}
