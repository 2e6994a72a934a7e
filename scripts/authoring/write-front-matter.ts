import { Document, isScalar, isSeq, Scalar, visit } from "yaml";
import { type FieldName, fieldOrder, type FieldValues } from "../read/article-fields.ts";

type Written<T> = [T] extends [readonly string[] | undefined]
  ? readonly string[]
  : [T] extends [boolean | undefined]
    ? boolean
    : string;

/** What can stand in front matter, all values as their author wrote them. */
export type FrontMatter = { -readonly [Name in Exclude<FieldName, "author">]?: Written<FieldValues[Name]> } & {
  author?: string | readonly string[];
  /** Fields of the site's own taxonomies. */
  terms?: Readonly<Record<string, readonly string[]>>;
};

/**
 * Front matter between its `---` lines: fields in order, quotes only where YAML needs them, absent and empty fields
 * left out. `comments` follow the fields, a `#` line each.
 */
export function writeFrontMatter({ terms = {}, ...fields }: FrontMatter, comments: readonly string[] = []): string {
  const values: Readonly<Record<string, unknown>> = { ...fields, ...terms };
  const present = fieldOrder(Object.keys(terms)).filter((name) => !isEmpty(values[name]));
  const yaml = present.length === 0 ? "" : writeYaml(Object.fromEntries(present.map((name) => [name, values[name]])));
  const notes = comments.flatMap((comment) => comment.split(/\r\n|[\r\n]/)).map((line) => `# ${line}`.trimEnd());
  return `---\n${yaml}${notes.map((line) => `${line}\n`).join("")}---\n`;
}

/** YAML that every reader takes the same way: text that an older schema reads as a flag or number is quoted. */
export function writeYaml(data: object): string {
  const document = new Document(data);
  visit(document, {
    Scalar(key, node) {
      if (key === "key" || typeof node.value !== "string") return;
      if (node.value.includes("\n") || looksTyped(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
    Seq(_, node) {
      node.flow = isSeq(node) && node.items.length === 0;
    },
    Map(_, node) {
      for (const pair of node.items) if (isScalar(pair.key)) pair.key.type = Scalar.PLAIN;
    },
  });
  return document.toString({ lineWidth: 0, indentSeq: true });
}

// Words that YAML 1.1 reads as flags, and numbers such as 12:30 that it reads in base 60.
const looksTyped = (text: string): boolean => /^(y|n|yes|no|on|off)$/i.test(text) || /^\d+(:[0-5]?\d)+$/.test(text);

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === "" || value === false || (Array.isArray(value) && value.length === 0);
