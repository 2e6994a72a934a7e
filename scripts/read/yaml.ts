import {
  type Alias,
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
import { recordOf } from "../base/record.ts";
import type { FieldProblem } from "./fields.ts";
import type { Fields, Position, SyntaxProblem } from "./front-matter.ts";

/** Reads a record in YAML. `what` is what messages call it. */
export function readYaml(text: string, what = "front matter"): Fields | SyntaxProblem {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "error",
    customTags: withoutNumbers,
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const [error] = document.errors;
  if (error) return { ...at(startOf(error, document)), message: `${what} is not YAML: ${error.message}` };
  if (document.contents === null) return { data: {}, locate: () => ({ line: 1, column: 1 }) };
  if (!isMap(document.contents))
    return { ...at(document.contents.range[0]), message: `${what} is not a list of fields such as title: Hello` };

  const circle = text.includes("*") ? circleIn(document) : undefined;
  if (circle)
    return {
      ...at(circle.range?.[0] ?? 0),
      message: `${what} has *${circle.source} within what it stands for, expected a value that ends`,
    };
  if (text.includes("\\") || text.includes("\u0000")) dropNulls(document);
  if (oddKey.test(text)) nameKeys(document);
  const locate: Fields["locate"] = ({ path, ofName }) => {
    const offset = (ofName ? offsetOfName(document, path) : undefined) ?? offsetOfValue(document, text, path);
    return offset === undefined ? { line: 1, column: 1 } : at(offset);
  };
  try {
    return { data: recordOf(document.toJS({ maxAliasCount: 100 })) ?? {}, locate };
  } catch (cause) {
    return { line: 1, column: 1, message: `${what} is not YAML: ${String(cause)}` };
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
export const withoutNulls = (text: string): string => text.replaceAll("\u0000", "\ufffd");

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
export function offsetOfPart(source: string, index: number): number {
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

/** An alias that stands within what it stands for, such as `*a` in `&a [*a]`: a value without an end. */
export function circleIn(document: Document): Alias | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias(_, alias, path) {
      const target = alias.resolve(document);
      if (!target || !path.some((node) => isNode(node) && node === target)) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}
