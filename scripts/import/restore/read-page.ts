import { parseDocument } from "htmlparser2";
import { isElement, isText, type Node } from "../html/html-blocks.ts";

/** What a page says of itself that its Markdown leaves out, whatever theme made it. */
export interface SaidByPage {
  readonly title?: string;
  /** Where the original stands, when that is not here. */
  readonly canonical?: string;
  /** What link previews show. */
  readonly image?: string;
  readonly imageAlt?: string;
  /** Where the links of its main part lead. */
  readonly links: readonly string[];
}

export function readPage(html: string): SaidByPage {
  const all = [...elementsIn(parseDocument(html).children)];
  const property = (name: string): string | undefined =>
    all.find((each) => each.name === "meta" && each.attribs["property"] === name)?.attribs["content"];
  const main = all.find(({ name }) => name === "main");
  const canonical = all.find(({ name, attribs }) => name === "link" && attribs["rel"] === "canonical");
  const links = main ? [...elementsIn(main.children)].flatMap((each) => (each.name === "a" ? (each.attribs["href"] ?? []) : [])) : [];
  const said = {
    title: property("og:title"),
    canonical: canonical?.attribs["href"],
    image: property("og:image"),
    imageAlt: property("og:image:alt"),
  };
  return { ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)), links };
}

type Element = Extract<Node, { readonly attribs: unknown }>;

function* elementsIn(nodes: readonly Node[]): Generator<Element> {
  for (const node of nodes) {
    if (isText(node) || !isElement(node)) continue;
    yield node;
    yield* elementsIn(node.children as readonly Node[]);
  }
}
