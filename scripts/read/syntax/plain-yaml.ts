import type { FieldPath } from "../fields.ts";
import type { Fields } from "../front-matter.ts";
import { partsIn, positionsIn } from "./places.ts";

// Almost all front matter uses little of YAML, and the parser of all of it made a tenth of an article (docs/decisions/076-plain-yaml.md).

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
 * Reads fields whose values are texts of one line, true, false or null, or lists of these, with the data and the places that the YAML
 * parser gives. Undefined for all else, right or wrong.
 */
export function readPlainYaml(text: string): Fields | undefined {
  if (beyond.test(text)) return undefined;
  const fields = new Map<string, Field>();
  let end = 0;
  for (const [whole, name, colon = "", written, items = ""] of text.matchAll(fieldOrNothing)) {
    const nameStart = end;
    end += whole.length;
    if (name === undefined) continue;
    if (fields.has(name) || name === "__proto__" || words.has(name)) return undefined;
    const start = nameStart + name.length + colon.length;
    const value = written === undefined ? listBelow(items, start) : valueIn(written.trimEnd(), start);
    if (!value) return undefined;
    fields.set(name, { ...value, nameStart });
  }
  if (end < text.length || fields.size === 0) return undefined;
  const data = Object.fromEntries(Array.from(fields, ([name, value]) => [name, value.data]));
  const positionOf = positionsIn(text);
  const locate: Fields["locate"] = ({ path, ofName = false }) => positionOf(offsetOf(path, ofName, fields));
  return { data, locate, warnings: [] };
}

// Escapes, white space other than spaces, and what nobody sees.
const beyond = /\\|[^\n \p{L}\p{M}\p{N}\p{P}\p{S}]/u;

// A line that is empty or a comment, or a name with a value behind it or items below it.
const fieldOrNothing = /(?: *|#.*)(?:\n|$)|([A-Za-z_][\w-]*)(: *)(?:(?<= )(\S.*)|((?:\n *- +\S.*)+))(?:\n|$)/gy;

const spellings = (word: string): string[] => [
  word,
  `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`,
  word.toUpperCase(),
];
const words = new Map(
  [null, true, false].flatMap((value) => spellings(String(value)).map((word) => [word, value] as const)),
);

function textIn(source: string, start: number): Value | undefined {
  if (/^(?:"[^"]*"|'[^']*')$/.test(source)) return { data: source.slice(1, -1), source, start };
  if (/^[-?:,[\]{}#&*!|>'"%@`~]|: | #|:$/.test(source)) return undefined;
  const word = words.get(source);
  return { data: word === undefined ? source : word, source, start };
}

function valueIn(source: string, start: number): Value | undefined {
  if (!/^\[.*\]$/.test(source)) return textIn(source, start);
  const inner = source.slice(1, -1);
  let next = start + 1;
  const items = (inner.trim() === "" ? [] : inner.split(",")).map((part) => {
    const item = part.trim();
    const at = next + part.indexOf(item);
    next += part.length + 1;
    return inBrackets.test(item) ? textIn(item, at) : undefined;
  });
  return listOf(items, source, start);
}

// Without the signs that mean something between brackets.
const inBrackets = /^(?:[\p{L}\p{N}][\p{L}\p{N} _.+/-]*|"[^",]*"|'[^',]*')$/u;

function listBelow(source: string, start: number): Value | undefined {
  let next = start;
  const hyphens = new Set<string>();
  const items = Array.from(source.matchAll(/(\n *)(- +)(.*)/g), ([whole, before = "", hyphen = "", written = ""]) => {
    const at = next + before.length + hyphen.length;
    next += whole.length;
    hyphens.add(before);
    return textIn(written.trimEnd(), at);
  });
  const [before = "", ...others] = hyphens;
  return others.length === 0 ? listOf(items, source, start + before.length) : undefined;
}

function listOf(items: readonly (Value | undefined)[], source: string, start: number): Value | undefined {
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length
    ? { data: known.map(({ data }) => data), source, start, items: known }
    : undefined;
}

function offsetOf([name, ...rest]: FieldPath, ofName: boolean, fields: ReadonlyMap<string, Field>): number {
  const field = fields.get(String(name));
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
