import { marked } from "marked";
import { escapeHtml } from "../../../src/markup.ts";
import { isRecord } from "../../base/record.ts";
import type { Data } from "../matter.ts";

// Bits of a text's format: https://github.com/facebook/lexical, LexicalConstants
const formats = [
  [1, "strong"],
  [2, "em"],
  [4, "s"],
  [8, "u"],
  [16, "code"],
  [32, "sub"],
  [64, "sup"],
] as const;

/** A Lexical text (Ghost's editor) as HTML. A card without HTML becomes a comment. */
export function lexicalHtml(source: string): string {
  const parsed: unknown = JSON.parse(source);
  const root = isRecord(parsed) && isRecord(parsed["root"]) ? parsed["root"] : {};
  return children(root, "\n");
}

const children = (node: Data, between = ""): string =>
  (Array.isArray(node["children"]) ? node["children"] : [])
    .filter(isRecord)
    .map((child) => nodeHtml(child))
    .join(between);

function nodeHtml(node: Data): string {
  const type = textOf(node["type"]);
  const inner = (): string => children(node);
  switch (type) {
    case "text":
    case "extended-text":
      return formats.reduce(
        (html, [bit, name]) => ((Number(node["format"]) & bit) === 0 ? html : `<${name}>${html}</${name}>`),
        escapeHtml(textOf(node["text"])),
      );
    case "linebreak":
      return "<br>";
    case "paragraph":
      return inner() === "" ? "" : `<p>${inner()}</p>`;
    case "heading":
    case "extended-heading":
      return wrapped(/^h[1-6]$/.exec(textOf(node["tag"]))?.[0] ?? "h2", inner());
    case "quote":
    case "extended-quote":
    case "aside":
      return `<blockquote><p>${inner()}</p></blockquote>`;
    case "list": {
      const start = Number(node["start"] ?? 1);
      if (node["listType"] !== "number") return wrapped("ul", inner());
      return start === 1 ? wrapped("ol", inner()) : `<ol start="${start}">${inner()}</ol>`;
    }
    case "listitem":
      return wrapped("li", inner());
    case "link":
    case "autolink":
      return `<a href="${escapeHtml(textOf(node["url"]))}">${inner()}</a>`;
    default:
      return cardHtml(type, node) ?? lostCard(type);
  }
}

/** A card as HTML; Lexical and Mobiledoc name its fields alike. Undefined for one without HTML. */
export function cardHtml(type: string, card: Data): string | undefined {
  const text = (name: string): string => textOf(card[name]);
  const escape = (name: string): string => escapeHtml(text(name));
  switch (type) {
    case "html":
      return text("html");
    case "markdown":
      return marked.parse(text("markdown"), { async: false });
    case "image": {
      const image = `<img src="${escape("src")}" alt="${escape("alt") || escape("altText")}">`;
      const linked = text("href") === "" ? image : `<a href="${escape("href")}">${image}</a>`;
      return text("caption") === ""
        ? `<p>${linked}</p>`
        : `<figure>${linked}<figcaption>${text("caption")}</figcaption></figure>`;
    }
    case "code":
    case "codeblock": {
      const language = escape("language");
      return `<pre><code${language === "" ? "" : ` class="language-${language}"`}>${escape("code")}</code></pre>`;
    }
    case "hr":
    case "horizontalrule":
      return "<hr>";
    case "embed":
      return text("url") === "" ? text("html") || undefined : `<p><a href="${escape("url")}">${escape("url")}</a></p>`;
    case "bookmark":
      return `<p><a href="${escape("url")}">${escapeHtml(bookmarkTitle(card) || text("url"))}</a></p>`;
    case "callout":
      return `<blockquote>${text("calloutText") || text("calloutEmoji")}</blockquote>`;
    case "toggle":
      return `<details><summary>${text("heading")}</summary>${text("content")}</details>`;
    case "gallery":
      return (Array.isArray(card["images"]) ? card["images"] : [])
        .filter(isRecord)
        .map(
          (image) => `<p><img src="${escapeHtml(textOf(image["src"]))}" alt="${escapeHtml(textOf(image["alt"]))}"></p>`,
        )
        .join("\n");
    case "button":
      return `<p><a href="${escape("buttonUrl")}">${escape("buttonText")}</a></p>`;
    case "video":
    case "audio":
      return `<p><${type} src="${escape("src")}" controls></${type}></p>`;
    case "file":
      return `<p><a href="${escape("src")}">${escape("fileTitle") || escape("fileName")}</a></p>`;
    default:
      return undefined;
  }
}

const bookmarkTitle = (card: Data): string => (isRecord(card["metadata"]) ? textOf(card["metadata"]["title"]) : "");

/** A comment in place of a card without HTML. */
export const lostCard = (type: string): string => `<!-- a card of Ghost: ${type.replaceAll("--", "- -")} -->`;

const wrapped = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
