import type { Alias, Document, Pair, Scalar, Tags, YAMLMap, YAMLParseError } from "yaml";
import { isMap, isNode, isScalar, isSeq, parseDocument, visit } from "yaml";
import { lineStartsOf, positionIn } from "../../base/line-and-column.ts";
import { recordOf } from "../../base/record.ts";
import type { FieldPath } from "../fields.ts";
import type { Position } from "../../base/problems.ts";
import type { Fields, SyntaxProblem } from "../front-matter.ts";
import { partsIn } from "./comma-separated.ts";
import { readPlainYaml } from "./plain-yaml.ts";
import { conflict, conflictIn, cureOf } from "./yaml-cure.ts";

/** Reads a record in YAML. Messages call it `name`. */
export const readYaml = (text: string, name?: string): Fields | SyntaxProblem =>
  readPlainYaml(text) ?? parseYaml(text, name);

/** The same with the full YAML parser. */
export function parseYaml(text: string, name = "front matter"): Fields | SyntaxProblem {
  const options = { prettyErrors: false, logLevel: "error", uniqueKeys: false, customTags: withoutNumbers } as const;
  const document = parseDocument(text, options);
  const lineStarts = lineStartsOf(text);
  const at = (offset: number): Position => positionIn(lineStarts, offset);
  const problem = (offset: number, what: string): SyntaxProblem => ({ ...at(offset), message: `${name} ${what}` });
  const [error] = document.errors;
  if (error) {
    const two = conflictIn(text);
    return two === undefined
      ? problem(startOf(error, document), `is not YAML: ${error.message}${cureOf(error, text)}`)
      : problem(two, conflict);
  }
  const twice = repeatedKeyIn(document);
  if (twice) return problem(twice.range?.[0] ?? 0, `has ${twice.source} a second time, remove one of them`);
  const { contents } = document;
  if (contents && !isMap(contents)) return problem(contents.range[0], "is not a list of fields such as title: Hello");
  const aliases = text.split("*", mostAliases + 1).length - 1 < mostAliases ? [] : aliasesIn(document);
  if (aliases.length > mostAliases)
    return problem(
      aliases.at(-1)?.range?.[0] ?? 0,
      `has more than ${mostAliases} aliases such as *a, write what they stand for`,
    );
  const circle = text.includes("*") ? circleIn(document) : undefined;
  if (circle) {
    const what = `has *${circle.source} inside the value that it stands for, expected a value that does not contain itself`;
    return problem(circle.range?.[0] ?? 0, what);
  }
  const lost = /[*!]/.test(text) ? unknownIn(document) : undefined;
  if (lost) return problem(lost.offset, lost.what);
  if (text.includes("\\") || text.includes("\u0000")) dropNulls(document);
  const warnings = lostValues(document, text).map((offset) => {
    const value = /^.*/.exec(text.slice(offset))?.[0].trim() ?? "";
    return { ...at(offset), message: `"${value}" is a comment in YAML, so there is no value, put it in quotes` };
  });
  const locate: Fields["locate"] = ({ path, ofName = false }) => at(offsetOf(path, ofName, document, text));
  try {
    return { data: recordOf(document.toJS({ maxAliasCount: 100 })) ?? {}, locate, warnings };
  } catch (cause) {
    return problem(0, `is not YAML: ${String(cause)}`);
  }
}

/** Where comments stand that look like values: `accent: #8b2e16`, `- #tag`. One after a space, `# so`, means to be a comment. */
function lostValues(document: Document, text: string): number[] {
  const found: number[] = [];
  const isNothing = (value: unknown): boolean =>
    value === null || (isScalar(value) && value.value === null && value.source === "");
  const see = (value: unknown, behind: number): void => {
    const lost = isNothing(value) ? /^:?[ \t]+(?=#[^\s#])/.exec(text.slice(behind)) : null;
    if (lost) found.push(behind + lost[0].length);
  };
  if (/[:-][ \t]+#[^\s#]/.test(text))
    visit(document, {
      Pair(_, { key, value }) {
        if (isScalar(key) && key.range) see(value, key.range[1]);
      },
      Seq(_, { items }) {
        for (const item of items) if (isScalar(item) && item.range) see(item, item.range[0] - 1);
      },
    });
  return found;
}

/** A name that a record has a second time. The parser compares each name with all that stand before it. */
function repeatedKeyIn(document: Document): Scalar | undefined {
  let found: Scalar | undefined;
  visit(document, {
    Map(_, { items }) {
      const names = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (names.has(key.value)) found = key;
        if (found) return visit.BREAK;
        names.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}

// For each the parser looks through all that stands before it.
const mostAliases = 500;

function aliasesIn(document: Document): Alias[] {
  const found: Alias[] = [];
  visit(document, { Alias: (_, alias) => void found.push(alias) });
  return found;
}

// A missing closing quote is noticed at the end of the front matter, but corrected where the quote was opened.
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

// U+0000, literal or as an escape, marks places in our HTML. It becomes what CommonMark (§2.3) makes of it in bodies.
export const withoutNulls = (text: string): string => text.replaceAll("\u0000", "\ufffd");

function dropNulls(document: Document): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === "string") node.value = withoutNulls(node.value);
    },
  });
}

/** A value that begins with a sign of YAML's, which its author means as it is: `*bold*`, `!important`. */
function unknownIn(document: Document): { readonly offset: number; readonly what: string } | undefined {
  const [tag] = document.warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED");
  if (tag)
    return {
      offset: tag.pos[0],
      what: "has a value that begins with !, which has a meaning in YAML, put it in quotes",
    };
  let found: Alias | undefined;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  if (!found) return undefined;
  return {
    offset: found.range?.[0] ?? 0,
    what: "has a value that begins with *, which has a meaning in YAML, put it in quotes",
  };
}

/** Where the value at the end of a path begins, or its name; if there is none, the last thing before it on the path. */
export function offsetOf(path: FieldPath, ofName: boolean, { contents }: Document, text: string): number {
  let node: unknown = contents;
  let offset = 0;
  for (const [index, part] of path.entries()) {
    if (typeof part === "number" && isScalar(node) && node.range)
      return offset + (partsIn(node, text.slice(offset, node.range[1]))[part] ?? 0); // a comma that was written as an escape
    const pair: Pair | undefined = isMap(node) ? pairsIn(node).get(String(part)) : undefined;
    if (ofName && index === path.length - 1 && isScalar(pair?.key)) return pair.key.range?.[0] ?? offset;
    node = isSeq(node) && typeof part === "number" ? node.items[part] : pair?.value;
    if (!isNode(node) || !node.range) break;
    [offset] = node.range;
  }
  return offset;
}

/** The pairs of a record by their names, as there may be as many problems as pairs. The first of a name counts. */
function pairsIn(record: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairsOf.get(record);
  if (known) return known;
  const pairs = new Map<string, Pair>();
  for (const pair of record.items) {
    // The record has `true:` and an empty key as texts.
    const name = isScalar<string | boolean | null>(pair.key) ? String(pair.key.value ?? "") : undefined;
    if (name !== undefined && !pairs.has(name)) pairs.set(name, pair);
  }
  pairsOf.set(record, pairs);
  return pairs;
}

const pairsOf = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** An alias inside the value that it stands for, such as `*a` in `&a [*a]`: a value without an end. */
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
