import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { filesBelow } from "../../base/files-below.ts";
import { Failure } from "../../base/failure.ts";
import { isRecord, present } from "../../base/record.ts";
import { slugFromTitle } from "../../authoring/slug-of-title.ts";
import { exportedSite } from "../archive/exported.ts";
import { unpack } from "../archive/unpack.ts";
import { categoryFields } from "../categories.ts";
import { originsOf, splitAddress } from "../config.ts";
import { readDate } from "../dates.ts";
import { readArticles } from "../dialect/markdown-site.ts";
import { titleFromText } from "../dialect/title-from-text.ts";
import { isMarkdown } from "../files.ts";
import { htmlToMarkdown } from "../html/html-to-markdown.ts";
import type { Asset, Note, OldArticle, OldSite, ReadSource } from "../source.ts";
import { readText } from "../utf8-text.ts";

const expected =
  "a .bar archive or the ZIP of Markdown that micro.blog exports (Posts → … → Export), or the folder that it unpacks to";

/** Reads what micro.blog exports: a blog archive (`feed.json` and `uploads/`), or Markdown as Hugo has it. */
export const readMicroblog: ReadSource = (path, options) => {
  const folder = unpack(path, expected);
  const files = filesBelow(folder);
  const feed = files.find((file) => basename(file) === "feed.json");
  if (feed !== undefined) return readArchive(folder, feed, files, options.url);
  const texts = files.filter((file) => isMarkdown(file) && !/(^|\/)(README|_index)\.md$/i.test(file));
  if (texts.length === 0) throw new Failure(`${path} has neither feed.json nor Markdown, expected ${expected}`);
  return readTexts(folder, files, texts, options.url);
};

/** https://www.manton.org/2017/11/24/blog-archive-format.html, whose feed is https://www.jsonfeed.org/version/1/ */
function readArchive(folder: string, feed: string, files: readonly string[], url: string | undefined): OldSite {
  const parsed = readFeed(join(folder, feed), feed);
  const items = Array.isArray(parsed["items"]) ? parsed["items"].filter(isRecord) : [];
  const address = url ?? readText(parsed["home_page_url"]);
  const bodies = new Map<string, string>();
  const articles = items.map((item, index): OldArticle => {
    const source = `${feed}: ${readText(item["id"]) ?? index + 1}`;
    const [text, html] = [readText(item["content_text"]), readText(item["content_html"])];
    const body = text ?? (html === undefined ? "" : htmlToMarkdown(html));
    const path = URL.parse(readText(item["url"]) ?? "")?.pathname;
    const own = readText(item["title"]);
    const title = own ?? titleFromText(body);
    const slug = basename(path ?? "").replace(/\.html$/, "") || slugFromTitle(title) || `post-${index + 1}`;
    const notes: Note[] =
      own === undefined ? [{ message: "it had no title, so one is made from its first words" }] : [];
    const tags = Array.isArray(item["tags"]) ? item["tags"].flatMap((tag: unknown) => readText(tag) ?? []) : [];
    const author = isRecord(item["author"]) ? readText(item["author"]["name"]) : undefined;
    bodies.set(source, `\n${body.trim()}\n`);
    return {
      kind: "post",
      source,
      name: slug,
      slug,
      fields: {
        title,
        date: readDate(item["date_published"])?.replace(/\.\d+(?=Z|[+-])/, "") ?? "1970-01-01",
        ...present({
          author,
          updated: readDate(item["date_modified"]),
          image: readText(item["image"]),
          description: readText(item["summary"]),
        }),
        ...categoryFields(tags),
      },
      comments: [],
      body,
      urls: path === undefined ? [] : [path],
      bundle: [],
      notes,
    };
  });
  return exportedSite({
    articles,
    address,
    isBorrowed: url === undefined && isMicroblogs(address),
    site: { title: readText(parsed["title"]), description: readText(parsed["description"]) },
    statics: uploads(folder, files),
    notes: [{ message: "replies are not in the files of an export" }],
    // The archive names its files beside its own page; the site had them at its root.
    convert: ({ source }) => (bodies.get(source) ?? "").replaceAll(/(\]\(|["'])(?:\.?\/)?uploads\//g, "$1/uploads/"),
  });
}

const isMicroblogs = (address: string | undefined): boolean => /\.micro\.blog\/?$/.test(address ?? "");

function readFeed(path: string, name: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (isRecord(parsed) && Array.isArray(parsed["items"])) return parsed;
  } catch {
    // said below
  }
  throw new Failure(`${name} is not a JSON Feed with items, expected the feed of a blog archive`);
}

/** Files at the address that they had: `/uploads/2024/otter.jpg`. */
const uploads = (folder: string, files: readonly string[]): Asset[] =>
  files.flatMap((file) => {
    const [, path] = /(?:^|\/)(uploads\/.*)$/.exec(file) ?? [];
    return path === undefined ? [] : [{ from: join(folder, file), to: `static/${path}` }];
  });

function readTexts(
  folder: string,
  files: readonly string[],
  texts: readonly string[],
  url: string | undefined,
): OldSite {
  const config = ["config.json"].find(
    (name) => existsSync(join(folder, name)) && statSync(join(folder, name)).isFile(),
  );
  const settings: unknown = config === undefined ? {} : JSON.parse(readFileSync(join(folder, config), "utf8"));
  const read = (name: string): string | undefined => (isRecord(settings) ? readText(settings[name]) : undefined);
  const address = url ?? read("baseURL");
  const { articles, notes, failures } = readArticles({
    root: folder,
    files: texts,
    tags: ["tags", "keywords"],
    describe: ({ file, foreign, fields, body }) => {
      const own = foreign.text("url", "permalink");
      const path = own === undefined ? undefined : (URL.parse(own)?.pathname ?? own).replace(/^(?!\/)/, "/");
      const stem = basename(file).replace(/\.\w+$/, "");
      const slug = (path === undefined ? stem : basename(path)).replace(/\.html$/, "") || stem;
      const isPage = fields.date === undefined || foreign.text("type") === "page" || foreign.text("layout") === "page";
      const untitled = fields.title === undefined;
      fields.title ??= titleFromText(body);
      if (!isPage) Object.assign(fields, categoryFields(foreign.list("categories", "category")));
      // What only micro.blog's own programs use.
      for (const name of ["guid", "post_id", "microblog", "photos", "photos_with_metadata", "layout", "type"])
        foreign.first([name], (value) => value ?? undefined);
      return {
        kind: isPage ? "page" : "post",
        name: slug === "index" ? basename(dirname(file)) : slug,
        slug,
        urls: [path ?? `/${file.replace(/^content\//, "").replace(/\.\w+$/, ".html")}`, ...foreign.list("aliases")],
        ...(untitled && { notes: [{ message: "it had no title, so one is made from its first words" }] }),
      };
    },
  });
  return {
    articles,
    statics: uploads(folder, files),
    site: present({
      title: read("title"),
      url: url === undefined && isMicroblogs(address) ? undefined : splitAddress(address).origin,
      language: read("languageCode")?.toLowerCase(),
      timezone: read("timeZone"),
    }),
    origins: originsOf(address),
    notes,
    failures,
    convert: ({ body }) => body,
    leftovers: () => [],
  };
}
