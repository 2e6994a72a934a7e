import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Document, isMap, isPair, isScalar, isSeq, parseDocument, Scalar, visit } from "yaml";
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
    const source = readFileSync(path, "utf8");
    const fixed = fixFrontMatter(source, preferred);
    if (fixed === source) return [];
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
  const document = parseDocument(yaml.replaceAll("\r\n", "\n"), { keepSourceTokens: false });
  if (document.errors.length > 0 || !isMap(document.contents)) return source;
  const before: unknown = document.toJS();

  const own = [...preferred.keys()].filter((field) => field !== "tags");
  sortFields(document, fieldOrder(own));
  unquote(document);
  for (const [field, names] of preferred) respell(document, field, names);
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false, indentSeq: /^\s+- /m.test(yaml) });
  const after = parseDocument(text);
  if (after.errors.length > 0 || !isDeepStrictEqual(without(before, preferred), without(after.toJS(), preferred)))
    return source;
  return start + (yaml.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text) + rest;
}

function sortFields({ contents }: Document, order: readonly string[]): void {
  if (!isMap(contents)) return;
  const rank = (key: unknown): number => {
    const place = order.indexOf(isScalar(key) ? String(key.value) : "");
    return place === -1 ? order.length : place;
  };
  // Comments above a field move with it.
  contents.items.sort((a, b) => rank(a.key) - rank(b.key));
}

/** Quotes go where the text is the same without them, and no other reader of YAML would take it for something else. */
function unquote(document: Document): void {
  const dates = new Set<unknown>();
  visit(document, {
    Pair(_, { key, value }) {
      if (isScalar(key) && /^(date|updated|expires)$/.test(String(key.value))) dates.add(value);
    },
    Scalar(_, node) {
      const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
      if (!quoted || typeof node.value !== "string") return;
      if (isPlain(node.value) || (dates.has(node) && /^\d{4}-\d\d-\d\d/.test(node.value))) node.type = Scalar.PLAIN;
    },
  });
}

const isPlain = (text: string): boolean =>
  /^[\p{L}\p{N}][^\r\n]*$/u.test(text) &&
  !/: |:$| #|\s$/.test(text) &&
  !/^[\d.,:+_-]+$|^(y|n|yes|no|on|off|true|false|null|0[xo].*)$/i.test(text) &&
  !/[[\]{},]/.test(text);

function respell(document: Document, field: string, preferred: ReadonlyMap<string, string>): void {
  const tags = isMap(document.contents)
    ? document.contents.items.find((pair) => isPair(pair) && isScalar(pair.key) && pair.key.value === field)?.value
    : undefined;
  if (isScalar(tags) && typeof tags.value === "string") {
    const names = tags.value.split(",").map((name) => preferred.get(name.trim()) ?? name.trim());
    if (names.some((name, index) => name !== String(tags.value).split(",")[index]?.trim()))
      tags.value = [...new Set(names)].join(", ");
  } else if (isSeq(tags)) {
    const seen = new Set<unknown>();
    tags.items = tags.items.filter((item) => {
      if (!isScalar(item) || typeof item.value !== "string") return true;
      const better = preferred.get(item.value.trim());
      if (better === undefined && !hasTwin(item.value, preferred)) return true;
      if (better !== undefined) item.value = better;
      return seen.has(item.value) ? false : seen.add(item.value);
    });
  }
}

/** Whether some other spelling becomes this one, so that a list may come to have it twice. */
const hasTwin = (tag: string, preferred: ReadonlyMap<string, string>): boolean => [...preferred.values()].includes(tag);

/** Without what may be respelt. */
const without = (data: unknown, preferred: Preferred): unknown =>
  typeof data === "object" && data !== null
    ? { ...data, ...Object.fromEntries([...preferred.keys()].map((field) => [field, undefined])) }
    : data;
