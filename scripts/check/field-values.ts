import { type Moment, toIso } from "../../src/content/date.ts";
import type { Page, Post } from "../read/parse-article.ts";
import type { Site } from "../../src/content/site.ts";
import { ownPath } from "../read/own-path.ts";
import { linesOf } from "../base/line-and-column.ts";
import { placeOf, type Rule } from "./rule.ts";
import type { Checked } from "./checked-site.ts";
import { termFields } from "./tag-spellings.ts";

/** What search results and link previews show of a description, roughly. */
const longest = 160;

// The first web page is of 1991; a post for a decade ahead is a slip of the finger.
const earliest = Date.UTC(1990, 0, 1) / 1000;
const ahead = 10 * 366 * 86_400;

/** Front matter that can be read, but surely means something else or does not do what it should. */
export const checkFields: Rule = ({ articles, content: { site }, now }, report) => {
  for (const each of articles) {
    const { file, body, bodyLine, article } = each;
    const warn: Warn = (field, message) => report(file, { severity: "warning", ...placeOf(each, field), message });
    checkTexts(each, warn);
    checkLists(each, site, warn);
    checkComments(each, warn);
    if (article === undefined) continue;
    checkDates(article, now, warn);
    const { canonical, image, imageAlt, title, description, draft } = article;
    if (canonical !== undefined && ownPath(canonical, site.url) !== undefined)
      warn("canonical", `canonical is "${canonical}", which is this site, expected the original's place elsewhere`);
    if (image === undefined && imageAlt !== undefined) warn("imageAlt", "imageAlt is there, but image is not");
    if (description === title) warn("description", "description says the same as title, expected a sentence or two");
    const message = "there is no text below the front matter";
    if (body.trim() === "" && !draft) report(file, { severity: "warning", line: bodyLine, column: 1, message });
  }
};

/** Letters as a reader counts them. */
const lengthOf = (text: string): number => Array.from(new Intl.Segmenter().segment(text)).length;

type Warn = (field: string, message: string) => void;

function checkTexts({ data, file }: Checked, warn: Warn): void {
  const { description, slug } = data;
  const length = typeof description === "string" ? lengthOf(description) : 0;
  if (length > longest)
    warn("description", `description has ${length} characters, expected ${longest} at most, since previews cut it`);
  for (const name of ["title", "description"]) {
    const value = data[name];
    if (typeof value !== "string") continue;
    const text = value.trim();
    if (/^(["'])[^"']*\1$/.test(text))
      warn(name, `${name} is ${text} with quotes of its own, expected one pair of quotes`);
    if (/^(null|none|undefined|todo|tbd|untitled|true|false)$/i.test(text))
      warn(name, `${name} is "${text}", expected a text for readers`);
    if (/<\/?[a-z][^<>]*>/i.test(text)) warn(name, `${name} has HTML in it, which is shown as it is written`);
  }
  const written = typeof slug === "string" ? slug : "";
  if (/\.(md|html?)$/i.test(written)) warn("slug", `slug is "${written}", expected a name without an ending`);
  else if (/[\sA-Z?#%&+"'<>]/.test(written))
    warn("slug", `slug is "${written}", expected small letters, digits and hyphens, which links can't mangle`);
  const name = file.replace(/\/index\.md$|\.md$/, "").replace(/^.*\//, "");
  if (slug === undefined && /[\sA-Z?#%&+"'<>]/.test(name))
    warn("", `the file's name "${name}" becomes the address, expected small letters, digits and hyphens, or a slug`);
}

/** Lists that were written as one text. A comma divides, and nothing else. */
function checkLists({ data }: Checked, site: Site, warn: Warn): void {
  const terms = termFields(site);
  for (const name of [...terms, "author", "authors", "aliases"]) {
    const value = data[name];
    const items = Array.isArray(value) ? value : [value];
    const texts = items.filter((item) => typeof item === "string");
    if (texts.some((text) => /^\[.*\]$/.test(text.trim())))
      warn(name, `${name} is a list in quotes, expected one without quotes around it`);
    else if (texts.some((text) => /[;|]/.test(text)) && name !== "aliases")
      warn(name, `${name} is divided by ";" or "|", expected commas or a list`);
    else if (Array.isArray(value) && texts.some((text) => text.includes(",")) && terms.includes(name))
      warn(name, `${name} has an item with a comma, expected an item for each tag`);
    if (texts.some((text) => /^#\w/.test(text)) && terms.includes(name))
      warn(name, `${name} have "#" before a name, expected the name alone`);
    if (new Set(texts).size < texts.length) warn(name, `${name} lists something twice`);
  }
}

/** `title: Issue #4` is whole, `title: Issue # 4` ends before the "#". */
function checkComments({ source, data, locate }: Checked, warn: Warn): void {
  if (!source.startsWith("---")) return;
  for (const name of ["title", "description"]) {
    const value = data[name];
    if (typeof value !== "string") continue;
    const line = linesOf(source)[locate({ path: [name] }).line - 1] ?? "";
    const comment = /^\w+:\s+(?!["'|>])[^#]*?\s(#.*)$/.exec(line)?.[1];
    if (comment !== undefined)
      warn(name, `${name} ends before "${comment}", which YAML takes for a comment, expected quotes around the whole`);
  }
}

function checkDates(article: Post | Page, now: Moment, warn: Warn): void {
  const { date, expires, updated }: Partial<Pick<Post, "date" | "expires" | "updated">> = article;
  for (const [name, moment] of Object.entries({ date, expires, updated })) {
    if (moment === undefined) continue;
    const year = toIso(moment).slice(0, moment > 253_402_300_799 ? 7 : 4);
    const thisYear = new Date(now * 1000).getUTCFullYear();
    if (moment < earliest)
      warn(name, `${name} is in ${year}, before there was a web, expected a year such as ${thisYear}`);
    else if (moment > now + ahead && name !== "expires")
      warn(name, `${name} is in ${year}, which is more than ten years ahead`);
  }
  if (updated === undefined) return;
  if (date !== undefined && updated < date) warn("updated", "updated is before date, expected a later day");
  if (updated > now + 86_400 && !(date !== undefined && date > now))
    warn("updated", "updated is still to come, expected a day in the past");
}
