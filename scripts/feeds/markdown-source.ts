import type { Text } from "../store/text.ts";
import { type Moment, toIso } from "../../src/content/date.ts";

/** What the Markdown of an article says before its body, in its order. A number is a moment; what is undefined or empty is left out. */
type Fields = Readonly<Record<string, string | readonly string[] | Moment | undefined>>;

/**
 * Writes an article as Markdown for machines, under the front matter that `content/` uses too, whatever the author
 * wrote it in: `head` is what every site has, `others` are fields of this one. URLs are absolute. Strings are in the quotes of
 * JSON, which YAML 1.2 reads alike, so that no title turns into a date or a flag.
 */
export function writeMarkdown(head: Fields, others: Fields, body: Text): string {
  const lines = [...Object.entries(head), ...Object.entries(others)].map(([name, field]) => {
    const value = typeof field === "number" ? toIso(field) : field;
    return value?.length ? `${name}: ${yaml(value)}\n` : "";
  });
  return `---\n${lines.join("")}---\n\n${trimmed(body.readOnce()).toWellFormed()}\n`;
}

// Without the blank lines around it. The first line keeps its indentation, which may make it code.
const trimmed = (body: string): string => body.replace(/^(?:[ \t]*\r?\n)+/, "").trimEnd();

const yaml = (value: string | readonly string[]): string =>
  typeof value === "string" ? quoted(value) : `[${value.map(quoted).join(", ")}]`;

// YAML allows fewer characters as they are than JSON does (YAML 1.2 §5.1); the escapes are the same.
const quoted = (text: string): string =>
  JSON.stringify(text.toWellFormed()).replace(
    /[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
