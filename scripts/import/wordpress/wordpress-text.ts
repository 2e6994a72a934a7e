import { escapeHtml } from "../../../src/markup.ts";
import { htmlOf, isElement, type Node, parseHtml, substantial } from "../html/html-blocks.ts";
import { htmlToMarkdown, markdownWith } from "../html/html-to-markdown.ts";
import { findProse, replaceEach } from "../../markdown/prose.ts";
import { readArguments, unknownShortcode } from "../shortcode.ts";
import type { Leftover } from "../source.ts";

/** A picture of the media library. */
export interface Attachment {
  readonly url: string;
  readonly alt: string;
}

/** A WordPress text as Markdown: without the block editor's comments, and with the usual shortcodes as HTML. */
export function wordPressText(content: string, attachment: (id: string) => Attachment | undefined): string {
  const isBlocks = /<!-- wp:/.test(content);
  return markdownWith(
    content.replace(/\r\n?/g, "\n"),
    /<!-- wp:html(?: [^]*?)?-->([^]*?)<!-- \/wp:html -->/,
    (part) => {
      const bare = part.replace(/<!-- \/?wp:[^]*?-->\n?/g, keepDynamic);
      const html = convertShortcodes(bare, attachment);
      return htmlToMarkdown(htmlOf(tidy(parseHtml(html))), { lineBreaks: !isBlocks });
    },
  );
}

/**
 * Removes the comments around a block. One that stands alone is all there is of a block that WordPress builds on each visit,
 * so it stays.
 */
const keepDynamic = (comment: string): string => (/\/-->\n?$/.test(comment) ? comment : "");

// Classes that WordPress themes style and that mean nothing here.
const themed = /^(?:wp-|has-|is-|align|size-|attachment-|blocks-|kg-)/;

/** Removes the marks of WordPress's own styles and scripts. What an author wrote stays. */
function tidy(nodes: Node[]): Node[] {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    const classes = (node.attribs["class"] ?? "").split(/\s+/).filter((name) => name !== "" && !themed.test(name));
    if (classes.length > 0) node.attribs["class"] = classes.join(" ");
    else delete node.attribs["class"];
    for (const name of Object.keys(node.attribs))
      if (/^data-|^(srcset|sizes|loading|decoding|fetchpriority)$/.test(name)) delete node.attribs[name];
    if (node.name === "img") for (const name of ["width", "height"]) delete node.attribs[name];
    if (
      node.name === "a" &&
      node.attribs["rel"] !== undefined &&
      /^(noopener|noreferrer|nofollow|attachment|wp-att-\d+|\s)*$/.test(node.attribs["rel"])
    ) {
      delete node.attribs["rel"];
      if (node.attribs["target"] === "_blank") delete node.attribs["target"];
    }
    if (node.name === "ol" || node.name === "h2") delete node.attribs["reversed"];
    tidy(node.children);
  }
  return nodes.map(withoutFigure);
}

/** A figure with just a picture becomes the picture; an embed with just an address becomes a link. */
function withoutFigure(node: Node): Node {
  if (!isElement(node) || node.name !== "figure" || Object.keys(node.attribs).length > 0) return node;
  const inner = substantial(node.children);
  const [only] = inner;
  if (inner.length !== 1 || only === undefined || !isElement(only)) return node;
  const text = htmlOf(only.children)
    .trim()
    .replace(/^<a href="([^"]*)">\1<\/a>$/, "$1");
  const made =
    only.name === "img" || only.name === "a"
      ? `<p>${htmlOf(only)}</p>`
      : only.name === "div" && /^https?:\/\/[^\s<>"]+$/.test(text)
        ? `<p><a href="${text}">${text}</a></p>`
        : undefined;
  return made === undefined ? node : (parseHtml(made)[0] ?? node);
}

// https://codex.wordpress.org/Shortcode_API; an escaped one is written [[name]]
const pair = (names: string): RegExp =>
  new RegExp(String.raw`(?<!\[)\[(?<name>${names})(?<args>\s[^\]]*)?\](?<inner>[^]*?)\[/\k<name>\]`, "g");
const single = /(?<!\[)\[(?<name>gallery|youtube|vimeo|audio|video|embed)(?<args>[\s=][^\]]*?)?\s*\/?\](?!\()/g;

function convertShortcodes(html: string, attachment: (id: string) => Attachment | undefined): string {
  const captioned = replaceEach(html, pair("caption|wp_caption"), ({ groups = {} }) => {
    const [, image = "", rest = ""] = /^\s*(<a\b[^]*?<\/a>|<img\b[^>]*>)([^]*)$/.exec(groups["inner"] ?? "") ?? [];
    const caption = rest.trim() || readArguments(groups["args"] ?? "").named["caption"] || "";
    const below = caption === "" ? "" : `<figcaption>${caption}</figcaption>\n`;
    return image === "" ? undefined : `\n\n<figure>\n${image}\n${below}</figure>\n\n`;
  });
  const coded = replaceEach(captioned, pair("code|sourcecode|source"), ({ groups = {} }) => {
    const { named } = readArguments(groups["args"] ?? "");
    const language = named["language"] ?? named["lang"];
    const inner = (groups["inner"] ?? "").replace(/^\n/, "");
    const code = /&(lt|gt|amp|quot);/.test(inner) ? inner : escapeHtml(inner);
    return `\n\n<pre><code${language === undefined ? "" : ` class="language-${language}"`}>${code}</code></pre>\n\n`;
  });
  const embedded = replaceEach(coded, pair("embed|youtube|vimeo"), ({ groups }) =>
    linked(groups?.["inner"]?.trim() ?? ""),
  );
  const played = replaceEach(embedded, pair("audio|video"), ({ groups = {} }) => media(groups));
  const shown = replaceEach(played, single, ({ groups = {} }) => {
    const { name = "", args = "" } = groups;
    const { named, positional } = readArguments(args.replace(/^=/, ""));
    if (name === "gallery") return gallery(named["ids"] ?? named["include"] ?? "", attachment);
    if (name === "audio" || name === "video") return media(groups);
    return linked(positional[0] ?? named["url"] ?? named["src"] ?? named["id"] ?? "", name);
  });
  return replaceEach(shown, /^[ \t]*(https?:\/\/[^\s<>"]+)[ \t]*$/gm, ([, url = ""]) => linked(url));
}

function gallery(ids: string, attachment: (id: string) => Attachment | undefined): string | undefined {
  const pictures = ids.split(",").map((id) => attachment(id.trim()));
  const known = pictures.filter((picture) => picture !== undefined);
  if (known.length === 0 || known.length < pictures.length) return undefined;
  return known.map(({ url, alt }) => `\n\n<p><img src="${url}" alt="${escapeHtml(alt)}"></p>\n\n`).join("");
}

function linked(address: string, service?: string): string | undefined {
  const url =
    /^[\w-]+$/.test(address) && service === "youtube"
      ? `https://www.youtube.com/watch?v=${address}`
      : /^\d+$/.test(address) && service === "vimeo"
        ? `https://vimeo.com/${address}`
        : address.replaceAll("&amp;", "&");
  return /^https?:\/\/[^\s<>"]+$/.test(url) ? `<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>` : undefined;
}

function media(groups: Readonly<Record<string, string | undefined>>): string | undefined {
  const { named } = readArguments(groups["args"] ?? "");
  const src = ["src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv"]
    .map((name) => named[name])
    .find((value) => value !== undefined);
  return src === undefined ? undefined : `\n\n<p><${groups["name"]} src="${src}" controls></${groups["name"]}></p>\n\n`;
}

const shortcode = /(?<![[\\!\w])\[(?<name>[a-z][\w-]*)(?<args>\s[^\]\n]*=[^\]\n]*)?\s*\/?\](?![(:[])/g;
const dynamic = /<!-- wp:(?<name>[\w/-]+)[^]*?\/-->/g;

/** Shortcodes and blocks that only WordPress can render. */
export function wordPressLeftovers(body: string): Leftover[] {
  const blocks = [...body.matchAll(dynamic)].map((match) => ({
    line: body.slice(0, match.index).split("\n").length,
    message: "the block … can only be built by WordPress and is kept as a comment",
    of: [match.groups?.["name"] ?? ""],
  }));
  const plain = body
    .replaceAll(String.raw`\[`, " [")
    .replaceAll(String.raw`\]`, "] ")
    .replaceAll(String.raw`\_`, "__");
  const codes = findProse(plain.length === body.length ? plain : body.replaceAll("\\", ""), shortcode).flatMap(
    ({ match, line }) => {
      const { name = "", args } = match.groups ?? {};
      const isOne = args !== undefined || /[-_]/.test(name) || body.includes(`[/${name}`);
      return isOne ? [{ line, message: unknownShortcode, of: [name] }] : [];
    },
  );
  return [...blocks, ...codes].sort((a, b) => a.line - b.line);
}
