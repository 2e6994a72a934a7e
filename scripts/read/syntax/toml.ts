import { parse, TomlDate, TomlError } from "smol-toml";
import { parseDocument } from "yaml";
import { recordOf } from "../../base/record.ts";
import type { FieldProblem } from "../fields.ts";
import type { Position } from "../../base/problems.ts";
import type { Fields, SyntaxProblem } from "../front-matter.ts";
import { positionAfter } from "./lines.ts";
import { offsetOf, offsetOfPart, withoutNulls } from "./yaml.ts";

/** Reads front matter in TOML. */
export function readToml(text: string): Fields | SyntaxProblem {
  const read = parseToml(text);
  return "message" in read
    ? { ...read, message: `front matter is not TOML: ${read.message}` }
    : { ...read, locate: ({ path, ofName }) => locateToml(text, path, ofName), warnings: [] };
}

/** The fields of a text in TOML, or why it is not TOML. */
export function parseToml(text: string): Pick<Fields, "data"> | SyntaxProblem {
  try {
    return { data: recordOf(plain(parse(text))) ?? {} };
  } catch (cause) {
    if (cause instanceof RangeError) return { line: 1, column: 1, message: "its tables are nested too deeply" };
    if (!(cause instanceof TomlError)) throw cause;
    const message = cause.message.split("\n")[0]?.replace("Invalid TOML document: ", "") ?? "";
    return { line: cause.line, column: cause.column, message };
  }
}

// TOML has a type for dates; our readers take them as they were written.
function plain(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString().replace(/\.000(?=Z|[+-]|$)/, "");
  if (typeof value === "string") return withoutNulls(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}

// smol-toml keeps no positions, so look for the line that assigns the field.
function locateToml(text: string, [name, index]: FieldProblem["path"], ofName: boolean | undefined): Position {
  for (const match of text.matchAll(/^([ \t]*)"?([^"=\s]+)"?[ \t]*=[ \t]*/gm)) {
    const [assignment, indent = "", found] = match;
    if (found !== name) continue;
    if (ofName) return positionAfter(text.slice(0, match.index + indent.length));
    const value = match.index + assignment.length;
    return positionAfter(text.slice(0, value + offsetInValue(text.slice(value), index)));
  }
  return { line: 1, column: 1 };
}

/** Where an item of an array begins, which YAML reads the same way, or a name in a text. */
function offsetInValue(source: string, index: FieldProblem["path"][number] | undefined): number {
  if (typeof index !== "number") return 0;
  if (!source.startsWith("[")) return offsetOfPart(/^.*/.exec(source)?.[0] ?? "", index);
  return offsetOf([index], false, parseDocument(source, { logLevel: "silent" }), source);
}
