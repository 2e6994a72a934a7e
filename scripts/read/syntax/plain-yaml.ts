import { lineStartsOf, positionIn } from "../../base/line-and-column.ts";
import type { FieldPath } from "../fields.ts";
import type { Fields } from "../front-matter.ts";
import { partsIn } from "./comma-separated.ts";

// Most front matter uses little of YAML, for which the full parser takes five times as long and more (docs/decisions/076-plain-yaml.md).

/** A value as it is written, and the offset at which it begins. */
interface Value {
  readonly data: unknown;
  readonly source: string;
  readonly start: number;
  /** Of a list. */
  readonly items?: readonly Value[];
}

/** A value with the offset of its name. */
interface Field extends Value {
  readonly nameStart: number;
}

/**
 * Reads fields whose values are texts of one line, true, false or null, or lists of these, with the data and the places that the full
 * parser gives. Undefined for all else, right or wrong.
 */
export function readPlainYaml(text: string): Fields | undefined {
  if (text.length > mostCharacters || beyond.test(text)) return undefined;
  const fields = new Map<string, Field>();
  let end = 0;
  for (const [whole, name, colon = "", written, items = "", indent = ""] of text.matchAll(fieldOrNothing)) {
    const nameStart = end;
    end += whole.length;
    if (name === undefined) continue;
    if (fields.has(name) || constants.has(name)) return undefined;
    const start = nameStart + name.length + colon.length;
    const value = written === undefined ? listBelow(items, start, indent.length) : valueIn(written.trimEnd(), start);
    if (!value) return undefined;
    fields.set(name, { ...value, nameStart });
  }
  if (end < text.length || fields.size === 0) return undefined;
  const data = Object.fromEntries(Array.from(fields, ([name, value]) => [name, value.data]));
  const lineStarts = lineStartsOf(text);
  const locate: Fields["locate"] = ({ path, ofName = false }) => positionIn(lineStarts, offsetOf(path, ofName, fields));
  return { data, locate, warnings: [] };
}

// Regular expressions end their stack at some two million items of a list.
const mostCharacters = 1_000_000;

// Escapes, white space other than spaces, and invisible characters.
const beyond = /[[\\\p{C}\p{Z}]--[ \n]]/v;

// A line that is empty or a comment, or a name with a value after it, or with items below it in one column.
const fieldOrNothing =
  /(?: *|#.*)(?:\n|$)|([A-Za-z_][\w-]{0,99})(: *)(?:(?<= )(\S.*)|((\n *)- +\S.*(?:\5- +\S.*)*))(?:\n|$)/gy;

const constants = new Map<string, boolean | null>([
  ["null", null],
  ["Null", null],
  ["NULL", null],
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
]);

/** Undefined also for no text at all. */
function scalarIn(source: string, start: number): Value | undefined {
  if (/^(?:"[^"]*"|'[^']*')$/.test(source)) return { data: source.slice(1, -1), source, start };
  if (/^(?:$|[-?:,[\]{}#&*!|>'"%@`~])|: | #|:$/.test(source)) return undefined;
  const constant = constants.get(source);
  return { data: constant === undefined ? source : constant, source, start };
}

function valueIn(source: string, start: number): Value | undefined {
  const [, inner] = /^\[([^[\]{}]*)\]$/.exec(source) ?? [];
  if (inner === undefined) return scalarIn(source, start);
  let next = start + 1;
  const items = (inner.trim() === "" ? [] : inner.split(",")).map((part) => {
    const item = part.trim();
    const at = next + part.indexOf(item);
    next += part.length + 1;
    return scalarIn(item, at);
  });
  return listOf(items, source, start);
}

function listBelow(source: string, start: number, indent: number): Value | undefined {
  const items = Array.from(source.matchAll(/(\n *- +)(.*)/g), ({ 1: before = "", 2: written = "", index }) =>
    scalarIn(written.trimEnd(), start + index + before.length),
  );
  return listOf(items, source, start + indent);
}

function listOf(items: readonly (Value | undefined)[], source: string, start: number): Value | undefined {
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length
    ? { data: known.map(({ data }) => data), source, start, items: known }
    : undefined;
}

function offsetOf(
  [name, ...rest]: FieldPath,
  ofName: boolean,
  fields: ReadonlyMap<FieldPath[number] | undefined, Field>,
): number {
  const field = fields.get(name);
  if (!field) return 0;
  if (ofName && rest.length === 0) return field.nameStart;
  let value: Value = field;
  for (const part of rest) {
    if (typeof part !== "number") break;
    if (!value.items) return value.start + (partsIn(value, value.source)[part] ?? 0);
    const item = value.items[part];
    if (!item) break;
    value = item;
  }
  return value.start;
}
