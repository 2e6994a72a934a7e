import { present } from "../../base/record.ts";
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { toIso } from "../../../src/content/date.ts";
import { pathOf, toSlug } from "../../../src/content/slug.ts";
import { parseMoment } from "../../base/moments.ts";
import type { FrontMatter } from "../../authoring/write-front-matter.ts";
import { slugFromTitle } from "../../authoring/slug-of-title.ts";
import { categoryFields } from "../categories.ts";
import { originsOf, splitAddress } from "../config.ts";
import { mediaOf } from "../files.ts";
import { percentDecoded } from "../../base/percent-decoded.ts";
import { Failure } from "../../base/failure.ts";
import { type Asset, type OldArticle, type Note, type OldList, type ReadSource } from "../source.ts";
import { type Attachment, wordPressLeftovers, wordPressText } from "./wordpress-text.ts";
import { readWxr, type Wxr, type WxrItem } from "./wxr.ts";

/** Reads a WordPress export (WXR). */
export const readWordPress: ReadSource = (path, { media, url }) => {
  if (statSync(path).isDirectory())
    throw new Failure(`${path} is a folder, expected the XML file from WordPress's Tools → Export`);
  const name = basename(path);
  const wxr = readWxr(readFileSync(path, "utf8"), name);
  const address = url ?? wxr.site["wp:base_blog_url"] ?? wxr.site["link"];
  const attachments = new Map(
    wxr.items
      .filter((item) => item.texts["wp:post_type"] === "attachment")
      .map((item) => [item.texts["wp:post_id"] ?? "", item]),
  );
  const attachment = (id: string): Attachment | undefined => {
    const item = attachments.get(id);
    const source = item?.texts["wp:attachment_url"];
    return source === undefined ? undefined : { url: source, alt: item?.meta["_wp_attachment_image_alt"] ?? "" };
  };

  const articles: OldArticle[] = [];
  const notes: Note[] = [];
  for (const item of wxr.items) {
    const { "wp:post_type": type = "post", "wp:status": status = "publish" } = item.texts;
    const what = `${name}:${item.line} "${item.texts["title"] ?? ""}"`;
    if (type === "attachment" || type === "revision" || type === "nav_menu_item") continue;
    if (type !== "post" && type !== "page")
      notes.push({
        message: "… is of the type …, which has no counterpart here, and was not imported",
        of: [what, type],
      });
    else if (status === "trash" || status === "auto-draft")
      notes.push({
        message: `… is ${status === "trash" ? "in the trash" : "an automatic draft"}, and was not imported`,
        of: [what],
      });
    else articles.push(readItem(item, type, wxr, name, attachment));
  }
  const statics = media === undefined ? [] : mediaOf(media, "wp-content/uploads");
  notes.push(...missingMedia([...attachments.values()], statics));
  return {
    articles,
    statics,
    site: present({
      title: wxr.site["title"],
      description: wxr.site["description"] || undefined,
      url: splitAddress(address).origin,
      language: /^[a-z]{2}/i.exec(wxr.site["language"] ?? "")?.[0].toLowerCase(),
    }),
    origins: originsOf(address),
    lists: wxr.items.flatMap((item) => listsOf(item, splitAddress(address).base)),
    notes,
    failures: [],
    convert: (article) => wordPressText(article.body, attachment),
    leftovers: wordPressLeftovers,
  };
};

function readItem(
  item: WxrItem,
  kind: "post" | "page",
  wxr: Wxr,
  file: string,
  attachment: (id: string) => Attachment | undefined,
): OldArticle {
  const { texts, meta } = item;
  const { "wp:status": status = "publish", "wp:post_password": password = "" } = texts;
  const notes: Note[] = [];
  const title = (texts["title"] ?? "").trim();
  const slug =
    percentDecoded(texts["wp:post_name"] ?? "") ||
    slugFromTitle(title) ||
    `${kind}-${texts["wp:post_id"] ?? item.line}`;
  if (title === "") notes.push({ message: "the title was missing, so it is made from the file name" });
  if (status === "private" || password !== "")
    notes.push({ message: `it was ${password === "" ? "private" : "behind a password"}, so it is a draft here` });
  if (item.comments > 0) notes.push({ message: "comments were not imported: …", of: [String(item.comments)] });
  const draft = status !== "publish" && status !== "future";
  const picture = attachment(meta["_thumbnail_id"] ?? "");
  const terms = item.terms.filter(
    ({ taxonomy, name }) => /^(category|post_tag)$/.test(taxonomy) && !/^uncategori[sz]ed$/i.test(name),
  );
  const namesIn = (which: string): string[] => [
    ...new Set(terms.flatMap(({ taxonomy, name }) => (taxonomy === which ? [name.trim()] : []))),
  ];
  const otherTerms = item.terms.filter(({ taxonomy }) => !/^(category|post_tag)$/.test(taxonomy));
  const author = wxr.authors[texts["dc:creator"] ?? ""] ?? texts["dc:creator"];
  const fields: Omit<FrontMatter, "slug" | "aliases"> = { title: title || slug };
  const description = (meta["_yoast_wpseo_metadesc"] ?? meta["rank_math_description"] ?? texts["excerpt:encoded"] ?? "")
    .replace(/<[^>]*>/g, "")
    .trim();
  if (description !== "") fields.description = description.replace(/\s+/g, " ");
  if (picture !== undefined)
    Object.assign(fields, { image: picture.url, ...(picture.alt === "" ? {} : { imageAlt: picture.alt }) });
  if (draft || password !== "") fields.draft = true;
  const comments = otherTerms.map(({ taxonomy, name }) => `${taxonomy}: ${name}`);
  if (texts["wp:is_sticky"] === "1") comments.push("sticky: true");
  if (kind === "post") {
    fields.date = dateOf(item, wxr, notes);
    if (author) fields.author = author;
    fields.tags = namesIn("post_tag");
    Object.assign(fields, categoryFields(namesIn("category")));
  }
  const link = URL.parse(texts["link"] ?? "");
  if (!draft && link?.search)
    notes.push({
      message: "its old address … has a query, which no redirect can answer",
      of: [`"${link.pathname}${link.search}"`],
    });
  const urls = link === null || link.search !== "" || link.pathname === "/" ? [] : [link.pathname];
  const older = meta["_wp_old_slug"];
  return {
    kind,
    source: `${file}:${item.line}`,
    name: slug,
    slug,
    fields,
    comments,
    body: texts["content:encoded"] ?? "",
    urls: [...urls, ...(older && urls[0] ? [urls[0].replace(/[^/]+(?=\/?$)/, older)] : [])],
    bundle: [],
    notes,
  };
}

/** Where the lists of an article's categories and tags were. Those of a category below another had the other's name in between. */
const listsOf = ({ terms }: WxrItem, base: string): OldList[] =>
  terms.flatMap(({ taxonomy, name, slug }) => {
    if (slug === "" || !/^(category|post_tag)$/.test(taxonomy)) return [];
    const [old, now] = taxonomy === "category" ? ["category", "categories"] : ["tag", "tags"];
    return [{ url: `${base}/${old}/${slug}/`, path: pathOf(now, toSlug(name.trim())) }];
  });

/** The date with its offset: WordPress stores local time and GMT. Drafts may have neither. */
function dateOf(item: WxrItem, wxr: Wxr, notes: Note[]): string {
  const [local, gmt] = ["wp:post_date", "wp:post_date_gmt"].map((name) => parseMoment(item.texts[name] ?? ""));
  const isReal = (moment: unknown): moment is number => typeof moment === "number" && moment > -6e10;
  if (isReal(gmt)) return toIso(gmt);
  if (isReal(local)) return item.texts["wp:post_date"] ?? "";
  notes.push({ message: "the date was missing, so it is that of the export" });
  const exported = Date.parse(item.texts["pubDate"] ?? "") > 0 ? item.texts["pubDate"] : wxr.site["pubDate"];
  const at = Date.parse(exported ?? "");
  return Number.isNaN(at) ? "1970-01-01" : toIso(Math.trunc(at / 1000));
}

function missingMedia(attachments: readonly WxrItem[], statics: readonly Asset[]): Note[] {
  const here = new Set(statics.map(({ to }) => to.slice("static".length)));
  return attachments.flatMap(({ texts }) => {
    const url = texts["wp:attachment_url"] ?? "";
    return here.has(percentDecoded(URL.parse(url)?.pathname ?? ""))
      ? []
      : [{ message: "… is an attachment that is not in the export; give its folder with --media", of: [url] }];
  });
}
