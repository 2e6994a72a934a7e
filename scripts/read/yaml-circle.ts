import { type Alias, type Document, isNode, visit } from "yaml";

/** An alias that stands within what it stands for, such as `*a` in `&a [*a]`: a value without an end. */
export function circleIn(document: Document): Alias | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias(_, alias, path) {
      const target = alias.resolve(document);
      if (!target || !path.some((node) => isNode(node) && node === target)) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}
