import type { Text } from "../store/text.ts";
import { type Moment, toIso } from "../../src/content/date.ts";

/** What the Markdown of an article says before its body. URLs are absolute. */
export interface MarkdownSource {
  readonly title: string;
  readonly url: string;
  readonly date?: Moment;
  readonly updated?: Moment;
  readonly authors?: readonly string[];
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly lang?: string;
  /** Fields of the site alone, by name. */
  readonly others?: Readonly<Record<string, string | readonly string[]>>;
  /** The author's Markdown, its links absolute already. */
  readonly body: Text;
}

/**
 * Writes an article as Markdown for machines, under the front matter that `content/` uses too, whatever the author
 * wrote it in. Strings are in the quotes of JSON, which YAML 1.2 reads alike, so that no title turns into a date or a flag.
 */
export function writeMarkdown(source: MarkdownSource): string {
  const fields: [string, string | readonly string[] | undefined][] = [
    ["title", source.title],
    ["url", source.url],
    ["date", dated(source.date)],
    ["updated", dated(source.updated)],
    ["authors", source.authors],
    ["description", source.description],
    ["tags", source.tags],
    ["lang", source.lang],
    ...Object.entries(source.others ?? {}),
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === undefined || value.length === 0 ? [] : `${name}: ${yaml(value)}\n`,
  );
  return `---\n${lines.join("")}---\n\n${trimmed(source.body.read()).toWellFormed()}\n`;
}

// Without the blank lines around it. The first line keeps its indentation, which may make it code.
const trimmed = (body: string): string => body.replace(/^(?:[ \t]*\r?\n)+/, "").trimEnd();

const dated = (moment: Moment | undefined): string | undefined => (moment === undefined ? undefined : toIso(moment));

const yaml = (value: string | readonly string[]): string =>
  typeof value === "string" ? quoted(value) : `[${value.map(quoted).join(", ")}]`;

// YAML allows fewer characters as they are than JSON does (YAML 1.2 §5.1); the escapes are the same.
const quoted = (text: string): string =>
  JSON.stringify(text.toWellFormed()).replace(
    /[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
