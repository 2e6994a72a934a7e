import { findProse, replaceProse } from "../../markdown/prose.ts";
import type { Note } from "../source.ts";

// https://kramdown.gettalong.org/syntax.html#attribute-list-definitions
const blockList = /^(?<indent>[ \t]*)\{:(?!:)(?<inner>[^{}\n]*)\}[ \t]*$/;
const spanList = /\{:(?!:)(?<inner>[^{}\n]*)\}/g;
const extension =
  /^[ \t]*\{:(?::(?:options|nomarkdown|comment)\b[^{}\n]*|\/(?:nomarkdown|comment)?)\/?\}[ \t]*(?:\r?\n|$)/gm;
const comment = /\{::comment\}(?<inner>[^]*?)\{:\/(?:comment)?\}/g;
const abbreviation = /^\*\[(?<name>[^\]\n]+)\]:[ \t]*(?<words>[^\n]*)(?:\n|$)/gm;
const heading = /^ {0,3}#{1,6}[ \t]/;
const underline = /^ {0,3}(=+|-+)[ \t]*\r?$/;

/**
 * kramdown's own marks as Markdown: ids stay, at a heading as `{#id}` and elsewhere as an empty anchor. Classes and styles do
 * nothing on our pages, so they go, and each is noted.
 */
export function convertKramdown(body: string, note: (note: Note) => void): string {
  const said = replaceProse(
    body,
    comment,
    ({ groups }) => `<!--${(groups?.["inner"] ?? "").replaceAll("--", "- -")}-->`,
  );
  const opened = replaceProse(said, extension, () => "");
  const short = replaceProse(opened, abbreviation, ({ groups = {} }) => {
    note({
      message: "the abbreviation … is shown without what it stands for",
      of: [`${groups["name"]} (${groups["words"]?.trim()})`],
    });
    return "";
  });
  const blocks = convertBlockLists(withHeads(short), note);
  return replaceProse(blocks, spanList, ({ groups }) => anchor(idOf(groups?.["inner"] ?? "", note)));
}

/** Attributes on a line of their own, which belong to the block above, or to the one below if a blank line is above. */
function convertBlockLists(body: string, note: (note: Note) => void): string {
  const places = new Set(findProse(body, /^[ \t]*\{:(?!:)[^{}\n]*\}[ \t]*\r?$/gm).map(({ line }) => line - 1));
  if (places.size === 0) return body;
  const lines = body.split("\n");
  const made: string[] = [];
  let pending: string | undefined;
  for (const [index, line] of lines.entries()) {
    const inner = places.has(index) ? blockList.exec(line.replace(/\r$/, ""))?.groups?.["inner"] : undefined;
    if (inner === undefined) {
      if (pending !== undefined && line.trim() !== "") {
        made.push(heading.test(line) ? `${line} {#${pending}}` : withAnchor(line, pending));
        pending = undefined;
      } else made.push(line);
      continue;
    }
    const id = idOf(inner, note);
    const isBelow = (made.at(-1) ?? "").trim() === "";
    // A definition, such as `{:note: .box}`, is attributes for other places.
    if (id === undefined || /^[\w-]+:/.test(inner)) {
      // Two blank lines in place of one don't add a paragraph.
      continue;
    }
    if (isBelow && (lines[index + 1] ?? "").trim() !== "") pending = id;
    else attach(made, id);
  }
  return made.join("\n");
}

/** Gives the block that ends these lines an id. */
function attach(lines: string[], id: string): void {
  let last = lines.length - 1;
  while (last > 0 && (lines[last] ?? "").trim() === "") last--;
  const text = lines[last] ?? "";
  if (heading.test(text)) {
    lines[last] = `${text.replace(/[ \t]+#*[ \t]*$/, "")} {#${id}}`;
    return;
  }
  if (underline.test(text) && (lines[last - 1] ?? "").trim() !== "") {
    lines[last - 1] = `${(lines[last - 1] ?? "").trimEnd()} {#${id}}`;
    return;
  }
  let first = last;
  while (first > 0 && (lines[first - 1] ?? "").trim() !== "") first--;
  const isItem = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]/;
  for (let line = last; line >= first; line--) if (isItem.test(lines[line] ?? "")) first = line;
  const line = lines[first] ?? "";
  if (/^[ \t]*(?:[|>`~<]|\[[^\]]*\]:)/.test(line)) lines.splice(first, 0, anchor(id), "");
  else lines[first] = withAnchor(line, id);
}

const withAnchor = (line: string, id: string): string =>
  line.replace(/^[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?/, (start) => start + anchor(id));

const anchor = (id: string | undefined): string => (id === undefined ? "" : `<a id="${id}"></a>`);

/** The id among attributes; all others are noted. */
function idOf(inner: string, note: (note: Note) => void): string | undefined {
  const [, short, long] = /(?:^|\s)(?:#([\w:.-]+)|id=["']([^"']+)["'])/.exec(inner) ?? [];
  const others = inner.replace(/(?:^|\s)(?:#[\w:.-]+|id=["'][^"']+["'])/, "").trim();
  if (others !== "" && !/^(?:toc|target="_blank"|rel="[\w ]*"|\s)+$/.test(others))
    note({ message: "kramdown's … does nothing here and was removed", of: [`{: ${others}}`] });
  return short ?? long;
}

/** Tables without a head get an empty one, without which GitHub's Markdown sees no table. */
function withHeads(body: string): string {
  const rows = findProse(body, /^\|[^\n]*\|[ \t]*\r?$/gm).map(({ line }) => line - 1);
  if (rows.length < 2) return body;
  const isRow = new Set(rows);
  const isRule = (line: string | undefined): boolean =>
    /^\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\r?$/.test(line ?? "");
  const lines = body.split("\n");
  return lines
    .flatMap((line, index) => {
      const isFirst = isRow.has(index) && (lines[index - 1] ?? "").trim() === "";
      const hasHead = isRule(lines[index + 1]);
      if (!isFirst || hasHead || isRule(line) || !isRow.has(index + 1)) return [line];
      const cells = line
        .trim()
        .replace(/^\||\|$/g, "")
        .split(/(?<!\\)\|/).length;
      return [`|${"  |".repeat(cells)}`, `|${" --- |".repeat(cells)}`, line];
    })
    .join("\n");
}

/** The id that kramdown makes of a heading's words: as GitHub does, or by its own older rule. */
export function kramdownId(words: string, isGfm: boolean): string {
  if (isGfm)
    return words
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{Nd}\p{Pc}\- \t]/gu, "")
      .replace(/[ \t]/g, "-");
  const plain = words
    .replace(/^[^a-zA-Z]+/, "")
    .replace(/[^a-zA-Z0-9 -]/g, "")
    .replaceAll(" ", "-")
    .toLowerCase();
  return plain === "" ? "section" : plain;
}
