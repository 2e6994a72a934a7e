import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { pathOf, toSlug } from "../../../src/content/slug.ts";
import { isFolder } from "../../base/own-file.ts";
import type { FrontMatter } from "../../authoring/write-front-matter.ts";
import { slugFromTitle } from "../../authoring/slug-of-title.ts";
import { originsOf, splitAddress } from "../config.ts";
import { readDate } from "../dates.ts";
import { mediaOf, siteFolder } from "../files.ts";
import { readText } from "../utf8-text.ts";
import { ghostText } from "./ghost-text.ts";
import { isRecord, present } from "../../base/record.ts";
import type { Data } from "../matter.ts";
import { dateTokens, expandPermalink } from "../permalink.ts";
import { Failure } from "../../base/failure.ts";
import {
  type Asset,
  type Leftover,
  type NavLink,
  type Note,
  type OldArticle,
  type OldList,
  type ReadSource,
} from "../source.ts";

type Tables = (name: string) => readonly Data[];

/** Reads a Ghost export (JSON): `{"db": [{"data": {"posts": […]}}]}`. */
export const readGhost: ReadSource = (path, { media, url }) => {
  if (statSync(path).isDirectory())
    throw new Failure(`${path} is a folder, expected the JSON file from Ghost's export`);
  const name = basename(path);
  const table = readTables(path);
  const settings = new Map(table("settings").map((row) => [row["key"], readText(row["value"])]));
  const pattern = settings.get("permalinks") ?? "/:slug/";
  const texts = new Map<string, string>();
  const articles = table("posts").map((post, index) =>
    readPost(post, index, table, { file: name, pattern, address: url?.replace(/\/$/, "") ?? "", texts }),
  );
  return {
    articles,
    statics: media === undefined ? [] : ghostMedia(media),
    site: present({
      title: settings.get("title"),
      description: settings.get("description"),
      url: splitAddress(url).origin,
      language: /^[a-z]{2}/i
        .exec(settings.get("locale") ?? settings.get("lang") ?? settings.get("default_locale") ?? "")?.[0]
        .toLowerCase(),
      timezone: settings.get("timezone") ?? settings.get("active_timezone") ?? settings.get("activeTimezone"),
    }),
    nav: navOf(settings.get("navigation")),
    lists: ghostLists(articles),
    origins: originsOf(url),
    notes: [{ message: "comments, members and subscriptions are not in the files of a Ghost export" }],
    failures: [],
    convert: ({ source }) => texts.get(source) ?? "",
    leftovers: ghostLeftovers,
  };
};

function readTables(path: string): Tables {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Failure(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const list = isRecord(parsed) ? parsed["db"] : undefined;
  const database: unknown = Array.isArray(list) ? list[0] : parsed;
  const data = isRecord(database) && isRecord(database["data"]) ? database["data"] : undefined;
  if (data === undefined || !Array.isArray(data["posts"]))
    throw new Failure(`${path} has no posts, expected the JSON file from Ghost's export`);
  return (name) => (Array.isArray(data[name]) ? data[name].filter(isRecord) : []);
}

/** Ghost's folders of files: all of those in a copy of `content`, or one of them in it; else the pictures. */
function ghostMedia(copy: string): Asset[] {
  const kinds = ["images", "media", "files"];
  const isInContent = basename(dirname(resolve(copy))) === "content";
  const own = kinds.find((kind) => isInContent && kind === basename(resolve(copy)));
  const roots =
    own === undefined ? ["content", ""].filter((name) => kinds.some((kind) => isFolder(join(copy, name, kind)))) : [];
  const [root] = roots;
  if (root === undefined) return mediaOf(copy, `content/${own ?? "images"}`);
  return kinds
    .filter((kind) => isFolder(join(copy, root, kind)))
    .flatMap((kind) => mediaOf(siteFolder(resolve(copy), join(root, kind)), `content/${kind}`));
}

/** The setting `navigation`: a list in JSON. */
function navOf(setting: string | undefined): NavLink[] {
  try {
    const entries: unknown = JSON.parse(setting ?? "[]");
    return (Array.isArray(entries) ? entries : []).filter(isRecord).flatMap((entry) => {
      const [title, path] = [readText(entry["label"]), readText(entry["url"])?.replace(/^__GHOST_URL__(?=\/)/, "")];
      return title === undefined || path === undefined ? [] : [{ title, path }];
    });
  } catch {
    return [];
  }
}

/** Ghost's lists of tags and authors, with their feeds. */
function ghostLists(articles: readonly OldArticle[]): OldList[] {
  const live = articles.filter(({ fields }) => !fields.draft);
  const lists = (terms: readonly string[], old: string, section: string): OldList[] =>
    [...new Set(terms)].flatMap((term) => {
      const [url, path] = [`/${old}/${slugFromTitle(term)}/`, pathOf(section, toSlug(term))];
      return [
        { url, path },
        { url: `${url}rss/`, path: `${path}rss.xml` },
      ];
    });
  return [
    ...lists(
      live.flatMap(({ fields }) => fields.tags ?? []),
      "tag",
      "tags",
    ),
    ...lists(
      live.flatMap(({ fields }) => [fields.author ?? []].flat()),
      "author",
      "authors",
    ),
  ];
}

interface Export {
  readonly file: string;
  /** Pattern of the posts' addresses. */
  readonly pattern: string;
  /** The old site's address, empty if unknown. */
  readonly address: string;
  /** Collects each post's text, by its source. */
  readonly texts: Map<string, string>;
}

function readPost(
  post: Data,
  index: number,
  table: Tables,
  { file, pattern, address: site, texts }: Export,
): OldArticle {
  const id = post["id"];
  const meta = table("posts_meta").find((row) => row["post_id"] === id) ?? {};
  const text = (...names: readonly string[]): string | undefined =>
    names.map((name) => readText(post[name]) ?? readText(meta[name])).find((value) => value !== undefined);
  const kind = post["type"] === "page" || post["page"] === 1 || post["page"] === true ? "page" : "post";
  const title = text("title");
  const slug = text("slug") ?? (slugFromTitle(title ?? "") || `${kind}-${index + 1}`);
  const status = text("status") ?? "published";
  const visibility = text("visibility") ?? "public";
  const notes: Note[] = [];
  if (title === undefined) notes.push({ message: "the title was missing, so it is made from the file name" });
  if (visibility !== "public")
    notes.push({
      message: "it was for … alone, so it is a draft here",
      of: [visibility === "paid" ? "paying members" : visibility],
    });

  const tags = related(table, "posts_tags", "tags", "tag_id", id);
  const authors = related(table, "posts_authors", "users", "author_id", id);
  const byId = table("users").filter((user) => user["id"] === post["author_id"]);
  const names = (authors.length > 0 ? authors : byId)
    .map((user) => readText(user["name"]))
    .filter((name) => name !== undefined);
  const isInternal = (tag: Data): boolean => tag["visibility"] === "internal" || String(tag["name"]).startsWith("#");
  const fields: Omit<FrontMatter, "slug" | "aliases"> = { title: title ?? slug };
  const put = <K extends keyof typeof fields>(key: K, value: (typeof fields)[K] | undefined): void => {
    if (value !== undefined) fields[key] = value;
  };
  const date = (readDate(post["published_at"]) ?? readDate(post["created_at"]))?.replace(".000Z", "Z");
  if (kind === "post") {
    put("date", date ?? "1970-01-01");
    put("author", names.length === 1 ? names[0] : names);
    put(
      "tags",
      tags.filter((tag) => !isInternal(tag)).map((tag) => String(tag["name"])),
    );
  }
  put("description", text("custom_excerpt", "meta_description"));
  put("image", text("feature_image")?.replace("__GHOST_URL__", site));
  put("imageAlt", text("feature_image_alt"));
  put("canonical", text("canonical_url"));
  if ((status !== "published" && status !== "scheduled" && status !== "sent") || visibility !== "public")
    put("draft", true);

  const comments = tags.filter(isInternal).map((tag) => `tag: ${String(tag["name"])}`);
  for (const name of [
    "feature_image_caption",
    "codeinjection_head",
    "codeinjection_foot",
    "custom_template",
    "email_subject",
  ]) {
    const value = text(name);
    if (value !== undefined) comments.push(`${name}: ${value}`);
  }
  if (post["featured"] === 1 || post["featured"] === true) comments.push("featured: true");
  const source = `${file}: ${slug}`;
  const sources = { html: text("html"), lexical: text("lexical"), mobiledoc: text("mobiledoc") };
  texts.set(
    source,
    ghostText(sources, site, (message) => notes.push({ message })),
  );
  const address =
    kind === "page" ? `/${slug}/` : expandPermalink(pattern, { ...dateTokens(date ?? ""), slug, id: String(id) });
  return {
    kind,
    source,
    name: slug,
    slug,
    fields,
    comments,
    body: text("html", "lexical", "mobiledoc") ?? "",
    urls: status === "draft" ? [] : [address],
    bundle: [],
    notes,
  };
}

/** Rows of `to` that the rows of `through` join to a post, in order. */
function related(table: Tables, through: string, to: string, key: string, post: unknown): Data[] {
  const rows = table(through).filter((row) => row["post_id"] === post);
  const sorted = rows.toSorted((a, b) => Number(a["sort_order"] ?? 0) - Number(b["sort_order"] ?? 0));
  return sorted.flatMap((row) => table(to).filter((each) => each["id"] === row[key]));
}

function ghostLeftovers(body: string): Leftover[] {
  return [...body.matchAll(/<!-- a card of Ghost: (.*?) -->|<(script|iframe|form)\b/g)].map((match) => ({
    line: body.slice(0, match.index).split("\n").length,
    message:
      match[2] === undefined
        ? "Ghost's card … is lost; only this comment is left"
        : "the <…> stays as it is, and may not work here",
    of: [match[2] ?? match[1] ?? ""],
  }));
}
