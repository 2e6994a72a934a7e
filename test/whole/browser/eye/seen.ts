/// <reference lib="dom" />
// What runs in the page sees its globals.
/** How an element is named in a report: by the beginning of its HTML. */
export const name = (element: Element): string => element.outerHTML.replaceAll(/\s+/g, " ").slice(0, 70);

/** Whether it is there for eyes: neither hidden, nor transparent, nor kept for screen readers in a box of one pixel. */
export const isSeen = (element: Element): boolean =>
  element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
  !clippers(element).some((box) => box.getBoundingClientRect().width <= 1);

const known = new WeakMap<Element, readonly Element[]>();

/** The boxes around an element, or itself, beyond whose edges nothing shows. Forgotten with the page. */
export function clippers(element: Element): readonly Element[] {
  const found = known.get(element);
  if (found) return found;
  const above = element.parentElement && element.parentElement !== document.body ? clippers(element.parentElement) : [];
  const own = getComputedStyle(element).overflowX === "visible" ? above : [element, ...above];
  known.set(element, own);
  return own;
}

/** The part of a box that shows inside of the boxes around its element; empty when it is scrolled away. */
export function shown(box: DOMRect, element: Element): DOMRect {
  let { left, right, top, bottom } = box;
  for (const clipper of clippers(element)) {
    const edges = inside(clipper);
    left = Math.max(left, edges.left);
    right = Math.min(right, edges.right);
    top = Math.max(top, edges.top);
    bottom = Math.min(bottom, edges.bottom);
  }
  return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
}

/** A box without its borders, which is what it shows of its content. */
export function inside(element: Element): DOMRect {
  const { left, top } = element.getBoundingClientRect();
  return new DOMRect(left + element.clientLeft, top + element.clientTop, element.clientWidth, element.clientHeight);
}

export const isEmpty = ({ width, height }: DOMRect): boolean => width <= 0 || height <= 0;

/** A text as far as it stands on one line. */
export interface Line {
  readonly node: Text;
  readonly element: Element;
  readonly box: DOMRect;
}

/** All text that is seen, line by line, in the order of the document. Formulas and drawings place theirs themselves. */
export function lines(): Line[] {
  const found: Line[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const element = node.parentElement;
    if (!element || node.data.trim() === "" || element.closest("math, svg, option, textarea, script, object")) continue;
    if (!isSeen(element)) continue;
    for (const box of boxesOf(node, 0, node.length)) found.push({ node, element, box });
  }
  return found;
}

/** Where some characters of a text stand, a box for each line. */
export function boxesOf(node: Text, start: number, end: number): DOMRect[] {
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  return [...range.getClientRects()].filter((box) => !isEmpty(box));
}
