import { parse } from "yaml";
import { type XmlElement, childOf, childrenOf, parseXml, textsOf } from "../../feeds/parse-xml.ts";

/** What a representation of a post says about it. */
export interface Said {
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly published: number;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly url: string;
}

const list = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);

/** The fields at the top of a Markdown file, read without anything of ours. */
interface FrontMatter {
  readonly title: string;
  readonly date: string;
  readonly updated?: string;
  readonly author?: string | readonly string[];
  readonly authors?: string | readonly string[];
  readonly tags?: string | readonly string[];
  readonly url?: string;
}

function frontMatter(markdown: string): FrontMatter {
  const [, fields = ""] = /^---\n([\s\S]*?)\n---\n/.exec(markdown) ?? [];
  return parse(fields) as FrontMatter;
}

/** What the author said in the file, given the address and the author of those that name none; and when it changed last. */
export function saidInFile(markdown: string, url: string, author: string): { said: Said; changed: number } {
  const { title, date, updated = date, author: one = author, authors = one, tags = [] } = frontMatter(markdown);
  const said = { title, published: Date.parse(date), authors: list(authors), tags: list(tags), url };
  return { said, changed: Date.parse(updated) };
}

export function saidInMarkdown(markdown: string): Said {
  const { title, date, authors = [], tags = [], url = "" } = frontMatter(markdown);
  return { title, published: Date.parse(date), authors: list(authors), tags: list(tags), url };
}

export const saidInRss = (document: string): Said[] =>
  childrenOf(childOf(parseXml(document), "channel"), "item").map((item) => ({
    title: childOf(item, "title").text,
    published: Date.parse(childOf(item, "pubDate").text),
    authors: textsOf(item, "dc:creator"),
    tags: textsOf(item, "category"),
    url: childOf(item, "link").text,
  }));

export const saidInAtom = (document: string): Said[] =>
  childrenOf(parseXml(document), "entry").map((entry) => ({
    title: childOf(entry, "title").text,
    published: Date.parse(childOf(entry, "published").text),
    authors: childrenOf(entry, "author").map((author) => childOf(author, "name").text),
    tags: attributesOf(entry, "category", "term"),
    url: attributesOf(entry, "link", "href")[0] ?? "",
  }));

const attributesOf = (element: XmlElement, child: string, name: string): string[] =>
  childrenOf(element, child).map(({ attributes }) => attributes[name] ?? "");

interface JsonItem {
  readonly title: string;
  readonly date_published: string;
  readonly authors?: readonly { readonly name: string }[];
  readonly tags?: readonly string[];
  readonly url: string;
}

export const saidInJsonFeed = (document: string): Said[] =>
  (JSON.parse(document) as { items: JsonItem[] }).items.map((item) => ({
    title: item.title,
    published: Date.parse(item.date_published),
    authors: (item.authors ?? []).map(({ name }) => name),
    tags: item.tags ?? [],
    url: item.url,
  }));

/** When each page of a sitemap changed, by URL. */
export const changesInSitemap = (document: string): Map<string, number> =>
  new Map(
    childrenOf(parseXml(document), "url").map((page) => [
      childOf(page, "loc").text,
      Date.parse(textsOf(page, "lastmod")[0] ?? ""),
    ]),
  );
