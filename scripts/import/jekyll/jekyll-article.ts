import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { toIso } from "../../../src/content/date.ts";
import { present } from "../../base/record.ts";
import { categoryFields } from "../categories.ts";
import { commonFields } from "../common-fields.ts";
import { setting } from "../config.ts";
import { isMarkdown } from "../files.ts";
import { Foreign, readList } from "../foreign.ts";
import { dateOfName, makeArticle, withoutDate } from "../make-article.ts";
import { type Data, splitMatter } from "../matter.ts";
import { listAt } from "../site/site-redirects.ts";
import type { Note, OldArticle, OldList } from "../source.ts";
import { defaultsFor, documentUrls, pageUrls, postUrls } from "./jekyll-urls.ts";
import type { Matter } from "./liquid-values.ts";

/** A document's type; a collection's is its name. */
export type Type = "post" | "draft" | "page" | { readonly collection: string };

/** What Jekyll makes of a file; undefined if it is not published on its own. */
export function typeOf(file: string, config: Data): Type | undefined {
  if (/(^|\/)_posts\//.test(file)) return dateOfName(basename(file)) === undefined ? undefined : "post";
  if (/(^|\/)_drafts\//.test(file)) return "draft";
  const collection = /^(?:[^_][^/]*\/)?_([^/]+)\//.exec(file)?.[1];
  if (collection !== undefined)
    return setting(config, "collections", collection, "output") === true ? { collection } : undefined;
  return file.startsWith("_") || /^(README|LICENSE|CHANGELOG|CONTRIBUTING|CODE_OF_CONDUCT)\b/i.test(basename(file))
    ? undefined
    : "page";
}

export function readArticle(
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
