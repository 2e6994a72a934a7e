import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { FrontMatter } from "../../authoring/write-front-matter.ts";
import { inUtc, parseMoment } from "../../base/moments.ts";
import { isRecord, present } from "../../base/record.ts";
import { categoryFields } from "../categories.ts";
import { commonFields } from "../common-fields.ts";
import { setting, withBase } from "../config.ts";
import { readDate } from "../dates.ts";
import { Foreign } from "../foreign.ts";
import { dateOfName, makeArticle, withoutDate } from "../make-article.ts";
import { type Data, splitMatter } from "../matter.ts";
import type { Note, OldArticle } from "../source.ts";
import { mainLanguage, menuEntry, type MenuEntry } from "./hugo-config.ts";
import { hugoUrl, isSection, languageOf, localPath, nameOf, urlize } from "./hugo-urls.ts";

/** Reads a text below the content folder, and adds its entry to the menu. */
export function readArticle(
  folder: string,
  content: string,
  file: string,
  beside: readonly string[],
  config: Data,
  base: string,
  menu: MenuEntry[],
): OldArticle {
  const { data, body, comments } = splitMatter(readFileSync(join(folder, file), "utf8"));
  const foreign = new Foreign(data);
  const categories = foreign.list("categories", "category");
  const fields = { ...commonFields(foreign, taxonomies(config)), ...categoryFields(categories) };
  const notes: Note[] = [];
  const name = nameOf(file, config);
  const dated = fields.date ?? dateOfName(name);
  if (dated !== undefined) fields.date = dated;
  holdBack(fields, foreign, notes);
  const language = languageOf(file, config);
  const isMain = language === undefined || language === mainLanguage(config);
  if (!isMain) fields.lang ??= language;
  const [slug, url] = [foreign.text("slug"), foreign.text("url")];
  const address = hugoUrl({ file, ...present({ slug, url, title: fields.title, date: dated }) }, config);
  const aliases = foreign
    .list("aliases")
    .map((alias) => (alias.startsWith("/") ? alias : posix.join(posix.dirname(address), alias)));
  const isSectioned = localPath(file, config).includes("/") && !isSection(file);
  const isPost = isSectioned && fields.date !== undefined;
  if (!isPost && isSectioned) notes.push({ message: "there is no date, so this became a page" });
  const own = slug ?? (isPost ? urlize(withoutDate(name), config) : urlize(name, config));
  const ending = isMain ? "" : `-${language}`;
  const place = posix.dirname(file);
  if (isMain) menu.push(...menuEntry(data, { title: fields.title ?? name, path: address }));
  return makeArticle(
    {
      kind: isPost ? "post" : "page",
      source: posix.join(content, file),
      name: name + ending,
      slug: (own || name) + ending,
      fields,
      body,
      urls: withBase([address, ...aliases], base),
      folder: join(folder, place),
      bundle: beside.map((each) => ({ from: join(folder, each), to: posix.relative(place, each) })),
      notes,
    },
    foreign,
    comments,
  );
}

/** An article to be published later than its date must not appear earlier. */
function holdBack(fields: Omit<FrontMatter, "slug" | "aliases">, foreign: Foreign, notes: Note[]): void {
  const moment = (date: string | undefined): number => Number(parseMoment(date ?? "", inUtc));
  const later = foreign.first(["publishDate"], (value) => {
    const date = readDate(value);
    return date !== undefined && moment(date) > moment(fields.date) ? date : undefined;
  });
  if (later === undefined) return;
  notes.push({
    message: "the date is the publishDate …, since the post was not meant to appear earlier; its date was …",
    of: [`"${later}"`, `"${fields.date}"`],
  });
  fields.date = later;
}

/** Names of the fields that contain tags: all taxonomies of the site but categories, authors and series. */
function taxonomies(config: Data): string[] {
  const configured = setting(config, "taxonomies");
  const names = isRecord(configured) ? Object.values(configured).map(String) : [];
  return [...new Set(["tags", ...names])].filter((name) => !/^(authors?|categor(y|ies)|series)$/.test(name));
}
