import { DomUtils } from "htmlparser2";
import { type Element, htmlOf, isElement, type Node, parseHtml } from "../html/html-blocks.ts";

/**
 * Cards as Ghost renders them, which only its scripts and styles make what they are, as elements that browsers know:
 * bookmarks, toggles, films, sounds and files. Everything else stays.
 */
export const plainCards = (nodes: readonly Node[]): Node[] =>
  nodes.flatMap((node) => {
    if (!isElement(node)) return [node];
    const names = (node.attribs["class"] ?? "").split(/\s+/);
    const card = Object.entries(cards).find(([name]) => names.includes(name));
    const made = card?.[1](node);
    if (made !== undefined) return parseHtml(made);
    node.children = plainCards(node.children);
    return [node];
  });

const cards: Readonly<Record<string, (card: Element) => string | undefined>> = {
  "kg-bookmark-card": (card) => {
    const link = find(card, "kg-bookmark-container") ?? find(card, "kg-bookmark-content-container");
    const url = link?.attribs["href"];
    if (url === undefined) return undefined;
    const title = inner(card, "kg-bookmark-title") || url;
    const below = [
      inner(card, "kg-bookmark-description"),
      ["kg-bookmark-author", "kg-bookmark-publisher"]
        .map((name) => inner(card, name))
        .filter((part) => part !== "")
        .join(" · "),
      caption(card),
    ].filter((part) => part !== "");
    return `<blockquote><p><a href="${url}">${title}</a></p>${below.map((part) => `<p>${part}</p>`).join("")}</blockquote>`;
  },
  "kg-toggle-card": (card) => {
    const heading = inner(card, "kg-toggle-heading-text");
    if (heading === "") return undefined;
    const open = card.attribs["data-kg-toggle-state"] === "open" ? " open" : "";
    return `<details${open}><summary>${heading}</summary>${inner(card, "kg-toggle-content")}</details>`;
  },
  "kg-video-card": (card) => media(card, "video"),
  "kg-audio-card": (card) => media(card, "audio"),
  "kg-file-card": (card) => {
    const url = find(card, "kg-file-card-container")?.attribs["href"];
    if (url === undefined) return undefined;
    const [title, text, name, size] = ["title", "caption", "filename", "filesize"].map((part) =>
      inner(card, `kg-file-card-${part}`),
    );
    const about = [name, size].filter((part) => part).join(", ");
    return `<p><a href="${url}">${title || name || url}</a>${about === "" ? "" : ` (${about})`}</p>${text ? `<p>${text}</p>` : ""}`;
  },
};

/** A player with the browser's own controls. */
function media(card: Element, name: "video" | "audio"): string | undefined {
  const player = DomUtils.findOne((each) => each.name === name, card.children, true);
  const src = player?.attribs["src"];
  if (src === undefined) return undefined;
  const poster = player?.attribs["poster"];
  const isOwn = poster !== undefined && !/img\.spacergif\.org/.test(poster);
  const title = inner(card, "kg-audio-title");
  const element = `<${name} src="${src}"${isOwn ? ` poster="${poster}"` : ""} controls></${name}>`;
  return `${title === "" ? "" : `<p>${title}</p>`}<p>${element}</p>${caption(card) === "" ? "" : `<p>${caption(card)}</p>`}`;
}

const find = (card: Element, name: string): Element | undefined =>
  DomUtils.findOne((each) => (each.attribs["class"] ?? "").split(/\s+/).includes(name), card.children, true) ??
  undefined;

/** The HTML in the element of a class, without the editor's own wrapping. */
function inner(card: Element, name: string): string {
  const found = find(card, name);
  if (found === undefined) return "";
  return htmlOf(found.children)
    .replace(/<span style="white-space: pre-wrap;">([^]*?)<\/span>/g, "$1")
    .trim();
}

const caption = (card: Element): string => {
  const found = DomUtils.findOne((each) => each.name === "figcaption", card.children, true);
  return found
    ? htmlOf(found.children)
        .replace(/<\/?(?:p|span)\b[^>]*>/g, "")
        .trim()
    : "";
};
