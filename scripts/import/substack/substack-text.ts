import { decodeHTML } from "entities";
import { readText } from "../utf8-text.ts";
import { isRecord } from "../../base/record.ts";
import { type Element, htmlOf, isElement, type Node, parseHtml } from "../html/html-blocks.ts";
import { htmlToMarkdown } from "../html/html-to-markdown.ts";
import { videoLink } from "../shortcode.ts";

/** A Substack text as Markdown: its cards become what they show, its buttons and forms for subscribers go. */
export function substackText(html: string): string {
  const pieces: Pieces = { verbatim: [], notes: [] };
  const text = htmlToMarkdown(htmlOf(parseHtml(html).flatMap((node) => tidy(node, pieces))));
  return [text.replaceAll(place, (_, index) => pieces.verbatim[Number(index)] ?? ""), ...pieces.notes].join("\n");
}

/** What is written as Markdown from the first. */
interface Pieces {
  /** Marks of footnotes, and formulas, whose signs would be escaped. */
  readonly verbatim: string[];
  readonly notes: string[];
}

// Stands for such a piece while HTML is converted; Unicode reserves both ends for such use.
const place = /\uFDD0(\d+)\uFDD1/g;
const keep = (text: string, { verbatim }: Pieces): string => `\uFDD0${verbatim.push(text) - 1}\uFDD1`;

type Data = Readonly<Record<string, unknown>>;

// What is for subscribers, not for readers.
const buttons =
  /\b(button-wrapper|subscription-widget-wrap|subscription-widget|captioned-button-wrap|poll-embed|paywall-jump|community-chat|install-substack-app-embed)\b/;

/** A node as plain HTML; none where it only sells. */
function tidy(node: Node, pieces: Pieces): Node[] {
  if (!isElement(node)) return [node];
  const name = node.attribs["class"] ?? "";
  if (buttons.test(name)) return [];
  const data = dataOf(node);
  const made = card(node, name, data, pieces);
  if (made !== undefined) return parseHtml(made);
  if (node.name === "a" && /\bfootnote-anchor\b/.test(name)) return parseHtml(keep(`[^${textOf(node)}]`, pieces));
  if (/\bfootnote\b/.test(name)) {
    pieces.notes.push(footnote(node));
    return [];
  }
  const children = node.children.flatMap((child) => tidy(child, pieces));
  // Frames around one thing, for the looks of it.
  if (node.name === "div" && !/\bpullquote\b/.test(name)) return children;
  node.children = children;
  if (node.name === "div") node.name = "blockquote";
  for (const attribute of Object.keys(node.attribs)) if (!kept.has(attribute)) delete node.attribs[attribute];
  return /^(p|h\d)$/.test(node.name) && htmlOf(children).trim() === "" ? [] : [node];
}

const kept = new Set(["href", "src", "alt", "title", "start", "id", "controls", "colspan", "rowspan"]);

function card(node: Element, name: string, data: Data, pieces: Pieces): string | undefined {
  const text = (key: string): string | undefined => (typeof data[key] === "string" ? data[key] : undefined);
  if (/\bcaptioned-image-container\b|\bimage-gallery-embed\b/.test(name)) return pictures(node, data);
  if (/\byoutube-wrap\b/.test(name) && text("videoId")) return paragraph(videoLink("YouTube", text("videoId") ?? ""));
  if (/\bvimeo-wrap\b/.test(name) && text("videoId")) return paragraph(videoLink("Vimeo", text("videoId") ?? ""));
  if (/\b(tweet|twitter-embed)\b/.test(name) && text("url")) {
    const words = escapedText(text("full_text") ?? "").replaceAll("\n", "<br>");
    return `<blockquote><p>${words}</p><p>— <a href="${text("url")}">${escapedText(text("name") ?? text("username") ?? "")}</a></p></blockquote>`;
  }
  if (/\blatex-rendered\b/.test(name) && text("persistentExpression"))
    return `<p>${keep(`$$\n${text("persistentExpression") ?? ""}\n$$`, pieces)}</p>`;
  if (
    /\b(digest-post-embed|embedded-publication-wrap|embedded-post-wrap|apple-podcast-container|spotify-wrap|soundcloud-wrap|bandcamp-wrap|file-embed-wrapper|native-video-embed|native-audio-embed)\b/.test(
      name,
    )
  ) {
    const url = text("canonical_url") ?? text("url") ?? text("baseUrl") ?? /href="([^"]+)"/.exec(htmlOf(node))?.[1];
    const title = text("title") ?? text("name") ?? textOf(node).trim();
    return url === undefined ? undefined : `<p><a href="${url}">${escapedText(title || url)}</a></p>`;
  }
  if (/\bpreformatted-block\b/.test(name)) {
    const pre = /<pre[^>]*>([^]*?)<\/pre>/.exec(htmlOf(node))?.[1];
    return pre === undefined ? undefined : `<p>${pre.trim().replaceAll("\n", "<br>\n")}</p>`;
  }
  return undefined;
}

/** Pictures at the largest size that the text names, with the caption. */
function pictures(node: Element, data: Data): string {
  const caption = /<figcaption[^>]*>([^]*?)<\/figcaption>/.exec(htmlOf(node))?.[1] ?? "";
  const gallery =
    isRecord(data["gallery"]) && Array.isArray(data["gallery"]["images"]) ? data["gallery"]["images"] : [];
  const listed = gallery.filter(isRecord).map((image) => ({ src: readText(image["src"]) ?? "", alt: "" }));
  const found = listed.length > 0 ? listed : imagesIn(node.children);
  const titled = caption || (isRecord(data["gallery"]) ? (readText(data["gallery"]["caption"]) ?? "") : "");
  const images = found.map(({ src, alt }) => `<img src="${src}" alt="${alt}">`).join("\n");
  return titled === "" ? `<p>${images}</p>` : `<figure>\n${images}\n<figcaption>${titled}</figcaption>\n</figure>`;
}

const imagesIn = (nodes: readonly Node[]): { readonly src: string; readonly alt: string }[] =>
  nodes.flatMap((node) => {
    if (!isElement(node)) return [];
    if (node.name !== "img") return imagesIn(node.children);
    const original = dataOf(node)["src"];
    return [
      { src: typeof original === "string" ? original : (node.attribs["src"] ?? ""), alt: node.attribs["alt"] ?? "" },
    ];
  });

/** `[^1]: …`, from an element that has the number and the text in elements of their own. */
function footnote(node: Element): string {
  const [number, content] = ["footnote-number", "footnote-content"].map((name) =>
    node.children.find((child) => isElement(child) && (child.attribs["class"] ?? "").includes(name)),
  );
  const text = content && isElement(content) ? substackText(htmlOf(content.children)) : "";
  return `[^${number === undefined ? "1" : textOf(number).trim()}]: ${text.trim().replaceAll(/\n(?=.)/g, "\n    ")}\n`;
}

const dataOf = (node: Element): Data => {
  try {
    const parsed: unknown = JSON.parse(decodeHTML(node.attribs["data-attrs"] ?? "{}"));
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
};

const textOf = (node: Node): string =>
  isElement(node) ? node.children.map(textOf).join("") : "data" in node ? decodeHTML(node.data) : "";

const paragraph = (markdown: string): string => {
  const [, words = "", url = ""] = /^\[(.*)\]\((.*)\)$/.exec(markdown) ?? [];
  return `<p><a href="${url}">${words}</a></p>`;
};

const escapedText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
