import { isUtf8 } from "node:buffer";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Document, Scalar } from "yaml";
import { isMap, isPair, isScalar, isSeq, parseDocument, visit } from "yaml";
import { type Edit, Edited } from "../base/edits.ts";
import { recordOf } from "../base/record.ts";
import { fieldOrder } from "../read/article-fields.ts";
import type { CheckedSite } from "./checked-site.ts";
import { preferredTerms } from "./tag-spellings.ts";

/**
 * Puts the fields of all front matter in YAML in their order, takes away quotes that YAML does not need, and gives tags and other terms
 * the spelling that most posts have. Texts below it keep every byte. Gives the files that were changed.
 */
export function fixContent({ articles, content }: CheckedSite): string[] {
  const preferred = preferredTerms(articles, content.site);
  return articles.flatMap(({ file }) => {
    const path = join(content.folder.root, file);
    const bytes = readFileSync(path);
    const source = bytes.toString();
    const fixed = fixFrontMatter(source, preferred);
    if (fixed === source || !isUtf8(bytes)) return [];
    writeFileSync(path, fixed);
    return [file];
  });
}

/** By field, what each of its names is better written as. */
type Preferred = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The same file with its front matter tidied; the file itself where anything but terms would then say something else. */
export function fixFrontMatter(source: string, preferred: Preferred): string {
  const [, start = "", written = "", rest = ""] =
    /^(\uFEFF?---[ \t]*\r?\n)([^]*?\r?\n)(---[ \t]*(?:\r?\n[^]*)?)$/.exec(source) ?? [];
  const yaml = written.replaceAll("\r\n", "\n");
  const document = parseDocument(yaml);
  const { errors, contents } = document;
  if (errors.length > 0 || !isMap(contents)) return source;

  // A parser's own way of writing would move comments and blank lines: what is not mended keeps each of its characters.
  const respelt = [...preferred].flatMap(([field, names]) => spellingsIn(yaml, contents.get(field, true), names));
  const edited = new Edited(yaml, [...respelt, ...needlessQuotes(document)]).text;
  const text = sortFields(edited, fieldOrder([...preferred.keys()]));
  const after = parseDocument(text);
  const isSame = isDeepStrictEqual(unspelt(document, preferred), unspelt(after, preferred));
  if (text === yaml || after.errors.length > 0 || !isSame) return source;
  return start + (written === yaml ? text : text.replaceAll("\n", "\r\n")) + rest;
}

/** What front matter says, without what may be respelt. */
const unspelt = (document: Document, preferred: Preferred): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(recordOf(document.toJS()) ?? {}).filter(([field]) => !preferred.has(field)));

/** Puts fields in their order, each with what is above it. What is below the last one stays there. */
function sortFields(yaml: string, order: readonly string[]): string {
  const { contents } = parseDocument(yaml);
  if (!isMap(contents) || contents.flow === true) return yaml;
  const fields = contents.items.flatMap(({ key }) => {
    if (!isScalar(key) || !key.range) return [];
    const place = order.indexOf(String(key.value));
    return [{ rank: place === -1 ? order.length : place, start: startOfNotes(yaml, key.range[0]) }];
  });
  const end = startOfNotes(yaml, yaml.length);
  const parts = fields.map(({ rank, start }, index) => ({
    rank,
    text: yaml.slice(start, fields[index + 1]?.start ?? end),
  }));
  const sorted = parts.toSorted((a, b) => a.rank - b.rank).map(({ text }) => text);
  return [yaml.slice(0, fields[0]?.start), ...sorted, yaml.slice(end)].join("");
}

/** Where the comments and blank lines right above a place begin. */
function startOfNotes(yaml: string, place: number): number {
  const lines = yaml.slice(0, place).split(/(?<=\n)/);
  const last = lines.findLastIndex((line) => line !== "" && !/^#|^\s*$/.test(line));
  return lines.slice(0, last + 1).join("").length;
}

/** Quotes without which the text is the same, and which no other reader of YAML needs to take it for a text. */
function needlessQuotes(document: Document): Edit[] {
  const edits: Edit[] = [];
  visit(document, {
    Scalar(_, node, path) {
      if (!node.type?.startsWith("QUOTE_") || typeof node.value !== "string") return;
      const pair = path.at(-1);
      const field = isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : "";
      const isDate = /^(date|updated|expires)$/.test(field) && /^\d{4}-\d\d-\d\d/.test(node.value);
      if (isPlain(node.value) || isDate) edits.push(...exchange(node, node.value));
    },
  });
  return edits;
}

function exchange({ range }: Scalar, text: string): Edit[] {
  return range ? [{ start: range[0], end: range[1], text }] : [];
}

const isPlain = (text: string): boolean =>
  /^[\p{L}\p{N}][^\r\n]*$/u.test(text) &&
  !/: |:$| #|\s$/.test(text) &&
  !/^[\d.,:+_-]+$|^(y|n|yes|no|on|off|true|false|null|0[xo].*)$/i.test(text) &&
  !/[[\]{},]/.test(text);

/** Spells the names in one text with commas or in a list as `preferred` has them, each once. */
function spellingsIn(yaml: string, tags: unknown, preferred: ReadonlyMap<string, string>): Edit[] {
  if (isText(tags)) {
    const names = tags.value.split(",").map((name) => name.trim());
    const better = [...new Set(names.map((name) => preferred.get(name) ?? name))].join(", ");
    return names.some((name) => preferred.has(name)) ? exchange(tags, spelt(better)) : [];
  }
  const better = new Set(preferred.values());
  const seen = new Set<string>();
  const items = isSeq(tags) ? tags.items.filter(isText) : [];
  return items.flatMap((item, index) => {
    const written = item.value.trim();
    const name = preferred.get(written) ?? written;
    // Only what others have become can be twice because of this.
    const isTwice = better.has(name) && seen.has(name);
    seen.add(name);
    if (!isTwice || !item.range) return name === written ? [] : exchange(item, spelt(name));
    const [start, end] = item.range;
    // With its comma or its dash; a comment after either stays.
    const from = isSeq(tags) && tags.flow ? items[index - 1]?.range?.[1] : yaml.lastIndexOf("\n", start);
    return [{ start: from ?? start, end, text: "" }];
  });
}

const isText = (node: unknown): node is Scalar<string> => isScalar(node) && typeof node.value === "string";

const spelt = (text: string): string => (isPlain(text) ? text : JSON.stringify(text));
