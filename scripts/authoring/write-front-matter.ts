import { Document, isScalar, isSeq, Scalar, visit } from "yaml";

/** The fields of front matter, in the order in which they are written. Values are as their author wrote them. */
export interface FrontMatter {
  title?: string;
  date?: string;
  author?: string | readonly string[];
  description?: string;
  tags?: readonly string[];
  updated?: string;
  image?: string;
  imageAlt?: string;
  slug?: string;
  draft?: boolean;
  expires?: string;
  aliases?: readonly string[];
  canonical?: string;
  lang?: string;
  series?: string;
}

export const fieldOrder = [
  "title",
  "date",
  "author",
  "description",
  "tags",
  "updated",
  "image",
  "imageAlt",
  "slug",
  "draft",
  "expires",
  "aliases",
  "canonical",
  "lang",
  "series",
] as const satisfies readonly (keyof FrontMatter)[];

/**
 * Front matter between its `---` lines: fields in order, quotes only where YAML needs them, absent and empty fields
 * left out. `comments` follow the fields, a `#` line each.
 */
export function writeFrontMatter(fields: FrontMatter, comments: readonly string[] = []): string {
  const present = fieldOrder.filter((name) => !isEmpty(fields[name])).map((name) => [name, fields[name]] as const);
  const yaml = present.length === 0 ? "" : writeYaml(Object.fromEntries(present));
  const notes = comments.flatMap((comment) => comment.split(/\r\n|[\r\n]/)).map((line) => `# ${line}`.trimEnd());
  return `---\n${yaml}${notes.map((line) => `${line}\n`).join("")}---\n`;
}

/** YAML that every reader takes the same way: text that an older schema reads as a flag or number is quoted. */
export function writeYaml(data: object): string {
  const document = new Document(data);
  visit(document, {
    Scalar(key, node) {
      if (key === "key" || typeof node.value !== "string") return;
      if (node.value.includes("\n")) node.type = Scalar.QUOTE_DOUBLE;
      else if (looksTyped(node.value)) node.type = Scalar.QUOTE_DOUBLE;
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
