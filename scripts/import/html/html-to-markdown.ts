import { slug } from "github-slugger";
import { marked } from "marked";
import { parseDocument } from "htmlparser2";
import TurndownService from "turndown";
import { blocksOf, htmlBlock, isElement, isText, type Node } from "./html-blocks.ts";

// The elements and attributes that Markdown can express.
const sayable: Readonly<Record<string, readonly string[]>> = {
  p: [],
  h1: ["id"],
  h2: ["id"],
  h3: ["id"],
  h4: ["id"],
  h5: ["id"],
  h6: ["id"],
  ul: [],
  ol: ["start"],
  li: [],
  blockquote: [],
  hr: [],
  br: [],
  pre: [],
  code: ["class"],
  em: [],
  i: [],
  strong: [],
  b: [],
  del: [],
  s: [],
  a: ["href", "title"],
  img: ["src", "alt", "title"],
};

const settings: TurndownService.Options = {
  headingStyle: "atx",
  hr: "---",
  bulletListMarker: "-",
  codeBlockStyle: "fenced",
  emDelimiter: "*",
  strongDelimiter: "**",
};
const careful = service();
const plain = service();
plain.escape = (text) => text;

/**
 * HTML as Markdown, block by block. A block becomes Markdown only if that renders to the same HTML; otherwise it stays HTML,
 * so nothing is lost. With `lineBreaks`, line breaks in the text are line breaks on the page (WordPress).
 */
export function htmlToMarkdown(html: string, { lineBreaks = false } = {}): string {
  const blocks = blocksOf(html, lineBreaks).map((block) => markdownOf(block) ?? htmlBlock(block));
  return blocks.length === 0 ? "" : `\n${blocks.join("\n\n")}\n`;
}

/** Converts a text except the blocks that its author wrote as HTML: group 1 of `verbatim` stays as it is. */
export function markdownWith(html: string, verbatim: RegExp, convert: (part: string) => string): string {
  const parts = html
    .split(verbatim)
    .map((part, index) => (index % 2 === 0 ? convert(part).trim() : htmlBlock(part.trim())));
  const text = parts.filter((part) => part !== "").join("\n\n");
  return text === "" ? "" : `\n${text}\n`;
}

function markdownOf(html: string): string | undefined {
  const nodes = parseDocument(html).children;
  if (!nodes.every(canBeSaid)) return undefined;
  const wanted = meaningOf(nodes);
  for (const turndown of [plain, careful]) {
    const markdown = turndown.turndown(html);
    // Two dollar signs in one block could be taken for a formula.
    const text = (markdown.match(/\$/g)?.length ?? 0) > 1 && turndown === plain ? undefined : markdown;
    if (
      text !== undefined &&
      text.trim() !== "" &&
      meaningOf(parseDocument(marked.parse(text, { async: false })).children) === wanted
    )
      return turndown === careful ? text.replace(/(?<!\\)\$/g, String.raw`\$`) : text;
  }
  return undefined;
}

function canBeSaid(node: Node): boolean {
  if (!isElement(node)) return isText(node);
  const allowed = sayable[node.name];
  if (allowed === undefined) return false;
  if (!Object.keys(node.attribs).every((name) => allowed.includes(name))) return false;
  // An id other than the one a heading gets here may be linked to.
  const id = node.attribs["id"];
  if (id !== undefined && id !== slug(textOf(node.children))) return false;
  if (node.name === "code" && !/^(language-[\w+#-]+)?$/.test(node.attribs["class"] ?? "")) return false;
  return node.children.every(canBeSaid);
}

const textOf = (nodes: readonly Node[]): string =>
  nodes.map((node) => (isText(node) ? node.data : "children" in node ? textOf(node.children) : "")).join("");

const synonyms: Readonly<Record<string, string>> = { b: "strong", i: "em", s: "del" };

/** HTML without what makes no difference on a page: white space, the `<p>` in list items, ids of headings. */
function meaningOf(nodes: readonly Node[], verbatim = false): string {
  const written = nodes.map((node) => {
    if (isText(node)) return verbatim ? node.data.replace(/\n$/, "") : escaped(node.data.replace(/[ \t\r\n]+/g, " "));
    if (!isElement(node)) return "";
    const inner = meaningOf(node.children, verbatim || node.name === "pre");
    // A bare address is a link here, and means the same.
    if (
      node.name === "a" &&
      escaped(readableUrl(node.attribs["href"])) === inner &&
      node.attribs["title"] === undefined
    )
      return inner;
    const name = synonyms[node.name] ?? node.name;
    const attributes = ["href", "src", "alt", "title", "start", "class"].flatMap((key) =>
      node.attribs[key]
        ? [` ${key}="${/^(href|src)$/.test(key) ? readableUrl(node.attribs[key]) : node.attribs[key]}"`]
        : [],
    );
    const isLine = /^(br|p|li|ul|ol|h\d|blockquote|pre|hr)$/.test(name);
    const element = `<${name}${attributes.join("")}>${isLine ? inner.trim() : inner}</${name}>`;
    return isLine ? `\n${element}\n` : element;
  });
  const text = written.join("");
  return verbatim
    ? text
    : text
        .replace(/ *\n[ \n]*/g, "\n")
        .replaceAll(/<li>\s*<p>([^]*?)<\/p>/g, "<li>$1")
        .trim();
}

const escaped = (text: string): string => text.replaceAll("<", "&lt;");

function readableUrl(text: string | undefined): string {
  try {
    return decodeURI(text ?? "");
  } catch {
    return text ?? ""; // a lone "%" stands for itself
  }
}

function service(): TurndownService {
  return new TurndownService(settings)
    .addRule("strike", { filter: ["del", "s"], replacement: (content) => `~~${content}~~` })
    .addRule("address", {
      filter: (node) =>
        node.nodeName === "A" &&
        /^https?:[^\s<>]+$/.test(node.textContent ?? "") &&
        node.getAttribute("href") === node.textContent,
      replacement: (_, node) => `<${(node as unknown as DomNode).getAttribute?.("href") ?? ""}>`,
    })
    .addRule("item", {
      filter: "li",
      replacement: (content, node, { bulletListMarker = "-" }) => item(content, node, bulletListMarker),
    });
}

/** The part of the DOM that a list item needs; its types are not available here. */
interface DomNode {
  readonly nodeName: string;
  readonly parentNode: DomNode | null;
  readonly previousSibling: DomNode | null;
  readonly nextSibling: DomNode | null;
  getAttribute?(name: string): string | null;
}

/** A list item with one space after its marker, and its other lines aligned with its first word. */
function item(content: string, node: DomNode, bullet: string): string {
  let number = Number(node.parentNode?.getAttribute?.("start") ?? 1);
  for (let before = node.previousSibling; before; before = before.previousSibling)
    if (before.nodeName === "LI") number++;
  const marker = node.parentNode?.nodeName === "OL" ? `${number}. ` : `${bullet} `;
  const text = content.replace(/^\n+|\n+$/g, "").replace(/\n(?=.)/g, `\n${" ".repeat(marker.length)}`);
  return `${marker}${text}${node.nextSibling === null ? "" : "\n"}`;
}
