import { SaxesParser } from "saxes";
import { Failure } from "../../base/failure.ts";
import { dropNotXml } from "../../../src/markup.ts";

/** One `<item>` of a WordPress export. */
export interface WxrItem {
  /** The line of the export that it starts on. */
  readonly line: number;
  /** Texts of its elements, by their names with prefix: `wp:post_name`. */
  readonly texts: Readonly<Record<string, string>>;
  readonly terms: readonly { readonly taxonomy: string; readonly name: string; readonly slug: string }[];
  readonly meta: Readonly<Record<string, string>>;
  readonly comments: number;
}

export interface Wxr {
  /** Texts of the channel itself. */
  readonly site: Readonly<Record<string, string>>;
  /** Display names by login. */
  readonly authors: Readonly<Record<string, string>>;
  /** The slug of the category above each category that has one. */
  readonly parentOf: Readonly<Record<string, string>>;
  readonly items: readonly WxrItem[];
}

interface Open {
  line: number;
  texts: Record<string, string>;
  terms: { taxonomy: string; name: string; slug: string }[];
  meta: Record<string, string>;
  comments: number;
}

/**
 * Reads WordPress eXtended RSS, an RSS 2.0 with its own elements. Throws `Failure` with line and column if it is not
 * well-formed XML, as after an incomplete download.
 */
export function readWxr(xml: string, name: string): Wxr {
  const site: Record<string, string> = {};
  const authors: Record<string, string> = {};
  const items: WxrItem[] = [];
  const parentOf: Record<string, string> = {};
  let category: Record<string, string> = {};
  const path: { name: string; attributes: Readonly<Record<string, string>> }[] = [];
  let text = "";
  let item: Open | undefined;
  let author: Record<string, string> = {};
  let metaKey = "";

  const parser = new SaxesParser<{ position: true; xmlns: false }>({ position: true, xmlns: false });
  parser.on("error", (error) => {
    throw new Failure(
      `${name}:${parser.line}:${parser.column + 1} is not well-formed XML: ${error.message.replace(/^\d+:\d+: /, "")}`,
    );
  });
  parser.on("opentag", (tag) => {
    path.push({ name: tag.name, attributes: tag.attributes });
    text = "";
    if (tag.name === "item") item = { line: parser.line, texts: {}, terms: [], meta: {}, comments: 0 };
    if (tag.name === "wp:author") author = {};
    if (tag.name === "wp:category") category = {};
    if (tag.name === "wp:comment" && item) item.comments++;
  });
  parser.on("text", (part) => (text += part));
  parser.on("cdata", (part) => (text += part));
  parser.on("closetag", (tag) => {
    const attributes = path.pop()?.attributes ?? {};
    const parent = path.at(-1)?.name;
    const value = text;
    text = "";
    if (tag.name === "item" && item) {
      items.push(item);
      item = undefined;
    } else if (item && parent === "item") {
      if (tag.name === "category")
        item.terms.push({
          taxonomy: attributes["domain"] ?? "category",
          name: value,
          slug: attributes["nicename"] ?? "",
        });
      else item.texts[tag.name] = value;
    } else if (item && parent === "wp:postmeta") {
      if (tag.name === "wp:meta_key") metaKey = value;
      else if (tag.name === "wp:meta_value") item.meta[metaKey] = value;
    } else if (parent === "wp:category") category[tag.name] = value;
    else if (parent === "wp:author") author[tag.name] = value;
    else if (parent === "channel") {
      if (tag.name === "wp:category") {
        if (category["wp:category_parent"])
          parentOf[category["wp:category_nicename"] ?? ""] = category["wp:category_parent"];
      } else if (tag.name !== "wp:author") site[tag.name] ??= value;
      else
        authors[author["wp:author_login"] ?? ""] =
          author["wp:author_display_name"] || (author["wp:author_login"] ?? "");
    }
  });
  // WordPress lets through control characters that XML forbids.
  const wellFormed = dropNotXml(xml.replace(/^\uFEFF?\s*/, ""));
  parser.write(wellFormed).close();
  if (site["wp:wxr_version"] === undefined && items.length === 0)
    throw new Failure(`${name} is not a WordPress export (WXR)`);
  return { site, authors, parentOf, items };
}
