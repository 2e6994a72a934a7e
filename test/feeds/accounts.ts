import { Parser } from "htmlparser2";
import { parse as parseYaml } from "yaml";
import type { PostModel } from "../../src/content/models.ts";
import { childOf, childrenOf, parseXml, textsOf, type XmlElement } from "./parse-xml.ts";
import type { Snapshot } from "./snapshot.ts";

/** What one of the forms of a post says about it. */
export interface Account {
  readonly url: unknown;
  readonly title: unknown;
  readonly date: unknown;
  readonly authors: unknown;
  readonly tags: unknown;
}

const isoOf = (date: string | undefined): string => new Date(date ?? "").toISOString().replace(".000Z", "Z");

/** What every form of a post says about it, by the name of the form. Throws where a feed lacks the post. */
export function accounts(site: Snapshot, model: PostModel): Record<string, Account> {
  const url = site.site.url + model.path;
  const markdown = site.text(model.source ?? "");
  const matter = parseYaml(markdown.slice(4, markdown.indexOf("\n---\n"))) as Record<string, unknown>;
  const item = find(childrenOf(childOf(parseXml(site.text("/rss.xml")), "channel"), "item"), "link", url);
  const entry = childrenOf(parseXml(site.text("/atom.xml")), "entry").find(
    (each) => childOf(each, "link").attributes["href"] === url,
  );
  const { items } = JSON.parse(site.text("/feed.json")) as { items: Record<string, string>[] };
  const json: Record<string, unknown> = items.find((each) => each["url"] === url) ?? {};
  if (!item || !entry) throw new Error(`${url} is in no feed`);
  return {
    ...pageAccounts(site.page(model)),
    markdown: { ...pick(matter), authors: matter["authors"] ?? [], tags: matter["tags"] ?? [] },
    rss: {
      url: textsOf(item, "link")[0],
      title: textsOf(item, "title")[0],
      date: isoOf(textsOf(item, "pubDate")[0]),
      authors: textsOf(item, "dc:creator"),
      tags: textsOf(item, "category"),
    },
    atom: {
      url,
      title: textsOf(entry, "title")[0],
      date: textsOf(entry, "published")[0],
      authors: childrenOf(entry, "author").flatMap((author) => textsOf(author, "name")),
      tags: childrenOf(entry, "category").map(({ attributes }) => attributes["term"]),
    },
    jsonFeed: {
      url,
      title: json["title"],
      date: json["date_published"],
      authors: namesOf(json["authors"]),
      tags: json["tags"] ?? [],
    },
  };
}

const pick = ({ url, title, date }: Record<string, unknown>) => ({ url, title, date });

const namesOf = (authors: unknown): unknown[] => ((authors ?? []) as { name: string }[]).map(({ name }) => name);

const find = (elements: readonly XmlElement[], name: string, text: string): XmlElement | undefined =>
  elements.find((element) => textsOf(element, name).includes(text));

/** What a post's page says to people, to link previews and as linked data. */
function pageAccounts(html: string): Record<string, Account> {
  const properties: Record<string, string[]> = {};
  const shown: Record<string, string[]> = {};
  let url: string | undefined;
  let within: string | undefined;
  let data = "";
  const note = (record: Record<string, string[]>, name: string, value: string) => (record[name] ??= []).push(value);
  const parser = new Parser({
    onopentag(_name, { name, property, content, rel, href, class: classes = "", datetime, type, value }) {
      // Authors are named in HTML's own way: Open Graph has the addresses of their pages.
      const said = property ?? name;
      if (said !== undefined && said !== "article:author") note(properties, said, content ?? "");
      if (rel === "canonical") url = href;
      if (type === "application/ld+json") within = "data";
      else within = /\b(?:p-name|p-author|p-category|dt-published|u-url)\b/.exec(classes)?.[0];
      if (within === "dt-published") note(shown, within, datetime ?? "");
      else if (within === "u-url") note(shown, within, value ?? href ?? "");
      else if (within !== undefined && within !== "data") note(shown, within, "");
    },
    ontext(text) {
      if (within === "data") data += text;
      else if (within !== undefined && within.startsWith("p-"))
        shown[within]?.push((shown[within]?.pop() ?? "") + text);
    },
    onclosetag: () => (within = undefined),
  });
  parser.end(html);
  const linked = JSON.parse(data) as Record<string, unknown>;
  return {
    html: {
      url: shown["u-url"]?.[0],
      title: shown["p-name"]?.[0],
      date: shown["dt-published"]?.[0],
      authors: shown["p-author"] ?? [],
      tags: shown["p-category"] ?? [],
    },
    openGraph: {
      url,
      title: properties["og:title"]?.[0],
      date: properties["article:published_time"]?.[0],
      authors: properties["author"] ?? [],
      tags: properties["article:tag"] ?? [],
    },
    linkedData: {
      url: linked["url"],
      title: linked["headline"],
      date: linked["datePublished"],
      authors: namesOf(linked["author"]),
      tags: linked["keywords"] ?? [],
    },
  };
}
