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
import { percentDecoded } from "../../../src/content/percent-decoded.ts";
import { Failure } from "../../base/failure.ts";
import { type Asset, type NavLink, type OldArticle, type Note, type OldList, type ReadSource } from "../source.ts";
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
    nav: navOf(wxr),
    lists: [
      ...wxr.items.flatMap((item) => listsOf(item, wxr, splitAddress(address).base)),
      ...moreLists(articles, wxr, splitAddress(address).base),
    ].flatMap(({ url: each, path: to }) => [
      { url: each, path: to },
      ...(/\/(category|tag|author)\//.test(each) ? [{ url: `${each}feed/`, path: `${to}rss.xml` }] : []),
    ]),
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
  const otherTerms = item.terms.filter(({ taxonomy }) => !/^(category|post_tag|author)$/.test(taxonomy));
  const author = authorsOf(item, wxr);
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
  const urls =
    link === null || link.search !== "" || link.pathname === "/" ? [] : [link.pathname.replace(/\/{2,}/g, "/")];
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

/** Where the lists of an article's categories and tags were; a category below another has the other's name before it. */
const listsOf = ({ terms }: WxrItem, wxr: Wxr, base: string): OldList[] =>
  terms.flatMap(({ taxonomy, name, slug }) => {
    if (slug === "" || !/^(category|post_tag)$/.test(taxonomy)) return [];
    const [old, now] = taxonomy === "category" ? ["category", "categories"] : ["tag", "tags"];
    const above = taxonomy === "category" ? parents(slug, wxr) : "";
    return [...new Set([above, ""])].map((before) => ({
      url: `${base}/${old}/${before}${slug}/`,
      path: pathOf(now, toSlug(name.trim())),
    }));
  });

/** The slugs of the categories above one, each with a slash after it. */
function parents(slug: string, { parentOf }: Wxr): string {
  const above: string[] = [];
  for (let each = parentOf[slug]; each && !above.includes(each); each = parentOf[each]) above.unshift(each);
  return above.map((each) => `${each}/`).join("");
}

/** The author, or all those that Co-Authors Plus names, by their logins. */
function authorsOf({ texts, terms }: WxrItem, wxr: Wxr): string | readonly string[] | undefined {
  const nameOf = (login: string): string => wxr.authors[login] ?? login;
  const together = terms
    .filter(({ taxonomy }) => taxonomy === "author")
    .map(({ name, slug }) => wxr.authors[name] ?? wxr.authors[slug.replace(/^cap-/, "")] ?? name);
  const creator = texts["dc:creator"];
  if (together.length > 0) return together.length === 1 ? together[0] : [...new Set(together)];
  return creator === undefined ? undefined : nameOf(creator);
}

/** The menu at the head of its pages: the one named so, or the only one. Entries below others are left out. */
function navOf({ items }: Wxr): NavLink[] {
  const entries = items.filter(
    (item) => item.texts["wp:post_type"] === "nav_menu_item" && item.texts["wp:status"] === "publish",
  );
  const menus = Map.groupBy(entries, ({ terms }) => terms.find(({ taxonomy }) => taxonomy === "nav_menu")?.slug ?? "");
  const name =
    [...menus.keys()].find((each) => /^(main|primary|header|top|navigation)/i.test(each)) ??
    (menus.size === 1 ? [...menus.keys()][0] : undefined);
  const pages = new Map(items.map((item) => [item.texts["wp:post_id"], item]));
  return (menus.get(name ?? "-") ?? [])
    .filter(({ meta }) => (meta["_menu_item_menu_item_parent"] ?? "0") === "0")
    .toSorted((a, b) => Number(a.texts["wp:menu_order"] ?? 0) - Number(b.texts["wp:menu_order"] ?? 0))
    .flatMap(({ texts, meta }) => {
      const page = meta["_menu_item_type"] === "post_type" ? pages.get(meta["_menu_item_object_id"]) : undefined;
      const link = page?.texts["link"] ?? meta["_menu_item_url"] ?? "";
      const title = (texts["title"] || page?.texts["title"] || "").trim();
      const url = URL.parse(link);
      const isOwn = url !== null && url.host === URL.parse(items[0]?.texts["link"] ?? "")?.host;
      const path = url === null ? link : isOwn ? url.pathname : url.href;
      return title === "" || path === "" ? [] : [{ title, path }];
    });
}

/** Lists of authors and of months, and the feeds of all lists. */
function moreLists(articles: readonly OldArticle[], wxr: Wxr, base: string): OldList[] {
  const posts = articles.filter(({ kind, fields }) => kind === "post" && !fields.draft);
  const logins = Object.entries(wxr.authors).map(([login, name]) => ({
    url: `${base}/author/${login.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-")}/`,
    path: pathOf("authors", toSlug(name)),
  }));
  const months = posts.flatMap(({ fields: { date = "" } }) => {
    const [, year = "", month = ""] = /^(\d{4})-(\d\d)/.exec(date) ?? [];
    return [`${base}/${year}/`, `${base}/${year}/${month}/`].map((url) => ({ url, path: pathOf("archive", year) }));
  });
  return [
    ...new Map([...logins, ...months].map((list) => [list.url, list])).values(),
    { url: `${base}/comments/feed/`, path: "/rss.xml" },
  ];
}

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
