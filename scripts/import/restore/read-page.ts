import { parseDocument } from "htmlparser2";
import { type Element, isElement, type Node } from "../html/html-blocks.ts";
import type { ShownPicture } from "./restored-picture.ts";

/** What a page says about itself that its Markdown leaves out, whatever theme made it. */
export interface SaidByPage {
  readonly title?: string;
  /** Where the original stands, when that is not here. */
  readonly canonical?: string;
  /** What link previews show. */
  readonly image?: string;
  readonly imageAlt?: string;
  /** Where the links of its main part lead. */
  readonly links: readonly string[];
  readonly pictures: readonly ShownPicture[];
}

export function readPage(html: string): SaidByPage {
  const all = [...elementsIn(parseDocument(html).children)];
  const property = (name: string): string | undefined =>
    all.find((each) => each.name === "meta" && each.attribs["property"] === name)?.attribs["content"];
  const main = all.find(({ name }) => name === "main");
  const canonical = all.find(({ name, attribs }) => name === "link" && attribs["rel"] === "canonical");
  const links = main
    ? [...elementsIn(main.children)].flatMap((each) => (each.name === "a" ? (each.attribs["href"] ?? []) : []))
    : [];
  const said = {
    title: property("og:title"),
    canonical: canonical?.attribs["href"],
    image: property("og:image"),
    imageAlt: property("og:image:alt"),
  };
  const pictures = all.filter(({ name }) => name === "img" || name === "picture").flatMap(pictureOf);
  return { ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)), links, pictures };
}

/** What the site made of a picture: one file, or some in a `<picture>`. */
function pictureOf(element: Element): ShownPicture[] {
  const parts = [element, ...elementsIn(element.children)];
  const { src = "", width, height } = parts.find(({ name }) => name === "img")?.attribs ?? {};
  if (!src.startsWith("/pictures/")) return [];
  const candidates = parts
    .flatMap(({ attribs }) => attribs["srcset"]?.split(", ") ?? [])
    .map((each) => each.split(" "));
  const [widest = src] =
    candidates.toSorted(([, a = "0w"], [, b = "0w"]) => Number.parseInt(b) - Number.parseInt(a))[0] ?? [];
  const size = [width, height].map(Number);
  return [{ src, widest, ...(size.every((side) => side > 0) ? { width: size[0] ?? 0, height: size[1] ?? 0 } : {}) }];
}

function* elementsIn(nodes: readonly Node[]): Generator<Element> {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    yield node;
    yield* elementsIn(node.children);
  }
}
