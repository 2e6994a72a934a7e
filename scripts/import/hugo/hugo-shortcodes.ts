import { posix } from "node:path";
import { findProse, replaceEach, replaceProse } from "../../markdown/prose.ts";
import {
  type Arguments,
  fenced,
  figure,
  gistLink,
  readArguments,
  standing,
  unknownShortcode,
  videoLink,
} from "../shortcode.ts";
import type { Leftover } from "../source.ts";

/** Resolves the argument of `ref` and `relref`; undefined when no such page was imported. */
export type ResolveRef = (target: string) => string | undefined;

// https://gohugo.io/content-management/shortcodes/, with < > or % %
const open = String.raw`\{\{[<%]\s*`;
const close = String.raw`\s*/?[>%]\}\}`;
const inner = String.raw`(?<args>(?:"(?:[^"\\]|\\.)*"|'[^']*'|\`[^\`]*\`|(?!/?[>%]\}\})[^"'\`])*?)`;
const highlight = new RegExp(
  String.raw`(?<=^|\n)[ \t]*${open}highlight\s+${inner}${close}(?<code>[^]*?)\{\{[<%]\s*/\s*highlight\s*[>%]\}\}`,
  "g",
);
const any = new RegExp(String.raw`${open}(?<end>/\s*)?(?<name>[\w./-]*[\w-])(?:\s+${inner})?${close}`, "g");
const reference = new RegExp(String.raw`${open}(?:rel)?ref\s+${inner}${close}`, "g");

/**
 * Converts the shortcodes that have a counterpart here. All others stay, as text. `fill` gives those that are a text or a value, which Hugo
 * fills in wherever they stand, in code as well.
 */
export function convertHugo(
  body: string,
  resolve: ResolveRef,
  fill: (name: string, args: Arguments) => string | undefined = () => undefined,
): string {
  const closed = new Set(
    Array.from(body.matchAll(any), ({ groups }) => (groups?.["end"] ? groups["name"] : undefined)),
  );
  const filled = replaceEach(body, any, ({ groups: { name = "", args = "" } = {} }) =>
    closed.has(name) ? undefined : fill(name, readArguments(args)),
  );
  const coded = replaceEach(filled, highlight, ({ groups = {} }) => {
    const [language = "", options = ""] = readArguments(groups["args"] ?? "").positional;
    return fenced(groups["code"] ?? "", language + markedLines(options));
  });
  const referred = replaceProse(coded, reference, ({ groups }) => {
    const { named, positional } = readArguments(groups?.["args"] ?? "");
    return resolve(named["path"] ?? positional[0] ?? "");
  });
  const converted = replaceProse(referred, any, (match) => {
    const { name = "", end, args = "" } = match.groups ?? {};
    const made = convertOne(name, end !== undefined, readArguments(args));
    if (made === undefined) return spaced(match[0]);
    return /^<(figure|details|\/details)\b/.test(made) ? standing(made, match) : made;
  });
  // {{</* name */>}} is how Hugo's authors write about shortcodes, in code as well as outside.
  return converted.replace(escape, "{{$1$2$3}}");
}

/** `{{<name>}}` contains a tag of HTML, `{{< name >}}` does not, and Hugo reads both. */
const spaced = (shortcode: string): string =>
  shortcode.replace(/^\{\{[<%](?=\S)/, "$& ").replace(/(?<![\s/])\/?[>%]\}\}$/, " $&");

/** `linenos=table,hl_lines=8 15-17` as the fences here have it: ` {8,15-17}`. */
function markedLines(options: string): string {
  const [, lines = ""] = /hl_lines\s*=\s*([\d\s-]+)/.exec(options) ?? [];
  return lines.trim() === "" ? "" : ` {${lines.trim().replaceAll(/\s+/g, ",")}}`;
}

const escape = /\{\{([<%])\/\*(.*?)\*\/([>%])\}\}/g;

function convertOne(name: string, end: boolean, { named, positional }: Arguments): string | undefined {
  if (name === "details" || name === "collapse" || name === "expand") {
    if (end) return "</details>";
    const summary = named["summary"] ?? named["title"] ?? positional[0] ?? "Details";
    return `<details${named["open"] === "true" ? " open" : ""}><summary>${summary}</summary>`;
  }
  if (end) return undefined;
  const [first, second, third] = positional;
  if (name === "figure") {
    const { src = first, alt, caption, title, link, attr, attrlink } = named;
    const credit = attr === undefined ? "" : attrlink === undefined ? attr : `<a href="${attrlink}">${attr}</a>`;
    const words = [title ? `<strong>${title}</strong>` : "", caption ?? "", credit].filter((part) => part !== "");
    return src === undefined
      ? undefined
      : figure({ src, alt: alt ?? caption ?? title, caption: words.join(" "), link });
  }
  const id = named["id"] ?? first;
  if (id === undefined) return undefined;
  if (name === "youtube" || name === "youtubeLite") return videoLink("YouTube", id, named["title"]);
  if (name === "vimeo" || name === "vimeo_simple") return videoLink("Vimeo", id, named["title"]);
  if (name === "gist") return second === undefined ? gistLink(undefined, id) : gistLink(first, second, third);
  return undefined;
}

/** Shortcodes still in the text. */
export function hugoLeftovers(body: string): Leftover[] {
  return findProse(body, any).flatMap(({ match, line }) =>
    match.groups !== undefined && match.groups["end"] === undefined
      ? [{ line, message: unknownShortcode, of: [match.groups["name"] ?? ""] }]
      : [],
  );
}

/**
 * `ref` and `relref` name a page by its path below one of the folders `roots`, beside the page itself, or by its name alone.
 */
export function refResolver(
  from: string,
  roots: readonly string[],
  toSource: (source: string) => string | undefined,
  byName: ReadonlyMap<string, string>,
): ResolveRef {
  return (target) => {
    const [path = "", anchor] = target.split("#");
    const end = anchor === undefined ? "" : `#${anchor}`;
    if (path === "") return end;
    const folder = posix.dirname(from);
    for (const base of path.startsWith("/") ? roots : [folder, posix.dirname(folder), ...roots])
      for (const form of ["", ".md", "/index.md", "/_index.md"]) {
        const found = toSource(posix.join(base, path) + form);
        if (found !== undefined) return found + end;
      }
    const name = byName.get(posix.basename(path).replace(/\.md$/, ""));
    const found = name === undefined ? undefined : toSource(name);
    return found === undefined ? undefined : found + end;
  };
}
