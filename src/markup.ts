/** Text that is markup already. Only the tags below and `trusted` make it, so that escaping can't be forgotten. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes: text and numbers are escaped, markup stays, lists are joined, false and undefined vanish. */
export type Part = Markup | string | number | false | undefined | readonly Part[];

/** Declares text to be markup: for what the prebuild rendered, and nothing that a visitor sent. */
export const trusted = (markup: string): Markup => new Markup(markup);

export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  join(strings, parts, escapeHtml);

export const xml = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  join(strings, parts, escapeXml);

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// Controls that are not whitespace, and noncharacters: parse errors of HTML (§13.2.3.5), written out or escaped. U+0000
// stays, since the prebuild marks places in its HTML with it and lets none through.
const notHtml = /[^\P{Cc}\0\t\n\f\r]|[\ufdd0-\ufdef\ufffe\uffff]/gu;

/** Drops the characters that no HTML document may contain; readers see nothing of them. */
export const dropNotHtml = (text: string): string => dropOfOtherPlanes(text.replace(notHtml, ""));

/** Drops the noncharacters beyond U+FFFF, all of which end in one of two code units: to look for them with the others takes twice as long. */
const dropOfOtherPlanes = (text: string): string =>
  text.includes("\udffe") || text.includes("\udfff") ? text.replace(/\p{Noncharacter_Code_Point}/gu, "") : text;

const escapeSigns = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? char);

// Most texts contain none of either, and a search is cheaper than a copy.
const special = new RegExp(`[&<>"']|${notHtml.source}`, "u");

/** Escapes for element content and for attribute values in either kind of quotes, and drops what HTML forbids. */
export const escapeHtml = (text: string): string =>
  special.test(text) ? escapeSigns(dropNotHtml(text)) : dropOfOtherPlanes(text);

// The Char production of XML 1.0 (§2.2): no other character can stand in a document, not even escaped.
const notXml = /[^\P{Cc}\t\n\r\u007f-\u009f]|[\ufffe\uffff]/gu;

/** Drops the characters that no XML document may contain, not even escaped. */
export const dropNotXml = (text: string): string => text.replace(notXml, "");

/** Escapes for XML, carriage returns too, which parsers would read as line feeds, and drops what XML forbids. Lone surrogates become U+FFFD. */
export const escapeXml = (text: string): string =>
  escapeSigns(dropNotXml(text.toWellFormed())).replaceAll("\r", "&#13;");

function join(strings: TemplateStringsArray, parts: readonly Part[], escape: (text: string) => string): Markup {
  let text = strings[0] ?? "";
  for (let index = 0; index < parts.length; index++) text += write(parts[index], escape) + (strings[index + 1] ?? "");
  return new Markup(text);
}

function write(part: Part, escape: (text: string) => string): string {
  if (typeof part === "string") return escape(part);
  if (part === undefined || part === false) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "number") return String(part);
  let text = "";
  for (const each of part) text += write(each, escape);
  return text;
}
