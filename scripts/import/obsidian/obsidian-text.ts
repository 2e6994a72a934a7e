import { posix } from "node:path";
import { slug } from "github-slugger";
import { percentDecoded } from "../../../src/content/percent-decoded.ts";
import { findProse, replaceEach, replaceProse } from "../../markdown/prose.ts";
import { callout } from "../dialect/callouts.ts";
import type { Leftover } from "../source.ts";

/** What links in a vault can lead to. Paths are relative to the vault. */
export interface Vault {
  readonly note: (name: string) => string | undefined;
  readonly file: (name: string) => string | undefined;
  readonly text: (source: string) => string | undefined;
  readonly has: (path: string) => boolean;
  /** The way from one file to another, as a link has it. */
  readonly relative: (from: string, to: string) => string;
}

const wikilink = /(?<embed>!?)\[\[(?<target>[^\][|\n]*?)(?:\\?\|(?<label>[^\]\n]*))?\]\]/g;
const target =
  /(?<=\]\()(?![a-z][a-z\d+.-]*:|\/\/)(?:<(?<bracketed>[^<>\n]+)>|(?<bare>(?:[^\s()<>]|\([^\s()<>]*\))+))/gi;
const comment = /%%(?<inner>[^]*?)%%/g;
const marked = /==(?=\S)(?<inner>[^=\n]+?)==/g;
const boxed = /^(?<quote>(?:>[ \t]?)+)\[!(?<kind>[\w-]+)(?:\|[^\]\n]*)?\](?<fold>[+-]?)[ \t]*(?<title>[^\n]*)$/gm;
const blockId = /(?<=\S)[ \t]+\^(?<id>[\w-]+)[ \t]*$/gm;
const tagLine = /^[ \t]*(?:#[\p{L}\p{N}_/-]*\p{L}[\p{L}\p{N}_/-]*[ \t]*)+$\n?/gmu;

/** What Obsidian adds to Markdown, in its counterpart here: links between notes, embedded files, callouts, comments, marks. */
export function convertObsidian(body: string, source: string, vault: Vault): string {
  return converted(body, source, vault, new Set([source]));
}

function converted(body: string, source: string, vault: Vault, open: ReadonlySet<string>): string {
  const hidden = replaceProse(body, comment, () => "");
  const boxes = replaceEach(hidden, boxed, ({ groups = {} }) =>
    boxHead(groups["quote"] ?? "> ", groups["kind"] ?? "", groups["title"] ?? ""),
  );
  const called = replaceProse(boxes, target, ({ groups = {} }) =>
    retargeted(groups["bracketed"] ?? groups["bare"] ?? "", source, vault),
  );
  const linked = replaceProse(called, wikilink, ({ groups = {}, index, input }) => {
    const { target = "", label, embed } = groups;
    const said = label?.trim();
    if (embed !== "!") return link(target.trim(), said, source, vault);
    const isAlone =
      /(^|\n)[ \t]*$/.test(input.slice(0, index)) &&
      /^[ \t]*(\n|$)/.test(input.slice(index + `![[${target}${label === undefined ? "" : `|${label}`}]]`.length));
    return embedded(target.trim(), said, source, vault, open, isAlone);
  });
  const tagged = replaceProse(linked, tagLine, () => "");
  const bold = replaceProse(tagged, marked, ({ groups }) => `<mark>${groups?.["inner"] ?? ""}</mark>`);
  return replaceProse(bold, blockId, ({ groups }) => ` <a id="${groups?.["id"] ?? ""}"></a>`);
}

/** The first line of a callout; the rest of it is a block quote already. */
function boxHead(quote: string, kind: string, title: string): string {
  const [mark = "", ...rest] = callout(kind, title, "").split("\n");
  const said = rest.filter((line) => line !== ">").map((line) => line.replace(/^> /, ""));
  const before = quote.replace(/[ \t]*$/, " ");
  return [before + mark.replace(/^> /, ""), ...said.flatMap((line) => [before + line, before.trimEnd()])].join("\n");
}

/** A Markdown link's target, which Obsidian finds from the note, from the vault's root, or by its name; undefined if it stays. */
function retargeted(written: string, source: string, vault: Vault): string | undefined {
  const [, path = "", heading] = /^([^#?]*)(?:#(.*))?/.exec(written) ?? [];
  const anchor = heading === undefined ? "" : anchorOf(percentDecoded(heading));
  const plain = percentDecoded(path);
  if (path === "") return anchor;
  const near = posix.join(posix.dirname(source), plain);
  const found = vault.has(near) ? near : (vault.file(plain) ?? vault.note(plain));
  return found === undefined ? undefined : vault.relative(source, found) + anchor;
}

const anchorOf = (heading: string): string => `#${heading.startsWith("^") ? heading.slice(1) : slug(heading)}`;

function link(target: string, label: string | undefined, source: string, vault: Vault): string {
  const [name = "", ...headings] = target.split("#");
  const heading = headings.at(-1);
  const anchor = heading === undefined ? "" : anchorOf(heading);
  const words = escaped(
    label ?? (name === "" ? (heading ?? "").replace(/^\^/, "") : [name.replace(/^.*\//, ""), ...headings].join(" > ")),
  );
  if (name === "") return `[${words}](${anchor})`;
  const note = vault.note(name) ?? vault.file(name);
  // A note that was never written is shown, and leads nowhere.
  return note === undefined ? words : `[${words}](${vault.relative(source, note)}${anchor})`;
}

function embedded(
  target: string,
  label: string | undefined,
  source: string,
  vault: Vault,
  open: ReadonlySet<string>,
  isAlone: boolean,
): string {
  const [name = "", heading] = target.split("#");
  const file = vault.file(name);
  if (file !== undefined && !/\.md$/i.test(file)) {
    const path = vault.relative(source, file);
    // A number is a width in pixels.
    const alt = (label ?? "").replace(/\|?\d+(x\d+)?$/, "");
    if (/\.(avif|bmp|gif|jpe?g|png|svg|webp)$/i.test(file)) return `![${escaped(alt)}](${path})`;
    if (/\.(mp4|m4v|mov|ogv|webm)$/i.test(file)) return `<video controls src="${path}"></video>`;
    if (/\.(mp3|m4a|ogg|wav|flac|3gp|opus)$/i.test(file)) return `<audio controls src="${path}"></audio>`;
    return `[${escaped(alt || name)}](${path})`;
  }
  const note = vault.note(name);
  const text = note === undefined ? undefined : vault.text(note);
  // Notes can be embedded in each other, and in themselves.
  if (note === undefined || text === undefined || open.has(note) || !isAlone) return link(target, label, source, vault);
  const part = heading === undefined ? text : partOf(text, heading);
  const inner = converted(part, note, vault, new Set([...open, note]));
  return rebased(inner, note, source, vault).trim().replaceAll(/^/gm, "> ").replaceAll(/^> $/gm, ">");
}

/** What stands below a heading of a note, or the block that has an id. */
function partOf(text: string, heading: string): string {
  const lines = text.split("\n");
  if (heading.startsWith("^")) {
    const blocks = text.split(/\n[ \t]*\n/);
    return (blocks.find((block) => block.trimEnd().endsWith(heading)) ?? text).replace(/[ \t]*\^[\w-]+\s*$/, "");
  }
  const at = lines.findIndex((line) => /^#+[ \t]/.test(line) && slug(line.replace(/^#+[ \t]+/, "")) === slug(heading));
  if (at === -1) return text;
  const level = /^#+/.exec(lines[at] ?? "")?.[0].length ?? 1;
  const end = lines.findIndex((line, index) => index > at && (/^(#+)[ \t]/.exec(line)?.[1]?.length ?? 99) <= level);
  return lines.slice(at, end === -1 ? undefined : end).join("\n");
}

/** Links of an embedded note, from where it is embedded. */
const rebased = (text: string, note: string, source: string, vault: Vault): string =>
  replaceProse(text, /(?<=\]\()(?![a-z]+:|[/#<])[^()\s]+/g, ([path]) => {
    const [, file = "", tail = ""] = /^([^#]*)(.*)$/.exec(path) ?? [];
    const at = new URL(file, `http://vault/${encodeURI(note)}`).pathname.slice(1);
    return vault.relative(source, decodeURIComponent(at)) + tail;
  });

const escaped = (text: string): string => text.replaceAll(/[[\]]/g, String.raw`\$&`);

/** What only Obsidian's plugins can show. */
export function obsidianLeftovers(body: string): Leftover[] {
  const queries = [
    ...body.matchAll(/^[ \t>]*(?:`{3,}|~{3,})[ \t]*(dataview(?:js)?|query|tasks|base|excalidraw|tracker)\b/gm),
  ].map((match) => ({
    line: body.slice(0, match.index).split("\n").length,
    message: "the … block is evaluated by Obsidian alone and is shown as code",
    of: [match[1] ?? ""],
  }));
  const templates = findProse(body, /<%[^]*?%>/g).map(({ line }) => ({
    line,
    message: "a template's command stays in the text",
  }));
  return [...queries, ...templates].sort((a, b) => a.line - b.line);
}
