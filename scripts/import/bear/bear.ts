import { readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { filesBelow } from "../../base/files-below.ts";
import { Failure } from "../../base/failure.ts";
import { present } from "../../base/record.ts";
import { slugFromTitle } from "../../authoring/slug-of-title.ts";
import { readCsv } from "../archive/csv.ts";
import { exportedSite } from "../archive/exported.ts";
import { unpack } from "../archive/unpack.ts";
import { isZip } from "../archive/zip.ts";
import { usable } from "../categories.ts";
import { readDate } from "../dates.ts";
import { splitMetaLines } from "../dialect/meta-lines.ts";
import { findProse } from "../../markdown/prose.ts";
import { isMarkdown } from "../files.ts";
import type { Leftover, Note, OldArticle, ReadSource } from "../source.ts";

const expected = "the CSV or ZIP of Markdown that Bear exports (Settings → Export blog data)";

/** A post as both exports of bearblog.dev have it, all of it text. */
type Row = Readonly<Record<string, string>>;

/** Reads an export of Bear (bearblog.dev): one CSV file, or Markdown files with the same fields. */
export const readBear: ReadSource = (path, { url }) => {
  const rows = rowsOf(path);
  if (!rows.some(({ row }) => row["slug"] !== undefined))
    throw new Failure(`${path} has no posts with a slug, expected ${expected}`);
  const site = exportedSite({
    articles: rows.map(({ source, row }) => readPost(source, row)),
    address: url,
    notes: [
      { message: "upvotes and subscribers are not in the files of a Bear export" },
      { message: "pictures stay on Bear's servers; copy them before you close the account" },
    ],
    convert: ({ body }) => body,
  });
  return { ...site, leftovers: (body, article) => [...site.leftovers(body, article), ...lists(body)] };
};

function rowsOf(path: string): { readonly source: string; readonly row: Row }[] {
  const bytes = statSync(path).isDirectory() ? undefined : readFileSync(path);
  if (bytes !== undefined && !isZip(bytes))
    return readCsv(bytes.toString("utf8"), path).map((row) => ({
      source: `${basename(path)}: ${row["slug"] ?? ""}`,
      row,
    }));
  const folder = unpack(path, expected);
  return filesBelow(folder)
    .filter(isMarkdown)
    .map((file) => {
      const { data, body } = splitMetaLines(readFileSync(join(folder, file), "utf8"));
      return { source: file, row: { ...(data as Row), content: body } };
    });
}

function readPost(source: string, row: Row): OldArticle {
  const text = (name: string): string | undefined => row[name]?.trim() || undefined;
  const flag = (name: string): boolean => /^(true|1)$/i.test(text(name) ?? "");
  const isPage = flag("is_page");
  const title = text("title");
  const slug = text("slug") ?? (slugFromTitle(title ?? "") || "untitled");
  const date = readDate(text("published_date") ?? text("first_published_at"));
  const isLive = text("publish") === undefined || flag("publish");
  const alias = text("alias");
  const notes: Note[] = title === undefined ? [{ message: "the title was missing, so it is made from the slug" }] : [];
  const comments = ["class_name"].flatMap((name) => (text(name) === undefined ? [] : [`${name}: ${text(name)}`]));
  return {
    kind: isPage ? "page" : "post",
    source,
    name: slug.replace(/^.*\//, ""),
    slug: slug.replace(/^.*\//, ""),
    fields: {
      title: title ?? slug,
      ...(isPage
        ? {}
        : {
            date: date?.replace(/\.\d+(?=Z|[+-]|$)/, "") ?? "1970-01-01",
            tags: usable(tagsOf(text("all_tags") ?? text("tags") ?? "")),
          }),
      ...present({
        description: text("meta_description"),
        image: text("meta_image"),
        canonical: text("canonical_url"),
        lang: text("lang"),
      }),
      ...(isLive ? {} : { draft: true }),
    },
    comments,
    body: `\n${(row["content"] ?? "").replaceAll("\r\n", "\n").trim()}\n`,
    urls: isLive ? [`/${slug}/`, ...(alias === undefined ? [] : [`/${alias.replace(/^\//, "")}`])] : [],
    bundle: [],
    notes,
  };
}

/** `["a", "b"]`, or `a, b`. */
function tagsOf(text: string): string[] {
  const plain = text.replace(/^\[|\]$/g, "").split(",");
  return plain.map((tag) => tag.trim().replaceAll(/^["']|["']$/g, "")).filter((tag) => tag !== "");
}

/** What Bear fills in itself: `{{ posts|tag:walks }}`. */
const lists = (body: string): Leftover[] =>
  findProse(body, /\{\{[^{}\n]*\}\}/g).map(({ match, line }) => ({
    line,
    message: "Bear's … has no counterpart here and stays in the text",
    of: [match[0]],
  }));
