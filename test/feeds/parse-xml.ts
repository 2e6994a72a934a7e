import { SaxesParser } from "saxes";

export interface XmlElement {
  /** With its prefix: `dc:creator`. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text right within the element. */
  readonly text: string;
}

/** The root element of a document. Throws on anything that is not well-formed, unbound prefixes included. */
export function parseXml(document: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const top = { name: "", attributes: {}, children: [] as XmlElement[], text: "" };
  const open = [top];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    const attributes = Object.fromEntries(Object.entries(tag.attributes).map(([name, { value }]) => [name, value]));
    const element = { name: tag.name, attributes, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(document).close();
  const [root] = top.children;
  if (!root) throw new Error("The document has no root element");
  return root;
}

export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** The one child of that name. */
export function childOf(element: XmlElement, name: string): XmlElement {
  const found = childrenOf(element, name);
  const [child] = found;
  if (!child || found.length > 1) throw new Error(`Expected one <${name}> in <${element.name}>, found ${found.length}`);
  return child;
}

export const textsOf = (element: XmlElement, name: string): string[] =>
  childrenOf(element, name).map(({ text }) => text);
