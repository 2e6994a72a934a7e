import { DomUtils, ElementType, parseDocument } from "htmlparser2";

export type Node = ReturnType<typeof parseDocument>["children"][number];
export type Element = Extract<Node, { attribs: unknown }>;

/** Parses HTML and keeps all entities as written, so that it can be written back unchanged. */
export const parseHtml = (html: string): Node[] => parseDocument(html, { decodeEntities: false }).children;

export const htmlOf = (nodes: Node | Node[]): string =>
  DomUtils.getOuterHTML(nodes, { decodeEntities: false, encodeEntities: false });

export type Text = Extract<Node, { data: string }>;

export const isText = (node: Node): node is Text => node.type === ElementType.Text;

/** The nodes other than white space. */
export const substantial = (nodes: readonly Node[]): Node[] =>
  nodes.filter((node) => !isText(node) || node.data.trim() !== "");

export const isElement = (node: Node): node is Element => "attribs" in node;

// Elements that start an HTML block in CommonMark (§4.6, kinds 1 and 6), which continues up to a blank line.
export const blockNames: ReadonlySet<string> = new Set(
  "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param pre script search section style summary table tbody td textarea tfoot th thead title tr track ul".split(
    " ",
  ),
);

const isBlock = (node: Node): node is Element => isElement(node) && blockNames.has(node.name);

/** The blocks of a text: elements, comments, and paragraphs between them without a `<p>`. */
export function blocksOf(html: string, lineBreaks: boolean): string[] {
  const blocks: string[] = [];
  let run = "";
  const flush = (): void => {
    for (const part of run.split(/\n[ \t]*\n/)) {
      const text = part.trim();
      if (text === "") continue;
      const isComment = /^(?:<!--[^]*?-->\s*)+$/.test(text);
      blocks.push(isComment ? text : `<p>${lineBreaks ? text.replace(/[ \t]*\n/g, "<br>\n") : text}</p>`);
    }
    run = "";
  };
  for (const node of parseHtml(html.replace(/\r\n?/g, "\n"))) {
    if (!isBlock(node)) {
      run += htmlOf(node);
      continue;
    }
    flush();
    const inner = lineBreaks && /^(blockquote|div|section)$/.test(node.name) ? htmlOf(node.children) : "";
    if (/\S[ \t]*\n[ \t]*\n/.test(inner)) {
      const opening = htmlOf(node).slice(0, htmlOf(node).indexOf(">") + 1);
      blocks.push(`${opening}\n${blocksOf(inner, true).join("\n")}\n</${node.name}>`);
    } else blocks.push(htmlOf(node));
  }
  flush();
  return blocks;
}

/** HTML as a block that Markdown leaves alone: it starts with a block's tag and has no blank line. */
export function htmlBlock(html: string): string {
  const [first] = parseHtml(html);
  // Blocks of kind 1 and comments end at a tag, whatever is inside.
  if (first !== undefined && /^(pre|script|style|textarea)$/.test("name" in first ? first.name : "")) return html;
  if (html.startsWith("<!--")) return html;
  const solid = html
    .replace(/<(pre|textarea)\b[^]*?<\/\1>/gi, (code) => code.replace(/\n([ \t]*)\n/g, "\n$1&#10;"))
    .replace(/\n(?:[ \t]*\n)+/g, "\n");
  return first !== undefined && isBlock(first) ? solid : `<div>\n${solid}\n</div>`;
}

/** HTML without indents and blank lines, which Markdown would take for code and for its end. Other text stays as it is. */
export const asOneBlock = (text: string): string =>
  /^\s*</.test(text) && !/<(pre|textarea|script)\b/i.test(text) ? text.replace(/\s*\n\s*/g, "\n") : text;
