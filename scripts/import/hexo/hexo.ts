import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { toIso } from "../../../src/content/date.ts";
import { filesBelow } from "../../base/files-below.ts";
import { Failure } from "../../base/failure.ts";
import { present } from "../../base/record.ts";
import { categoryFields } from "../categories.ts";
import { firstConfig, originsOf, setting, splitAddress, textSetting, withBase } from "../config.ts";
import { keepLineBreaks } from "../dialect/line-breaks.ts";
import { type Described, type Found, readArticles } from "../dialect/markdown-site.ts";
import { foreignFormat, foreignTexts, isHtml, isMarkdown, isMedia, siteFolder } from "../files.ts";
import { readList } from "../foreign.ts";
import { dateOfName } from "../make-article.ts";
import { type Data, type Matter, splitMatter } from "../matter.ts";
import { expandPermalink } from "../permalink.ts";
import type { Asset, ReadSource } from "../source.ts";
import { readText } from "../utf8-text.ts";
import { directory, listsOf, slugize, tokensOf } from "./hexo-addresses.ts";
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
    failures: [...failures, ...foreignTexts(files).map((file) => ({ message: foreignFormat, of: [file] }))],
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
