/// <reference lib="dom" />

/** Makes a node the same as another one, touching only what differs. Consumes the other one. */
export function morph(node: Node, wanted: Node): void {
  if (node.isEqualNode(wanted)) return;
  if (node instanceof Element && wanted instanceof Element && node.tagName === wanted.tagName) {
    morphAttributes(node, wanted);
    morphChildren(node, [...wanted.childNodes]);
  } else if (node instanceof CharacterData && node.nodeType === wanted.nodeType) {
    node.nodeValue = wanted.nodeValue;
  } else {
    node.parentNode?.replaceChild(wanted, node);
  }
}

function morphAttributes(node: Element, wanted: Element): void {
  // What a reader has opened stays open.
  const isKept = (name: string): boolean => node.tagName === "DETAILS" && name === "open";
  for (const { name } of node.attributes) if (!wanted.hasAttribute(name) && !isKept(name)) node.removeAttribute(name);
  for (const { name, value } of wanted.attributes)
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/** Equal children at the start and at the end stay; those between are paired in order. */
function morphChildren(parent: Element, news: Node[]): void {
  const olds = [...parent.childNodes];
  while (olds[0]?.isEqualNode(news[0] ?? null)) {
    olds.shift();
    news.shift();
  }
  let before: Node | null = null;
  while (olds.at(-1)?.isEqualNode(news.at(-1) ?? null)) {
    before = olds.pop() ?? null;
    news.pop();
  }
  for (const old of olds) {
    const wanted = news.shift();
    if (wanted) morph(old, wanted);
    else old.remove();
  }
  for (const node of news) parent.insertBefore(node, before);
}
