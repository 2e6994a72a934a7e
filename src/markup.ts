/** Text that is markup already. Only the tags below and `trusted` make it, so that escaping can't be forgotten. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
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

/** Escapes for element content and for attribute values in either kind of quotes. */
export const escapeHtml = (text: string): string =>
  // Most texts hold none of them, and a test is cheaper than a copy.
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (char) => entities[char] ?? char) : text;

// The Char production of XML 1.0 (§2.2): no other character can stand in a document, not even escaped.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Escapes for XML, carriage returns too, which parsers would read as line feeds, and drops what XML forbids. Lone surrogates become U+FFFD. */
export const escapeXml = (text: string): string =>
  escapeHtml(text.toWellFormed().replace(notXml, "")).replaceAll("\r", "&#13;");

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
