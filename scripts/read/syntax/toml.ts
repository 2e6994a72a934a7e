import { parse, TomlDate, TomlError } from "smol-toml";
import { parseDocument } from "yaml";
import { lineStartsOf, positionIn } from "../../base/line-and-column.ts";
import { recordOf } from "../../base/record.ts";
import type { FieldProblem } from "../fields.ts";
import type { Fields, SyntaxProblem } from "../front-matter.ts";
import { partsOf } from "./comma-separated.ts";
import { offsetOf, withoutNulls } from "./yaml.ts";

/** Reads front matter in TOML. */
export function readToml(text: string): Fields | SyntaxProblem {
  const read = parseToml(text);
  if ("message" in read) return { ...read, message: `front matter is not TOML: ${read.message}` };
  let locate: Fields["locate"] | undefined; // is asked for where there are problems, and for aliases
  return { ...read, locate: (field) => (locate ??= placesIn(text))(field), warnings: [] };
}

/** The fields of a text in TOML, or why it is not TOML. */
export function parseToml(text: string): Pick<Fields, "data"> | SyntaxProblem {
  try {
    return { data: recordOf(plain(parse(text))) ?? {} };
  } catch (cause) {
    if (cause instanceof RangeError) return { line: 1, column: 1, message: "its tables are nested too deeply" };
    if (!(cause instanceof TomlError)) throw cause;
    const message = cause.message.split("\n")[0]?.replace("Invalid TOML document: ", "") ?? "";
    return {
      line: cause.line,
      column: cause.column,
      message: message + cureOf(text.split("\n")[cause.line - 1] ?? ""),
    };
  }
}

/** What to do about a line that can't be read: the end of a message, empty where that is not known. */
function cureOf(line: string): string {
  if (/^\s*[\w-]+\s*:/.test(line)) return ", write = between a name and its value";
  const [, value = ""] = /^\s*[\w-]+\s*=\s*(.*?)\s*$/.exec(line) ?? [];
  if (/^(?:true|false)$/i.test(value)) return `, write ${value.toLowerCase()}`;
  return /^[^\d\s"'[{=+-]/.test(value) ? `, put the value in quotes: ${JSON.stringify(value)}` : "";
}

// TOML has a type for dates; our readers take them as they were written.
function plain(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString().replace(/\.000(?=Z|[+-]|$)/, "");
  if (typeof value === "string") return withoutNulls(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}

/** Finds the fields of a text. smol-toml keeps no positions, so look for the line that assigns the field; the first one counts. */
function placesIn(text: string): Fields["locate"] {
  const lineStarts = lineStartsOf(text);
  const names = new Map<string | number | undefined, { readonly name: number; readonly value: number }>();
  for (const { 0: assignment, 1: indent = "", 2: found = "", index } of text.matchAll(assignments))
    if (!names.has(found)) names.set(found, { name: index + indent.length, value: index + assignment.length });
  const known = new Map<string | number | undefined, (index: number) => number>();
  const offsetInValue = (start: number, [name, index]: FieldProblem["path"]): number => {
    if (typeof index !== "number") return 0;
    const offsetOfItem = known.get(name) ?? itemsOf(text.slice(start));
    known.set(name, offsetOfItem);
    return offsetOfItem(index);
  };
  return ({ path, ofName }) => {
    const place = names.get(path[0]);
    if (!place) return { line: 1, column: 1 };
    return positionIn(lineStarts, ofName ? place.name : place.value + offsetInValue(place.value, path));
  };
}

/** Where the items of the array, or the names in the text, begin that stands at the beginning of a source. */
function itemsOf(source: string): (index: number) => number {
  if (!source.startsWith("[")) {
    const starts = partsOf(/^.*/.exec(source)?.[0] ?? "");
    return (index) => starts[index] ?? 0;
  }
  // YAML reads an array the same way, and knows where its items are.
  const array = parseDocument(source, { logLevel: "silent" });
  return (index) => offsetOf([index], false, array, source);
}

const assignments = /^([ \t]*)"?([^"=\s]+)"?[ \t]*=[ \t]*/gm;
