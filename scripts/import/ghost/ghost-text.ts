import { htmlOf, isElement, type Node, parseHtml, substantial } from "../html/html-blocks.ts";
import { htmlToMarkdown, markdownWith } from "../html/html-to-markdown.ts";
import { plainCards } from "./ghost-cards.ts";
import { lexicalHtml } from "./lexical.ts";
import { mobiledocHtml, soleMarkdown } from "./mobiledoc.ts";

interface Sources {
  readonly html: string | undefined;
  readonly lexical: string | undefined;
  readonly mobiledoc: string | undefined;
}

/** A Ghost text as Markdown: from its own Markdown, else its rendered HTML, else the editor's format. */
export function ghostText(sources: Sources, address: string, note: (message: string) => void): string {
  const { html, lexical, mobiledoc } = sources;
  const withAddress = (text: string): string => text.replaceAll("__GHOST_URL__", address);
  const markdown = mobiledoc === undefined ? undefined : readable(() => soleMarkdown(mobiledoc), note);
  if (markdown !== undefined) return withAddress(`\n${markdown.replace(/\n*$/, "\n")}`);
  const rendered =
    html ??
    (lexical === undefined ? undefined : readable(() => lexicalHtml(lexical), note)) ??
    (mobiledoc === undefined ? undefined : readable(() => mobiledocHtml(mobiledoc), note));
  if (rendered === undefined) {
    if (html !== "") note("there is no text in the export");
    return "";
  }
  return markdownWith(withAddress(rendered), /<!--kg-card-begin: html-->([^]*?)<!--kg-card-end: html-->/, (part) =>
    htmlToMarkdown(htmlOf(tidyNodes(plainCards(parseHtml(part.replace(/<!--kg-card-(?:begin|end)[^]*?-->/g, "")))))),
  );
}

function readable<T>(read: () => T, note: (message: string) => void): T | undefined {
  try {
    return read();
  } catch {
    note("the editor's own form of the text is not JSON, and was not read");
    return undefined;
  }
}

/** Removes the marks of Ghost's cards. */
function tidyNodes(nodes: Node[]): Node[] {
  return nodes.map((node) => {
    if (!isElement(node)) return node;
    const classes = (node.attribs["class"] ?? "").split(/\s+/).filter((name) => name !== "" && !name.startsWith("kg-"));
    if (classes.length > 0) node.attribs["class"] = classes.join(" ");
    else delete node.attribs["class"];
    if (node.name === "img")
      for (const name of ["srcset", "sizes", "loading", "width", "height"]) delete node.attribs[name];
    node.children = tidyNodes(node.children).flatMap((child) =>
      // The newer editor wraps captions in elements that only its stylesheet needs.
      isElement(child) && child.name === "span" && child.attribs["style"] === "white-space: pre-wrap;"
        ? child.children
        : [child],
    );
    const inner = substantial(node.children);
    const [only] = inner;
    const isPlain = node.name === "figure" && Object.keys(node.attribs).length === 0 && inner.length === 1;
    if (!isPlain || only === undefined || !isElement(only) || !/^(img|a)$/.test(only.name)) return node;
    return parseHtml(`<p>${htmlOf(only)}</p>`)[0] ?? node;
  });
}
