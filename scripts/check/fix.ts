import { isUtf8 } from "node:buffer";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Document, Pair, YAMLMap } from "yaml";
import { isMap, isPair, isScalar, isSeq, parseDocument, Scalar, visit } from "yaml";
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
  const [, start = "", yaml = "", rest = ""] =
    /^(\uFEFF?---[ \t]*\r?\n)([^]*?\r?\n)(---[ \t]*(?:\r?\n[^]*)?)$/.exec(source) ?? [];
  if (yaml === "") return source;
  const document = parseDocument(yaml.replaceAll("\r\n", "\n"));
  const { errors, contents } = document;
  if (errors.length > 0 || !isMap(contents)) return source;
  const before = unspelt(document, preferred);

  sortFields(contents, fieldOrder([...preferred.keys()]));
  unquote(document);
  for (const [field, names] of preferred) respell(contents.get(field, true), names);
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false, indentSeq: /^\s+- /m.test(yaml) });
  const after = parseDocument(text);
  if (after.errors.length > 0 || !isDeepStrictEqual(before, unspelt(after, preferred))) return source;
  return start + (yaml.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text) + rest;
}

/** What front matter says, without what may be respelt. */
const unspelt = (document: Document, preferred: Preferred): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(recordOf(document.toJS()) ?? {}).filter(([field]) => !preferred.has(field)));

function sortFields({ items }: YAMLMap, order: readonly string[]): void {
  const rank = ({ key }: Pair): number => {
    const place = order.indexOf(isScalar(key) ? String(key.value) : "");
    return place === -1 ? order.length : place;
  };
  // Comments above a field move with it.
  items.sort((a, b) => rank(a) - rank(b));
}

/** Quotes go where the text is the same without them, and no other reader of YAML would take it for something else. */
function unquote(document: Document): void {
  visit(document, {
    Scalar(_, node, path) {
      if (!node.type?.startsWith("QUOTE_") || typeof node.value !== "string") return;
      const pair = path.at(-1);
      const field = isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : "";
      const isDate = /^(date|updated|expires)$/.test(field) && /^\d{4}-\d\d-\d\d/.test(node.value);
      if (isPlain(node.value) || isDate) node.type = Scalar.PLAIN;
    },
  });
}

const isPlain = (text: string): boolean =>
  /^[\p{L}\p{N}][^\r\n]*$/u.test(text) &&
  !/: |:$| #|\s$/.test(text) &&
  !/^[\d.,:+_-]+$|^(y|n|yes|no|on|off|true|false|null|0[xo].*)$/i.test(text) &&
  !/[[\]{},]/.test(text);

/** Spells the names in one text with commas or in a list as `preferred` has them, each once. */
function respell(tags: unknown, preferred: ReadonlyMap<string, string>): void {
  if (isScalar(tags) && typeof tags.value === "string") {
    const names = tags.value.split(",").map((name) => name.trim());
    if (names.some((name) => preferred.has(name)))
      tags.value = [...new Set(names.map((name) => preferred.get(name) ?? name))].join(", ");
  } else if (isSeq(tags)) {
    const better = new Set<unknown>(preferred.values());
    const seen = new Set<unknown>();
    tags.items = tags.items.filter((item) => {
      if (!isScalar(item) || typeof item.value !== "string") return true;
      item.value = preferred.get(item.value.trim()) ?? item.value;
      // Only what others have become can be twice because of this.
      return !better.has(item.value) || (!seen.has(item.value) && seen.add(item.value));
    });
  }
}
