import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { decodeHTML } from "entities";
import { filesBelow } from "../../base/files-below.ts";
import { Failure } from "../../base/failure.ts";
import { plural } from "../../base/order.ts";
import { present } from "../../base/record.ts";
import { percentDecoded } from "../../../src/content/percent-decoded.ts";
import { slugFromTitle } from "../../authoring/slug-of-title.ts";
import { exportedSite } from "../archive/exported.ts";
import { unpack } from "../archive/unpack.ts";
import { usable } from "../categories.ts";
import { originsOf } from "../config.ts";
import { readDate } from "../dates.ts";
import type { Note, OldArticle, ReadSource } from "../source.ts";
import { attribute, elementWith, elementsWith, mediumText, textIn } from "./medium-text.ts";
import { htmlOf, type Node, parseHtml } from "../html/html-blocks.ts";

const expected =
  "the ZIP of a Medium export (Settings → Security and apps → Download your information), or the folder that it unpacks to";

/** Reads a Medium export: `posts/DATE_TITLE-ID.html`, and drafts in `posts/draft_TITLE-ID.html`. */
export const readMedium: ReadSource = (path, { url }) => {
  const folder = unpack(path, expected);
  const files = filesBelow(folder);
  const posts = files.filter((file) => /(^|\/)posts\/[^/]+\.html$/.test(file));
  if (posts.length === 0) throw new Failure(`${path} has no posts/*.html, expected ${expected}`);
  const failures: Note[] = [];
  const notes: Note[] = [];
  const articles: OldArticle[] = [];
  for (const file of posts) {
    const page = parseHtml(readFileSync(join(folder, file), "utf8"));
    const body = elementWith(page, "e-content");
    if (body === undefined)
      failures.push({ message: "… has no text in e-content, expected a post as Medium exports it", of: [file] });
    else articles.push(readPost(file, page, htmlOf(body.children), url));
  }
  const others = files.filter((file) => file.endsWith(".html") && !posts.includes(file)).length;
  if (others > 0)
    notes.push({
      message: "not imported: … about the account, such as claps and bookmarks",
      of: [plural(others, "page")],
    });
  return exportedSite({
    articles,
    address: url,
    failures,
    notes: [
      ...notes,
      { message: "responses that you wrote to others are posts in a Medium export" },
      { message: "pictures stay on Medium's servers; copy them before you close the account" },
    ],
    convert: ({ body, fields }) => mediumText(body, fields.title ?? "", fields.description),
  });
};

function readPost(file: string, page: readonly Node[], body: string, url: string | undefined): OldArticle {
  const stem = basename(file, ".html");
  const isDraft = stem.startsWith("draft_");
  const title = textIn(elementWith(page, "p-name")).trim();
  const summary = textIn(elementWith(page, "p-summary")).trim();
  const address = URL.parse(attribute(elementWith(page, "p-canonical"), "href") ?? "");
  const last = address?.pathname.split("/").findLast((part) => part !== "");
  const [, named = "", id = ""] =
    /^(.*?)-+([\da-f]{8,})$/.exec(last ?? stem.replace(/^(draft|\d{4}-\d\d-\d\d[\d_.-]*)_/, "")) ?? [];
  const slug = slugFromTitle(percentDecoded(named)) || slugFromTitle(title) || id || stem;
  const date = readDate(attribute(elementWith(page, "dt-published"), "datetime")) ?? /^\d{4}-\d\d-\d\d/.exec(stem)?.[0];
  const isMediums = address !== null && /(^|\.)medium\.com$/.test(address.hostname);
  const isOurs = address !== null && originsOf(url).some((origin) => address.href.startsWith(`${origin}/`));
  const tags = usable(elementsWith(page, "p-tag").map((tag) => textIn(tag).trim()));
  const author = textIn(elementWith(page, "p-author")).trim();
  const notes: Note[] = [];
  if (title === "") notes.push({ message: "the title was missing, so it is made from the file name" });
  if (date === undefined && !isDraft) notes.push({ message: "the export has no date for it, so it is a draft here" });
  // On Medium's own domain an address begins with @AUTHOR or a publication; on one of your own it is the last part alone.
  const urls =
    address === null || isDraft
      ? []
      : [...(isMediums || !isOurs ? [] : [address.pathname]), ...(last === undefined ? [] : [`/${last}`])];
  return {
    kind: "post",
    source: file,
    name: slug,
    slug,
    fields: {
      title: title || slug,
      date: date?.replace(/\.\d+Z$/, "Z") ?? "1970-01-01",
      ...(tags.length > 0 && { tags }),
      ...present({
        author: author || undefined,
        description: summary || undefined,
        // One elsewhere that Medium only repeated.
        canonical: address === null || isMediums || isOurs || url === undefined ? undefined : address.href,
      }),
      ...((isDraft || date === undefined) && { draft: true }),
    },
    comments: [],
    body,
    urls: [...new Set(urls.map((each) => decodeHTML(each)))],
    bundle: [],
    notes,
  };
}
