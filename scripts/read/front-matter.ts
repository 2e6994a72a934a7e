import { isRecord } from "../base/record.ts";
import matter from "gray-matter";
import { parse as parseToml, TomlDate, TomlError } from "smol-toml";
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  type Tags,
  visit,
  type YAMLParseError,
} from "yaml";
import { type FieldProblem } from "./fields.ts";
import { circleIn } from "./yaml-circle.ts";

/** Lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface SyntaxProblem extends Position {
  readonly message: string;
}

/** A record of fields, and where in its file each of them stands. */
export interface Fields {
  readonly data: Readonly<Record<string, unknown>>;
  readonly locate: (field: Pick<FieldProblem, "path" | "ofName">) => Position;
}

export interface FrontMatter extends Fields {
  /** The text below the front matter, and the line of the file on which it begins. */
  readonly body: string;
  readonly bodyLine: number;
}

/** Splits a file and reads its front matter: YAML between `---`, TOML between `+++`, nothing that runs code. */
export function readFrontMatter(source: string): FrontMatter | SyntaxProblem {
  const text = source.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const none: Fields = { data: {}, locate: () => ({ line: 1, column: 1 }) };
  const opening = /^(?<fence>---|\+\+\+)(?<name>[^\n]*)\n/.exec(text)?.groups;
  if (!opening) return { ...none, body: text, bodyLine: 1 };
  const { fence = "", name = "" } = opening;
  const named = name.trim();
  const language = fence === "+++" ? "toml" : named || "yaml";
  if (!(Object.hasOwn(readers, language) && (named === "" || named === language)))
    return { line: 1, column: 4, message: `front matter is "${named}", expected YAML between --- or TOML between +++` };
  if (!new RegExp(`\\n${RegExp.escape(fence)}[ \\t]*(\\n|$)`).test(text))
    return { line: 1, column: 1, message: `front matter is not closed, expected a line ${fence} below it` };

  let fields: Fields | SyntaxProblem = none;
  const read = (engine: "yaml" | "toml") => (block: string) => {
    fields = readers[engine](block, 1);
    return "data" in fields ? fields.data : {};
  };
  const end = text.indexOf(`\n${fence}`, fence.length) + 1 + fence.length;
  const head = text.slice(0, end);
  // Without an options object gray-matter answers from a cache that callers may have changed, and with its own engines
  // a front matter opened by ---js would run as code. It copies what it gets, so it gets no more than it needs.
  matter(head, { language, delimiters: fence, engines: { yaml: read("yaml"), toml: read("toml") } });
  if (!("data" in fields)) return fields;
  const bodyLine = head.split("\n").length;
  return text[end] === "\n"
    ? { ...fields, body: text.slice(end + 1), bodyLine: bodyLine + 1 }
    : { ...fields, body: text.slice(end), bodyLine };
}

/** Reads YAML whose first line is line `firstLine` of its file. */
export function readYaml(text: string, firstLine = 1): Fields | SyntaxProblem {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "error",
    customTags: withoutNumbers,
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: line + firstLine - 1, column: col };
  };
  const [error] = document.errors;
  if (error) return { ...at(startOf(error, document)), message: `front matter is not YAML: ${error.message}` };
  if (document.contents === null) return { data: {}, locate: () => ({ line: firstLine, column: 1 }) };
  if (!isMap(document.contents))
    return { ...at(document.contents.range[0]), message: "front matter is not a list of fields such as title: Hello" };

  const circle = text.includes("*") ? circleIn(document) : undefined;
  if (circle)
    return {
      ...at(circle.range?.[0] ?? 0),
      message: `front matter has *${circle.source} within what it stands for, expected a value that ends`,
    };
  if (text.includes("\\") || text.includes("\u0000")) dropNulls(document);
  if (oddKey.test(text)) nameKeys(document);
  const locate: Fields["locate"] = ({ path, ofName }) => {
    const offset = (ofName ? offsetOfName(document, path) : undefined) ?? offsetOfValue(document, text, path);
    return offset === undefined ? { line: 1, column: 1 } : at(offset);
  };
  try {
    return { data: fieldsOf(document.toJS({ maxAliasCount: 100 })), locate };
  } catch (cause) {
    return { line: firstLine, column: 1, message: `front matter is not YAML: ${String(cause)}` };
  }
}

// A quote that is never closed is found out at the end of the front matter, and mended where it was opened.
function startOf({ code, pos: [offset] }: YAMLParseError, document: Document): number {
  let start = offset;
  if (code === "MISSING_CHAR")
    visit(document, {
      Scalar(_, { type, range }) {
        if (type?.startsWith("QUOTE_") && range && range[0] < offset && offset <= range[1]) start = range[0];
      },
    });
  return start;
}

// A title of 1.10 or 007 is text to its author, not 1.1 or 7.
const withoutNumbers = (tags: Tags): Tags =>
  tags.filter((tag) => typeof tag === "string" || !/:(?:int|float)$/.test(tag.tag));

// U+0000, as it is or as an escape, marks places in our HTML. It becomes what CommonMark (§2.3) makes of it in bodies.
const withoutNulls = (text: string): string => text.replaceAll("\u0000", "\ufffd");

function dropNulls(document: Document): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === "string") node.value = withoutNulls(node.value);
    },
  });
}

// A key that may be no text, looked for first since few have one and each article has its fields located.
const oddKey = /(?:^|[\s{,?])(?:true|false|null|~)?\s*:(?:\s|$)/im;

/** Names `true:` and an empty key as the record does, where each name is text. */
function nameKeys(document: Document): void {
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key)) return;
      if (key.value === null) key.value = "";
      if (typeof key.value === "boolean") key.value = String(key.value);
    },
  });
}

function offsetOfValue(document: Document, text: string, path: FieldProblem["path"]): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (!isNode(node) || !node.range) continue;
    const [start, end] = node.range;
    const part = path[length];
    return start + (typeof part === "number" && isScalar(node) ? offsetOfPart(text.slice(start, end), part) : 0);
  }
  return undefined;
}

/** Where in a text of names with commas between them one begins. */
function offsetOfPart(source: string, index: number): number {
  const parts = source.split(",");
  if (index >= parts.length) return 0; // a comma that was written as an escape
  const before = parts.slice(0, index).reduce((sum, part) => sum + part.length + 1, 0);
  return before + (/^["'\s]*/.exec(parts[index] ?? "")?.[0].length ?? 0);
}

function offsetOfName(document: Document, path: FieldProblem["path"]): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const key = parent.items.find((pair) => isScalar(pair.key) && pair.key.value === path.at(-1))?.key;
  return isScalar(key) ? key.range?.[0] : undefined;
}

function readTomlBlock(text: string, firstLine: number): Fields | SyntaxProblem {
  try {
    const data = fieldsOf(plain(parseToml(text)));
    return { data, locate: ({ path, ofName }) => locateToml(text, path, ofName, firstLine) };
  } catch (cause) {
    if (cause instanceof RangeError)
      return {
        line: firstLine,
        column: 1,
        message: "front matter is not TOML: its tables lie too deep in one another",
      };
    if (!(cause instanceof TomlError)) throw cause;
    const reason = cause.message.split("\n")[0]?.replace("Invalid TOML document: ", "") ?? "";
    return { line: cause.line + firstLine - 1, column: cause.column, message: `front matter is not TOML: ${reason}` };
  }
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

// TOML's dates are values of their own; our readers take them as they were written.
function plain(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString();
  if (typeof value === "string") return withoutNulls(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}

// smol-toml keeps no positions, so look for the line that assigns the field.
function locateToml(
  text: string,
  [name, index]: FieldProblem["path"],
  ofName: boolean | undefined,
  firstLine: number,
): Position {
  for (const match of text.matchAll(/^([ \t]*)"?([^"=\s]+)"?[ \t]*=[ \t]*/gm)) {
    const [assignment, indent = "", found] = match;
    if (found !== name) continue;
    const value = match.index + assignment.length;
    const inValue = typeof index === "number" ? offsetOfItem(text.slice(value), index) : 0;
    const lines = text.slice(0, ofName ? match.index + indent.length : value + inValue).split("\n");
    return { line: lines.length - 1 + firstLine, column: (lines.at(-1)?.length ?? 0) + 1 };
  }
  return { line: 1, column: 1 };
}

/** Where in a value of TOML an item of its array begins, or a name of its text. */
function offsetOfItem(source: string, index: number): number {
  if (!source.startsWith("[")) return offsetOfPart(/^.*/.exec(source)?.[0] ?? "", index);
  let depth = 0;
  let item = 0;
  for (const { 0: token, index: offset } of source.matchAll(tomlTokens)) {
    if (token.startsWith("#")) continue;
    if (/^[\]}]/.test(token)) depth -= 1;
    if (depth === 0 && offset > 0) break;
    if (depth === 1 && item === index && token !== ",") return offset;
    if (/^[[{]/.test(token)) depth += 1;
    if (depth === 1 && token === ",") item += 1;
  }
  return 0;
}

const tomlTokens = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[[\]{},]|[^\s[\]{},#"']+/g;

// gray-matter hands over the block with the line break behind the opening fence, which so counts as line 1.
const readers = { yaml: readYaml, toml: readTomlBlock };
