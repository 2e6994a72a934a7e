import type { Data, Matter } from "../matter.ts";

/**
 * Splits `Name: value` lines, as MultiMarkdown and Python-Markdown have them, from the text, with or without lines of `---` around them. Further
 * lines of a value are indented. Values are taken as they are, colons and all. Names become lower case, `-` and spaces `_`.
 */
export function splitMetaLines(file: string): Matter {
  const text = file.replace(/^\uFEFF/, "");
  const data: Data = {};
  const lines = text.split("\n");
  const fenced = /^---[ \t]*\r?$/.test(lines[0] ?? "");
  let at = fenced ? 1 : 0;
  let last: string | undefined;
  for (; at < lines.length; at++) {
    const line = (lines[at] ?? "").trimEnd();
    if (/^(---|\.\.\.)$/.test(line)) break;
    const [, name, value = ""] = /^ {0,3}([A-Za-z][\w -]*):(?:[ \t]+(.*)|)$/.exec(line) ?? [];
    if (name !== undefined) {
      last = name.trim().toLowerCase().replaceAll(/[ -]/g, "_");
      data[last] = value.trim();
    } else if (last !== undefined && /^(?: {4}|\t)\S/.test(line)) {
      data[last] = `${String(data[last])} ${line.trim()}`.trim();
    } else if (line !== "" || !fenced) break;
  }
  if (last === undefined) return { data, body: text, bodyLine: 1, comments: [], found: false };
  const from = /^(---|\.\.\.)\s*$|^\s*$/.test(lines[at] ?? "") ? at + 1 : at;
  return { data, body: lines.slice(from).join("\n"), bodyLine: from + 1, comments: [], found: true };
}
