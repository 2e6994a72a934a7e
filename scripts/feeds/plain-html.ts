import { dropNotHtml } from "../../src/markup.ts";

/** What hears of HTML while it is read, also of the end of void elements. */
export interface Events {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(escaped: string): void;
  close(): void;
}

/**
 * Reads HTML such as Markdown becomes: known elements inside of each other as HTML wants them, attributes in double quotes, and no
 * character references but those of the five signs. False as soon as anything else is found, which is for a parser to read.
 */
export function readPlainHtml(html: string, events: Events): boolean {
  if (otherReference.test(html) || dropNotHtml(html) !== html) return false;
  const names = [""]; // of what is open, the innermost last
  for (let at = 0; at < html.length; at = tag.lastIndex) {
    const start = html.indexOf("<", at);
    if (start !== at) {
      const between = start === -1 ? html.slice(at) : html.slice(at, start);
      if (between.includes(">")) return false;
      events.text(withQuotes(between));
    }
    if (start === -1) break;
    tag.lastIndex = start;
    const [found, ended, name = "", attributes = ""] = tag.exec(html) ?? [];
    if (found === undefined) return false;
    if (ended !== undefined) {
      if (names.pop() !== ended) return false;
      events.close();
      continue;
    }
    if (!isPlain(name, names.at(-1) ?? "")) return false;
    events.open(name, attributes === "" ? none : attributesIn(attributes));
    if (voidElements.has(name)) events.close();
    else if (found.endsWith("/>")) return false;
    else names.push(name);
  }
  return names.length === 1;
}

/** They contain nothing and have no end tag. */
export const voidElements = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));

const otherReference = /&(?!(?:amp|lt|gt|quot|#39|#x27);)/;
const tag = /<(?:\/([a-z][a-z\d]*)|([a-z][a-z\d]*)((?: [a-z][a-z-]*(?:="[^"]*")?)*) ?\/?)>/y;
const attribute = / ([a-z-]+)(?:="([^"]*)")?/g;
const none = {};

function attributesIn(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = "", value = ""] of text.matchAll(attribute))
    if (!Object.hasOwn(attributes, name)) attributes[name] = decoded(value);
  return attributes;
}

const withQuotes = (text: string): string =>
  text.includes("&") ? text.replaceAll("&quot;", '"').replace(/&#(?:39|x27);/g, "'") : text;

const decoded = (value: string): string =>
  !value.includes("&")
    ? value
    : withQuotes(value).replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Whether an element may be where it is: elsewhere it would end another, or is one that a parser reads in a way of its own. */
function isPlain(name: string, parent: string): boolean {
  if (inline.has(name)) return name !== "a" || parent !== "a";
  return blocks.has(name) ? !ofText.has(parent) : parents.get(name)?.includes(parent) === true;
}

const words = (text: string): string[] => text.split(" ");
const inline = new Set(
  words("a abbr b br code del em i img input kbd mark picture q s small source span strong sub sup time u"),
);
const blocks = new Set(
  words("aside blockquote details div dl figcaption figure h1 h2 h3 h4 h5 h6 hr ol p pre section summary table ul"),
);
const ofText = new Set(words("h1 h2 h3 h4 h5 h6 p"));
const parents = new Map(
  Object.entries({
    col: ["colgroup"],
    colgroup: ["table"],
    dd: ["dl"],
    dt: ["dl"],
    li: ["ol", "ul"],
    tbody: ["table"],
    td: ["tr"],
    th: ["tr"],
    thead: ["table"],
    tr: ["tbody", "thead"],
  }),
);
