import { present } from "../../base/record.ts";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix, resolve } from "node:path";
import { slug as githubSlug } from "github-slugger";
import { commonFields } from "../common-fields.ts";
import { originsOf, splitAddress } from "../config.ts";
import { dateOfName, makeArticle, withoutDate } from "../make-article.ts";
import { expectFolder, isMarkdown, isMedia, readableFiles, siteFolder } from "../files.ts";
import { Foreign } from "../foreign.ts";
import { failureOf, splitMatter } from "../matter.ts";
import { mdxLeftovers, templateLeftovers } from "./mdx.ts";
import { dateTokens, expandPermalink } from "../permalink.ts";
import { Failure } from "../../base/failure.ts";
import { type Note, type OldArticle, type ReadSource } from "../source.ts";

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
  const below =
    roots.find((each) => each === "" || readableFiles(siteFolder(root, each), failures).some(isMarkdown)) ?? "";
  const texts = [below, ...(isAstro ? ["src/pages", "src/data"] : [])].flatMap((folder) =>
    readableFiles(siteFolder(root, folder), failures, isForeign).map((file) => posix.join(folder, file)),
  );
  const markdown = [...new Set(texts)].filter((file) => isMarkdown(file) && !isAboutRepository(file));
  if (markdown.length === 0) throw new Failure(`${root} contains no Markdown files`);

  const articles: OldArticle[] = [];
  for (const file of markdown) {
    try {
      const beside =
        /^index\.mdx?$/i.test(basename(file)) && file.split("/").length > 1
          ? texts.filter((each) => isBeside(each, file))
          : [];
      articles.push(readArticle(root, below, file, beside, permalink));
    } catch (error) {
      failures.push(failureOf(file, error));
    }
  }
  const served = publicFolders.filter((folder) => folder !== below && existsSync(join(root, folder)));
  const statics = served.flatMap((folder) =>
    readableFiles(siteFolder(root, folder), failures)
      .filter(isMedia)
      .map((file) => ({ from: join(root, folder, file), to: `static/${file}` })),
  );
  return {
    articles,
    statics,
    site: present({ url: splitAddress(url).origin }),
    origins: originsOf(url),
    guessed: true,
    notes: [],
    failures,
    convert: ({ body }) => body,
    leftovers: (body, { source }) => (/\.mdx$/i.test(source) ? mdxLeftovers(body) : templateLeftovers(body)),
  };
};

const isForeign = (path: string): boolean => /(^|\/)(dist|_site|vendor|coverage|\.\w+)$/.test(path);

const isAboutRepository = (file: string): boolean =>
  !file.includes("/") &&
  /^(README|LICENSE|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|AGENTS|CLAUDE)\b/i.test(file);

/** Whether a file belongs to the bundle of an `index.md`. */
const isBeside = (each: string, index: string): boolean =>
  each.startsWith(`${posix.dirname(index)}/`) && isMedia(each) && !isMarkdown(each);

function readArticle(
  root: string,
  below: string,
  file: string,
  beside: readonly string[],
  pattern?: string,
): OldArticle {
  const { data, body, comments } = splitMatter(readFileSync(join(root, file), "utf8"));
  const foreign = new Foreign(data);
  const fields = commonFields(foreign, ["tags", "tag", "categories", "category", "topics", "keywords"]);
  const stem = basename(file).replace(/\.\w+$/, "");
  const isIndex = /^index$/i.test(stem) && file.includes("/");
  const name = isIndex ? basename(dirname(file)) : stem;
  const date = fields.date ?? dateOfName(name);
  if (date !== undefined) fields.date = date;
  const own = foreign.first(["permalink", "url", "path"], (value) =>
    typeof value === "string" && !/[{:]/.test(value) ? value : undefined,
  );
  const slug = foreign.first(["slug"], (value) => (typeof value === "string" ? value : undefined));
  const isPost = date !== undefined && !file.startsWith("src/pages/");
  const path = posix
    .relative(below, file)
    .replace(/\.\w+$/, "")
    .replace(/(^|\/)index$/i, "");
  return makeArticle(
    {
      kind: isPost ? "post" : "page",
      source: file,
      name,
      slug: lastPart(slug) ?? (githubSlug(withoutDate(name)) || name),
      fields,
      body,
      urls: [
        ...(own === undefined ? [] : [own.replace(/^(?!\/)/, "/")]),
        ...(isPost && pattern !== undefined
          ? [expandPermalink(pattern, { ...dateTokens(date), slug: lastPart(slug) ?? withoutDate(name), path })]
          : []),
        ...(own === undefined && (!isPost || pattern === undefined) ? urlsOf(file, path, slug) : []),
        ...foreign.list("aliases", "redirect_from", "redirects", "alias").map((alias) => alias.replace(/^(?!\/)/, "/")),
      ],
      folder: join(root, dirname(file)),
      bundle: beside.map((each) => ({ from: join(root, each), to: posix.relative(posix.dirname(file), each) })),
    },
    foreign,
    comments,
  );
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
  const parts = path.split("/").filter((part) => part !== "");
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
