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
function morphChildren(parent: Element, wanted: Node[]): void {
  const present = [...parent.childNodes];
  const isSame = (index: number): boolean => present.at(index)?.isEqualNode(wanted.at(index) ?? null) ?? false;
  let start = 0;
  while (isSame(start)) start += 1;
  const rest = Math.min(present.length, wanted.length) - start;
  let end = 0;
  while (end < rest && isSame(-1 - end)) end += 1;

  const [olds, news] = [present.slice(start, present.length - end), wanted.slice(start, wanted.length - end)];
  for (const [index, node] of olds.entries()) {
    const target = news[index];
    if (target) morph(node, target);
    else node.remove();
  }
  const before = present[present.length - end] ?? null;
  for (const node of news.slice(olds.length)) parent.insertBefore(node, before);
}
